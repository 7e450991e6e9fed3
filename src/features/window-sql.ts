import { families } from "./families.ts";
import type { FamilyContext, FeatureSql } from "./family.ts";
import type { FeatureFamily } from "./feature-table.ts";

export interface OfferedFeatures {
  readonly features: readonly FeatureSql[];
  /** Families without input, with the reason. */
  readonly unavailable: readonly { readonly family: FeatureFamily; readonly reason: string }[];
}

/** The features the chosen families offer with these inputs. */
export function offeredFeatures(chosen: readonly FeatureFamily[], context: FamilyContext): OfferedFeatures {
  const features: FeatureSql[] = [];
  const unavailable: { family: FeatureFamily; reason: string }[] = [];
  for (const { family, features: build } of families) {
    if (!chosen.includes(family)) continue;
    const offered = build(context);
    if ("unavailable" in offered) unavailable.push({ family, reason: offered.unavailable });
    else features.push(...offered);
  }
  return { features, unavailable };
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
  const messages = namedAggregates(
    features.map((feature) => feature.messages),
    {},
  );
  const within = `day >= ${window.from} AND day < ${window.until}`;
  const buyers = `(SELECT customer, ${purchases} FROM days WHERE ${within} GROUP BY customer HAVING sum(orders) > 0)`;
  const everyone = `(SELECT customer FROM customer_ids WHERE known_from IS NULL OR known_from < ${window.until})`;
  const joins = ["JOIN customer_ids c ON c.customer = p.customer"];
  if (messages !== "") {
    joins.push(
      `LEFT JOIN (SELECT customer, ${messages} FROM contacts WHERE ${within} GROUP BY customer) m ON m.customer = p.customer`,
    );
    joins.push(`CROSS JOIN (SELECT ${messages} FROM contacts WHERE ${within}) b`);
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
    FROM ${staged.hasEvents ? buyers : everyone} p
    ${joins.join(" ")}`;
}

/** The aggregates of all features, each once. */
function namedAggregates(
  parts: readonly (Readonly<Record<string, string>> | undefined)[],
  always: Readonly<Record<string, string>>,
): string {
  const all = new Map(Object.entries(always));
  for (const part of parts) for (const [name, sql] of Object.entries(part ?? {})) all.set(name, sql);
  return [...all].map(([name, sql]) => `${sql} AS ${name}`).join(", ");
}
