import * as z from "zod";
import type { Feature, FeatureFamily, FeatureTable } from "../features/feature-table.ts";
import { type Text, text } from "../language/text.ts";
import {
  type CategoryEncoding,
  categoryEncoding,
  columnOfLevels,
  columnShares,
  encodeLevel,
  fitCategoryEncoding,
} from "./category-encoding.ts";
import type { ClusteringEngine } from "./clustering-engine.ts";
import { encodeColumn, fitNumberEncoding, numberEncoding } from "./number-encoding.ts";
import type { Points } from "./points.ts";
import { componentsOf, meansOf, principalComponents } from "./principal-components.ts";

export const featureEncoding = z.discriminatedUnion("kind", [numberEncoding, categoryEncoding]);
export type FeatureEncoding = z.output<typeof featureEncoding>;

/** The way from raw features to the space in which customers are compared. */
export const componentSpace = z.strictObject({
  /** Features that became columns, in the order of the columns. */
  encodings: z.array(featureEncoding),
  /** Features that did not, with the reason. */
  dropped: z.array(z.strictObject({ feature: z.string(), reason: text })),
  components: principalComponents,
});
export type ComponentSpace = z.output<typeof componentSpace>;

/** Customers that scaling and components are learned from at most: more change the third digit of a quantile. */
export const maxScaledRows = 50_000;

/** Weights > 0 by family. */
export type FamilyWeights = Readonly<Partial<Record<FeatureFamily, number>>>;

/**
 * Learns scaling, encoding and principal components from a table of features.
 *
 * @param variance share of the variance the components keep, 0…1
 * @param weights what families count in squared distances; 1 where none is given
 */
export async function fitComponentSpace(
  clustering: ClusteringEngine,
  table: FeatureTable,
  variance: number,
  weights: FamilyWeights = {},
): Promise<ComponentSpace> {
  const encodings: FeatureEncoding[] = [];
  const dropped: ComponentSpace["dropped"] = [];
  for (const feature of table.features) {
    const encoding = fitEncoding(feature, weights[feature.family]);
    if (!("kind" in encoding)) dropped.push({ feature: feature.name, reason: encoding });
    else encodings.push(encoding);
  }
  const encoded = encodeTable(encodings, table);
  const means = meansOf(encoded);
  const varies = encoded.d > 0 && encoded.n > 1;
  const components = varies
    ? componentsOf(await clustering.covariances(encoded), means, variance)
    : { means, loadings: [], explained: [] };
  return { encodings, dropped, components };
}

/** Learns how a feature is scaled, encoded and weighted; a sentence when it says nothing about anybody. */
export function fitEncoding(feature: Feature, weight = 1): FeatureEncoding | Text {
  return feature.kind === "number" ? fitNumberEncoding(feature, weight) : fitCategoryEncoding(feature, weight);
}

/** The scaled columns of a table, before the principal components. */
export function encodeTable(encodings: readonly FeatureEncoding[], table: FeatureTable): Points {
  const n = table.customers.length;
  const d = encodings.reduce((sum, encoding) => sum + widthOf(encoding), 0);
  const values = new Float64Array(n * d);
  let first = 0;
  for (const encoding of encodings) {
    const feature = featureOf(table, encoding);
    if (encoding.kind === "number") {
      encodeColumn(encoding, feature.values, values, first, d);
    } else {
      const contributions = levelContributions(encoding, feature);
      for (let i = 0; i < n; i++) {
        const level = Number.isNaN(feature.values[i]) ? feature.levels.length : feature.values[i];
        values.set(contributions[level], i * d + first);
      }
    }
    first += widthOf(encoding);
  }
  return { n, d, values };
}

/** What each level of a table's feature, and "unknown" in the last place, puts into the columns of its category. */
export function levelContributions(encoding: CategoryEncoding, { levels }: Feature): number[][] {
  const shares = columnShares(encoding);
  return Array.from(columnOfLevels(encoding, levels), (column) => encodeLevel(shares, column, encoding.weight));
}

/** Number of encoded columns a feature takes. */
export function widthOf(encoding: FeatureEncoding): number {
  return encoding.kind === "number" ? 1 : columnShares(encoding).length;
}

/**
 * The feature of a table that an encoding was learned for, found by name.
 *
 * @throws RangeError if the table lacks it or has it in another kind
 */
export function featureOf(table: FeatureTable, { feature, kind }: FeatureEncoding): Feature {
  const found = table.features.find(({ name }) => name === feature);
  if (found === undefined) {
    const present = table.features.map(({ name }) => name).join(", ");
    throw new RangeError(`segments: the model needs the feature ${feature}; the table has ${present || "none"}`);
  }
  if (found.kind !== kind) {
    throw new RangeError(`segments: the model knows ${feature} as a ${kind}, the table has a ${found.kind}`);
  }
  return found;
}
