import type { Text } from "../language/text.ts";

export const structureKinds = [
  ...(["demographic", "geographic", "psychographic", "behavioural", "lifecycle", "loyalty", "client_type"] as const),
  ...(["acquisition", "combined", "rule", "segment"] as const),
] as const;
export type StructureKind = (typeof structureKinds)[number];

/** One part of a structure. */
export interface Part {
  /** What files call it. */
  readonly key: string;
  readonly title: Text;
  /** It is made of the categories that are bought, so that a taste for one of them is no news. */
  readonly isTaste?: true;
}

/** What a structure is called and what it means. */
export interface StructureName {
  /** Column of `customers.parquet` and scope of `kpis.parquet`: the kind, or the kind and what it divides by. */
  readonly id: string;
  readonly kind: StructureKind;
  readonly title: Text;
  /** One sentence: how customers come into its parts. */
  readonly definition: Text;
}

/** Parts, and which one a customer is in. */
export interface Parts {
  readonly parts: readonly Part[];
  /** SQL of the number of a customer's part over a row of `facts`; never null, so that everybody is in exactly one. */
  readonly part: string;
}

/** A way to divide the base by rules: everybody who is known is in exactly one part. */
export interface Structure extends StructureName, Parts {}

/** A structure that the inputs do not allow, with the reason. */
export interface RefusedStructure extends StructureName {
  readonly refused: Text;
}

export const unknownPart: Part = { key: "unknown", title: { en: "unknown", ru: "неизвестно" } };

/** The first part whose condition holds, in their order; `otherwise` for those of whom none holds or can be told. */
export function firstThatHolds(cases: readonly (Part & { readonly where: string })[], otherwise: Part): Parts {
  const parts = [...cases.map(({ where: _, ...part }) => part), otherwise];
  const branches = cases.map(({ where }, i) => `WHEN ${where} THEN ${i}`);
  return { parts, part: `CAST(CASE ${branches.join(" ")} ELSE ${cases.length} END AS SMALLINT)` };
}

/** A part for every level of a category and one for the unknown. */
export function byLevel(column: string, levels: readonly Part[]): Parts {
  return {
    parts: [...levels, unknownPart],
    part: `CAST(coalesce(${column}, ${levels.length}) AS SMALLINT)`,
  };
}

/** A structure with the part of each of the N customers. */
export interface Division extends StructureName {
  readonly keys: readonly string[];
  readonly parts: readonly Part[];
  /** Index into `parts`, length N. */
  readonly codes: Int16Array;
  /** Of a crossing: the cells that were too small. */
  readonly backedOff?: readonly BackedOff[];
}

/** Where a crossing put the customers of a cell that was too small. */
export interface BackedOff {
  /** Key of the cell. */
  readonly cell: string;
  readonly customers: number;
  /** Key of the part that took them in. */
  readonly into: string;
}
