import type { Feature } from "../features/feature-table.ts";
import type { ComponentSpace } from "./component-space.ts";

/** What a table of features lacks for a model, or has in another kind: a part of a sentence each; none when it fits. */
export function schemaDifference(
  { encodings }: Pick<ComponentSpace, "encodings">,
  { features }: { readonly features: readonly Pick<Feature, "name" | "kind">[] },
): string[] {
  return encodings.flatMap(({ feature, kind }) => {
    const found = features.find(({ name }) => name === feature);
    if (found === undefined) return [`${feature} is missing`];
    return found.kind === kind ? [] : [`${feature} is a ${found.kind} and was a ${kind}`];
  });
}
