import type { Engine } from "../engine/engine.ts";
import type { StagedTables } from "../inputs/staged-tables.ts";
import { feedbackKind } from "../inputs/tables/feedback.ts";
import type { EpochDay } from "../math/calendar.ts";
import { scoreUnits } from "./feedback-sums.ts";
import type { Figure } from "./figures.ts";
import { lineFiguresTold } from "./line-sums.ts";
import { retainedMonths } from "./retained-months.ts";

/** From the first day up to before the second. */
export interface DaySpan {
  readonly start: EpochDay;
  readonly end: EpochDay;
}

/** The n customers k·0, k·1, k·2, … and what each did, as columns of length n. */
export interface CustomerSample {
  /** k. */
  readonly every: number;
  /** Figures of the whole history; one that the inputs do not tell is missing. */
  readonly history: ReadonlyMap<Figure, Float64Array>;
  /** `start` and `retained` over the months of the typical one; nothing where there are none. */
  readonly typical_month: ReadonlyMap<Figure, Float64Array>;
}

/** Enough to tell a difference from chance; so the cost of it does not grow with the base beyond a scan. */
const mostCustomers = 200_000;

/**
 * The figures of single customers, as those of parts in `kpis`: of everybody, or of every k-th where there are more than
 * 200,000. Reads `days` twice, `contacts` and `feedback` once, as far as there are.
 *
 * @param history the whole past
 * @param typical the months that the typical one is made of
 */
export async function sampleFigures(
  engine: Engine,
  staged: StagedTables,
  history: DaySpan,
  typical: DaySpan | undefined,
  most = mostCustomers,
): Promise<CustomerSample> {
  const { customers, hasAmounts, hasEvents } = staged;
  const every = Math.max(1, Math.ceil(customers / most));
  const n = Math.ceil(customers / every);
  const past = `customer % ${every} = 0 AND day >= ${history.start} AND day < ${history.end}`;
  const sums = new Map<Figure, Float64Array>();
  const addUp = async (from: string, columns: Partial<Record<Figure, string>>) => {
    const added = Object.keys(columns).map(() => new Float64Array(n));
    for (const [j, name] of Object.keys(columns).entries()) sums.set(name as Figure, added[j]); // the keys are figures
    const selected = Object.values(columns).map((sql) => `CAST(${sql} AS DOUBLE)`);
    await engine.stream(
      `SELECT customer, ${selected.join(", ")} FROM ${from} AND ${past}`,
      ([ofRow, ...values], rows) => {
        for (const [j, sum] of added.entries()) for (let i = 0; i < rows; i++) sum[ofRow[i] / every] += values[j][i];
      },
    );
  };

  if (hasEvents) {
    const money = hasAmounts ? { gross: "gross", returned: "returned" } : {};
    await addUp("days WHERE true", { orders: "orders", ...money, ...Object.fromEntries(lineFiguresTold(staged)) });
    const orders = sums.get("orders") ?? new Float64Array(n);
    const withOrders = (least: number) => Float64Array.from(orders, (count) => (count >= least ? 1 : 0));
    sums.set("customerOrders", orders).set("customers", withOrders(1)).set("repeaters", withOrders(2));
  }
  const oneWhere = (...conditions: string[]) => `CASE WHEN ${conditions.join(" OR ")} THEN 1 ELSE 0 END`;
  if (staged.contactChannels.length > 0) {
    await addUp("contacts WHERE is_message = 1", {
      ...{ messages: "1", opened: oneWhere("opened = 1"), clicked: oneWhere("clicked = 1") },
      ...{ responded: oneWhere("clicked = 1", "visited = 1", "converted = 1"), converted: oneWhere("converted = 1") },
      unsubscribed: oneWhere("unsubscribed = 1"),
    });
  }
  if (staged.hasFeedback) {
    await addUp("feedback WHERE true", {
      complaints: oneWhere(`kind = ${feedbackKind.complaint}`),
      score: `round(coalesce(score, 0) * ${scoreUnits})`,
      scored: oneWhere("score IS NOT NULL"),
    });
  }
  const monthly =
    hasEvents && typical !== undefined
      ? await retainedMonths(engine, typical, { every, n })
      : new Map<Figure, Float64Array>();
  return { every, history: sums, typical_month: monthly };
}
