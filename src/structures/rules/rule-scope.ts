import type { Feature } from "../../features/feature-table.ts";
import type { Part, StructureName } from "../structure.ts";

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
