import type { Text } from "../language/text.ts";
import { families } from "./families.ts";
import type { FamilyContext, FeatureFormula } from "./family.ts";
import type { FeatureFamily } from "./feature-table.ts";

export interface OfferedFeatures {
  readonly features: readonly FeatureFormula[];
  /** Families without input, with the reason. */
  readonly unavailable: readonly { readonly family: FeatureFamily; readonly reason: Text }[];
}

/**
 * The features the chosen families offer with these inputs, under unique names: levels that are written alike (`Home`
 * and `home`) are told apart by a number, in their order.
 */
export function offeredFeatures(chosen: readonly FeatureFamily[], context: FamilyContext): OfferedFeatures {
  const features: FeatureFormula[] = [];
  const unavailable: { family: FeatureFamily; reason: Text }[] = [];
  for (const { family, features: build } of families) {
    if (!chosen.includes(family)) continue;
    const offered = build(context);
    if ("unavailable" in offered) unavailable.push({ family, reason: offered.unavailable });
    else for (const feature of offered) features.push({ ...feature, name: freeName(feature.name, features) });
  }
  return { features, unavailable };
}

function freeName(name: string, taken: readonly FeatureFormula[]): string {
  const isTaken = (candidate: string) => taken.some((feature) => feature.name === candidate);
  let free = name;
  for (let i = 2; isTaken(free); i++) free = `${name}_${i}`;
  return free;
}
