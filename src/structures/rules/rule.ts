import type { Part, StructureName } from "../structure.ts";

/** Comparisons of a known number. */
export type Operator = ">" | ">=" | "<" | "<=";

/**
 * What holds or does not hold for a customer, with every name looked up. It is never unknown: what is said of a feature's
 * value is false where there is none.
 */
export type Condition =
  /** `any` of no conditions holds for nobody. */
  | { readonly kind: "all" | "any"; readonly of: readonly Condition[] }
  | { readonly kind: "not"; readonly of: Condition }
  | { readonly kind: "known"; readonly feature: string }
  | { readonly kind: "compared"; readonly feature: string; readonly operator: Operator; readonly bound: number }
  /** The value of a number, the index of a category's level; at least one. */
  | { readonly kind: "oneOf"; readonly feature: string; readonly values: readonly number[] }
  /** Numbers of parts; at least one. */
  | { readonly kind: "inPart"; readonly structure: string; readonly parts: readonly number[] };

export const holdsForNobody: Condition = { kind: "any", of: [] };

/** A structure of the project's own: customers are in the first part whose condition holds, the others in the last. */
export interface Rule extends StructureName {
  readonly kind: "rule";
  /** One more than there are conditions. */
  readonly parts: readonly Part[];
  readonly conditions: readonly Condition[];
}

/** The features and structures that a condition looks at. */
export function lookedAt(condition: Condition): { readonly features: string[]; readonly structures: string[] } {
  switch (condition.kind) {
    case "all":
    case "any": {
      const inside = condition.of.map(lookedAt);
      return {
        features: [...new Set(inside.flatMap(({ features }) => features))],
        structures: [...new Set(inside.flatMap(({ structures }) => structures))],
      };
    }
    case "not":
      return lookedAt(condition.of);
    case "inPart":
      return { features: [], structures: [condition.structure] };
    default:
      return { features: [condition.feature], structures: [] };
  }
}
