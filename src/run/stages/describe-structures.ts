import { cramersV } from "../../math/cramers-v.ts";
import { crossTable } from "../../math/cross-table.ts";
import { type AffinityConfig, categoryAffinity } from "../../metrics/category-affinity.ts";
import type { Division } from "../../structures/structure.ts";
import { type StructuresFile, structuresFile } from "../../structures/structures-file.ts";
import type { DividedCustomers } from "./divide-customers.ts";

type Structures = StructuresFile["structures"];

/** Who is in which part, how the parts agree with the learned segments, and what their customers like to buy. */
export function describeStructures(divided: DividedCustomers, config: AffinityConfig): StructuresFile {
  const { segments, divisions, refused, unknownPlaces } = divided;
  return structuresFile.parse({
    schemaVersion: 1,
    structures: divisions.map((division) => describe(division, divided, config)),
    states: [...segments.keys],
    refused: refused.map(({ id, kind, title, definition, refused: reason }) => ({
      ...{ id, kind, title, definition, refused: reason },
    })),
    unknownPlaces: [...unknownPlaces],
  });
}

function describe(
  division: Division,
  { segments, categories, amounts }: DividedCustomers,
  config: AffinityConfig,
): Structures[number] {
  const { id, kind, title, definition, parts, codes } = division;
  const counts = crossTable(codes, parts.length, segments.codes, segments.keys.length);
  const rows = parts.map((_, p) => [...counts.subarray(p * segments.keys.length, (p + 1) * segments.keys.length)]);
  const sizes = rows.map((row) => row.reduce((sum, n) => sum + n, 0));
  const association = cramersV(counts, parts.length, segments.keys.length);
  const tastes = categories.length < 2 ? null : categoryAffinity(codes, parts.length, amounts, config);
  const C = categories.length;
  return {
    ...{ id, kind, title, definition },
    parts: parts.map(({ key, title: name, isTaste }, p) => ({
      key,
      title: name,
      customers: sizes[p],
      share: sizes[p] / codes.length,
      affinities:
        tastes === null || isTaste === true
          ? []
          : categories
              .map((category, c) => ({
                category,
                lift: tastes.lift[p * C + c],
                share: tastes.share[p * C + c],
                baseShare: tastes.baseShare[c],
                q: tastes.q[p * C + c],
                isFinding: tastes.finding[p * C + c] !== 0,
              }))
              .filter(({ isFinding }) => isFinding)
              .sort((a, b) => Math.abs(Math.log(b.lift)) - Math.abs(Math.log(a.lift)))
              .map(({ isFinding: _, ...finding }) => finding),
    })),
    association:
      association === null
        ? null
        : { v: association.v, corrected: association.corrected, lo: association.lo, hi: association.hi },
    bySegment: rows,
    backedOff: [...(division.backedOff ?? [])],
  };
}
