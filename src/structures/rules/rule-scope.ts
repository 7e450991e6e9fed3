import type { Feature } from "../../features/feature-table.ts";
import type { Division, Part, StructureKind, StructureName } from "../structure.ts";

/** A feature that conditions may name; percentiles are those of its known values. */
export type RuleFeature = Pick<Feature, "name" | "kind" | "unit" | "words" | "levels" | "values">;

/** A structure, or the learned segments, as conditions may name it. */
export interface RuleStructure extends Pick<StructureName, "id" | "title"> {
  readonly parts: readonly Part[];
  /** Its parts follow from the data, so that one which is missing today is nobody's and no mistake. */
  readonly open?: boolean;
}

/** What conditions may name. */
export interface RuleScope {
  readonly features: readonly RuleFeature[];
  readonly structures: readonly RuleStructure[];
}

/** Kinds whose parts are the same in every base. */
const fixedKinds: readonly StructureKind[] = ["lifecycle", "loyalty", "client_type", "behavioural"];

/** A division as rules may name it. Parts that the data name may be missing on one day and back on another. */
export function ruleStructure({ id, kind, title, parts }: Division): RuleStructure {
  const isFixed = fixedKinds.includes(kind) && !parts.some(({ isTaste }) => isTaste);
  return { id, title, parts, open: !isFixed };
}
