import type { Dialect } from "../engine/dialect.ts";
import type { Fact } from "./facts.ts";
import type { RefusedStructure, Structure } from "./structure.ts";
import type { StructuresConfig } from "./structures-config.ts";

/** What a structure is built from. */
export interface StructureContext {
  readonly dialect: Dialect;
  readonly config: StructuresConfig;
  /** As-of: nothing at or after it was seen. A day d lies `until − d` days ago. */
  readonly until: number;
  readonly hasEvents: boolean;
  /** Money units in one unit of the currency. */
  readonly moneyUnits: number;
  /** The tags of `interests` and `personal_values`, most frequent first, in the order of the facts of that name. */
  readonly tags: ReadonlyMap<string, readonly string[]>;
  /** Names of categories, in the order of the facts `category_<j>`. */
  readonly categories: readonly string[];
  /** The columns of `facts`, by name. */
  readonly facts: ReadonlyMap<string, Fact>;
}

/** Offers a structure, or says why the inputs do not allow it. */
export type Offer = (context: StructureContext) => Structure | RefusedStructure;
