import { affinityConfig } from "../../src/metrics/category-affinity.ts";
import { describeStructures } from "../../src/run/stages/describe-structures.ts";
import type { Gazetteer } from "../../src/structures/place-gazetteer.ts";
import type { Division } from "../../src/structures/structure.ts";
import type { StructuresFile } from "../../src/structures/structures-file.ts";
import type { WrittenBase } from "../features/staged-base.ts";
import { type BaseByParts, divide } from "./divided-base.ts";
import { geoNames } from "./gazetteers.ts";

export type DescribedBase = StructuresFile & Omit<BaseByParts, "refused" | "unknownPlaces">;

/** What a run would say of a written base, the climate of its places included; everybody is in one segment. */
export async function describeBase(
  base: WrittenBase,
  config: Record<string, unknown> = {},
  gazetteer: Gazetteer = geoNames,
): Promise<DescribedBase> {
  const divided = await divide(base, config, gazetteer);
  const described = { ...divided, segments: oneSegment(divided.ids.length), rules: [] };
  return { ...divided, ...describeStructures(described, affinityConfig.parse({})) };
}

function oneSegment(customers: number): Division {
  const title = { en: "everybody", ru: "все" };
  return {
    ...{ id: "segment", kind: "segment", title, definition: title },
    ...{ keys: ["all"], parts: [{ key: "all", title }], codes: new Int16Array(customers) },
  };
}
