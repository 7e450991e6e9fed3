import { bareTable } from "../../features/bare-table.ts";
import type { Feature, FeatureTable } from "../../features/feature-table.ts";
import { encodeTable, type FeatureEncoding, fitEncoding } from "../../segments/component-space.ts";
import type { Points } from "../../segments/points.ts";

/** How the features of customers become columns of a common scale. */
export interface CustomerEncoding {
  readonly encodings: readonly FeatureEncoding[];
  /** Numbers of which it is told whether they are known. */
  readonly unknowns: readonly string[];
}

/**
 * Learns to scale numbers and to spread categories, as segments do. A number that is unknown of some customers stands at the
 * median there, and a category beside it tells who they are.
 */
export function fitCustomerEncoding(table: FeatureTable): CustomerEncoding {
  const unknowns = table.features.flatMap(({ name, kind, values }) =>
    kind === "number" && values.some(Number.isNaN) ? name : [],
  );
  const encodings = withUnknowns(table, unknowns).features.flatMap((feature) => {
    const encoding = fitEncoding(feature);
    return "kind" in encoding ? encoding : [];
  });
  return { encodings, unknowns };
}

/** The columns of the customers of a table. */
export function encodeCustomers({ encodings, unknowns }: CustomerEncoding, table: FeatureTable): Points {
  return encodeTable(encodings, withUnknowns(table, unknowns));
}

/** A table with a category for each of some numbers that tells whether it is known. */
function withUnknowns(table: FeatureTable, names: readonly string[]): FeatureTable {
  const known = bareTable(
    table.customers,
    table.features
      .filter(({ name }) => names.includes(name))
      .map(({ name, values }) => ({
        name: `${name} is known`,
        kind: "category",
        levels: ["no", "yes"],
        values: values.map((value) => (Number.isNaN(value) ? 0 : 1)),
      })),
  );
  const features: readonly Feature[] = [...table.features, ...known.features];
  return { ...table, features };
}
