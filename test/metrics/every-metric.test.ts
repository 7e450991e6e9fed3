import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { acquisitionMetrics } from "../../src/metrics/acquisition-metrics.ts";
import { marketMetrics } from "../../src/metrics/market-metrics.ts";
import { metricDefinitions } from "../../src/metrics/metric-definitions.ts";
import { type LineRow, type RandomBase, randomBase, written } from "../features/random-base.ts";
import { stageBase } from "../features/staged-base.ts";
import { type Figure, figuresOf } from "./kpi-figures.ts";
import { type DayRow, monthName, naiveGrowth } from "./naive-kpis.ts";

/** The first day of an order decides when it was made; one with a return in it only is none. */
function orderDays(lines: readonly LineRow[]): Map<string, number> {
  const days = new Map<string, number>();
  for (const { customer, order, day, cents } of lines) {
    if (cents < 0) continue;
    const key = `${customer} ${order}`;
    days.set(key, Math.min(day, days.get(key) ?? day));
  }
  return days;
}

function groupBy<Row, Key>(rows: readonly Row[], keyOf: (row: Row) => Key): Map<Key, Row[]> {
  const groups = new Map<Key, Row[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return groups;
}

/** Every metric of a period by its definition, from the rows as they were written; undefined where there is none. */
function naiveMetrics(base: RandomBase, isIn: (customer: string) => boolean, month?: string) {
  const inPeriod = (day: number) => month === undefined || monthName(day) === month;
  const own = base.lines.filter(({ customer }) => isIn(customer));
  const sales = own.filter(({ cents, day }) => cents >= 0 && inPeriod(day));
  const returns = own.filter(({ cents, day }) => cents < 0 && inPeriod(day));
  const ordered = [...orderDays(own)].map(([key, day]) => ({ customer: key.split(" ")[0], day }));
  const orders = ordered.filter(({ day }) => inPeriod(day));
  const perCustomer = groupBy(orders, ({ customer }) => customer);
  const first = [...groupBy(ordered, ({ customer }) => customer).values()].map((all) =>
    Math.min(...all.map(({ day }) => day)),
  );
  const discounted = sales.filter(({ discount }) => discount !== null);
  const costed = sales.filter(({ cost }) => cost !== null);
  const messages = base.contacts.filter(({ customer, control, day }) => isIn(customer) && !control && inPeriod(day));
  const opinions = base.feedback.filter(({ customer, day }) => isIn(customer) && inPeriod(day));
  const scored = opinions.filter(({ points }) => points !== null);
  const sum = <Row>(rows: readonly Row[], of: (row: Row) => number) => rows.reduce((total, row) => total + of(row), 0);
  const ratio = (above: number, below: number) => (below > 0 ? above / below : undefined);

  const gross = sum(sales, ({ cents }) => cents);
  const margin = sum(costed, ({ cents, cost }) => cents - (cost ?? 0));
  return {
    customers: perCustomer.size,
    new_customers: first.filter(inPeriod).length,
    orders: orders.length,
    orders_per_customer: ratio(orders.length, perCustomer.size),
    repeat_share:
      month === undefined
        ? ratio([...perCustomer.values()].filter((each) => each.length > 1).length, perCustomer.size)
        : undefined,
    gross_revenue: gross / 100,
    net_revenue: (gross + sum(returns, ({ cents }) => cents)) / 100,
    average_order: ratio(gross / 100, orders.length),
    return_share: ratio(-sum(returns, ({ cents }) => cents), gross),
    discount_share: ratio(
      sum(discounted, ({ discount }) => discount ?? 0),
      sum(discounted, ({ cents, discount }) => cents + (discount ?? 0)),
    ),
    margin: costed.length > 0 ? margin / 100 : undefined,
    margin_share: ratio(
      margin,
      sum(costed, ({ cents }) => cents),
    ),
    messages: messages.length,
    open_rate: ratio(messages.filter(({ opened }) => opened).length, messages.length),
    conversion_rate: ratio(messages.filter(({ converted }) => converted).length, messages.length),
    response_rate: ratio(messages.filter(({ converted }) => converted).length, messages.length),
    complaints_per_1000_orders: ratio(1000 * opinions.filter(({ kind }) => kind === "complaint").length, orders.length),
    mean_score: ratio(
      sum(scored, ({ points }) => (points ?? 0) / 5),
      scored.length,
    ),
  };
}

function naiveComparison(base: RandomBase, isIn: (customer: string) => boolean, month: string) {
  const numbers = new Map(
    [...base.registered.keys(), ...base.lines.map(({ customer }) => customer)].map((id, i) => [id, i]),
  );
  const rows = [...orderDays(base.lines)]
    .map(([key, day]) => ({ customer: key.split(" ")[0], day }))
    .filter(({ customer }) => isIn(customer))
    .map(
      ({ customer, day }): DayRow => ({ customer: numbers.get(customer) ?? -1, day, orders: 1, gross: 0, returned: 0 }),
    );
  const { start, active, newcomers, retained, reactivated, churned } = naiveGrowth(rows, month);
  return {
    active_customers: active,
    reactivated,
    churned,
    quick_ratio: churned > 0 ? (newcomers + reactivated) / churned : undefined,
    retention: start > 0 ? (active - newcomers) / start : undefined,
    strict_retention: start > 0 ? retained / start : undefined,
  };
}

/** What a random base has no input for, or no period of this kind. */
const elsewhere = [
  ...["known_customers", "cohort_retention", "expected_lifespan", "textbook_ltv", "marketing_cost", "cac"],
  ...[...acquisitionMetrics, ...marketMetrics].map(({ id }) => id),
];
const withoutInput = ["click_rate", "unsubscribe_rate", "cost_per_conversion"];

describe("every metric of every part, month and history", () => {
  it("is what its definition says of the rows", { timeout: 60_000 }, async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(randomBase, async (base) => {
        const staged = await stageBase(written(base));
        const firstEvent = Math.min(...base.lines.map(({ day }) => day));
        // Messages and opinions before the first event are not looked at.
        const known = {
          ...base,
          contacts: base.contacts.filter(({ day }) => day >= firstEvent),
          feedback: base.feedback.filter(({ day }) => day >= firstEvent),
        };
        const segments = Object.fromEntries(staged.ids.map((id) => [id, id.length > 2 ? "long" : "short"]));
        const figures = await figuresOf(staged, segments);
        await staged.close();
        const parts: [string, string, (id: string) => boolean][] = [
          ["all", "all", () => true],
          ["segment", "long", (id) => id.length > 2],
          ["segment", "short", (id) => id.length <= 2],
        ];
        for (const [scope, key, isIn] of parts) {
          const own = figures.filter((figure) => figure.scope === scope && figure.key === key);
          const periods = groupBy(
            own.filter(({ kind }) => kind !== "typical_month"),
            ({ kind, period }) => (kind === "history" ? undefined : period),
          );
          for (const [period, rows] of periods) {
            const month = period?.slice(0, 7);
            const isComplete = period?.endsWith("-01") ?? false;
            const expected = {
              ...naiveMetrics(known, isIn, month),
              ...(month !== undefined && isComplete ? naiveComparison(known, isIn, month) : {}),
            };
            // Without a single message or opinion there is no table, and without a row with it no column.
            expectFigures(rows, expected, base);
            for (const { metric } of rows) seen.add(metric);
          }
        }
      }),
      { numRuns: 6 },
    );
    const asked = metricDefinitions.map(({ id }) => id).filter((id) => ![...elsewhere, ...withoutInput].includes(id));
    expect([...asked].filter((id) => !seen.has(id))).toEqual([]);
    for (const id of withoutInput) expect(seen).not.toContain(id);
  });
});

function expectFigures(rows: readonly Figure[], expected: Record<string, number | undefined>, base: RandomBase) {
  const found = new Map(rows.map(({ metric, value }) => [metric, value]));
  for (const [metric, value] of Object.entries(expected)) {
    const isMissing =
      (metric === "messages" && !base.contacts.some(({ control }) => !control)) ||
      (metric === "complaints_per_1000_orders" && base.feedback.length === 0);
    if (value === undefined || isMissing) expect([metric, found.get(metric)]).toEqual([metric, undefined]);
    else
      expect([metric, Number((found.get(metric) ?? Number.NaN).toFixed(9))]).toEqual([
        metric,
        Number(value.toFixed(9)),
      ]);
  }
}
