import { lineKind } from "../inputs/transactions.ts";
import { families } from "./families.ts";
import type { Aggregates, FamilyContext, FeatureSql } from "./family.ts";
import type { FeatureFamily } from "./feature-table.ts";

export interface OfferedFeatures {
  readonly features: readonly FeatureSql[];
  /** Families without input, with the reason. */
  readonly unavailable: readonly { readonly family: FeatureFamily; readonly reason: string }[];
}

/**
 * The features the chosen families offer with these inputs, under unique names: levels that are written alike (`Home`
 * and `home`) are told apart by a number, in their order.
 */
export function offeredFeatures(chosen: readonly FeatureFamily[], context: FamilyContext): OfferedFeatures {
  const features: FeatureSql[] = [];
  const unavailable: { family: FeatureFamily; reason: string }[] = [];
  for (const { family, features: build } of families) {
    if (!chosen.includes(family)) continue;
    const offered = build(context);
    if ("unavailable" in offered) unavailable.push({ family, reason: offered.unavailable });
    else for (const feature of offered) features.push({ ...feature, name: freeName(feature.name, features) });
  }
  return { features, unavailable };
}

function freeName(name: string, taken: readonly FeatureSql[]): string {
  const isTaken = (candidate: string) => taken.some((feature) => feature.name === candidate);
  let free = name;
  for (let i = 2; isTaken(free); i++) free = `${name}_${i}`;
  return free;
}

/**
 * SQL of a window's features: `customer` (INTEGER) and one DOUBLE per feature, for the customers with at least one
 * order in the look-back, or for everyone known where there are no transactions at all. Sums run over integers and the
 * division comes last, so the result does not depend on the order in which rows are read.
 */
export function windowSql(features: readonly FeatureSql[], { dialect, staged, window }: FamilyContext): string {
  const purchases = namedAggregates(
    features.map((feature) => feature.purchases),
    { orders: "sum(orders)" },
  );
  const lines = namedAggregates(
    features.map((feature) => feature.lines),
    {},
  );
  const orders = namedAggregates(
    features.map((feature) => feature.orders),
    {},
  );
  const messages = namedAggregates(
    features.map((feature) => feature.messages),
    {},
  );
  const within = `day >= ${window.from} AND day < ${window.until}`;
  const buyers = `(SELECT customer, ${purchases} FROM days WHERE ${within} GROUP BY customer HAVING sum(orders) > 0)`;
  const population = `SELECT customer FROM customer_ids WHERE known_from IS NULL OR known_from < ${window.until}`;
  const joins = ["JOIN customer_ids c ON c.customer = p.customer"];
  if (lines !== "") {
    const sales = `SELECT customer, ${lines} FROM lines WHERE kind = ${lineKind.sale} AND ${within} GROUP BY customer`;
    joins.push(`LEFT JOIN (${sales}) l ON l.customer = p.customer`);
  }
  if (orders !== "") {
    joins.push(
      `LEFT JOIN (SELECT customer, ${orders} FROM orders WHERE ${within} GROUP BY customer) o ON o.customer = p.customer`,
    );
  }
  if (messages !== "") {
    joins.push(
      `LEFT JOIN (SELECT customer, ${messages} FROM contacts WHERE ${within} GROUP BY customer) m ON m.customer = p.customer`,
    );
    // Someone who became known later is not in the base yet, even if they were written to.
    const contacted = `contacts WHERE ${within} AND customer IN (${population})`;
    joins.push(`CROSS JOIN (SELECT ${messages} FROM ${contacted}) b`);
  }
  if (features.some(({ expression }) => /\ba\./.test(expression))) {
    joins.push(
      `LEFT JOIN attribute_codes a ON a.customer = p.customer AND a.valid_from < ${window.until} AND a.valid_to >= ${window.until}`,
    );
  }
  const expressions = features.map(
    ({ name, expression }) => `CAST(${expression} AS DOUBLE) AS ${dialect.identifier(name)}`,
  );
  return `SELECT p.customer, ${expressions.join(", ")}
    FROM ${staged.hasEvents ? buyers : `(${population})`} p
    ${joins.join(" ")}`;
}

/** The aggregates of all features, each once. */
function namedAggregates(parts: readonly (Aggregates | undefined)[], always: Aggregates): string {
  const all = new Map(Object.entries(always));
  for (const part of parts) for (const [name, sql] of Object.entries(part ?? {})) all.set(name, sql);
  return [...all].map(([name, sql]) => `${sql} AS ${name}`).join(", ");
}
