import type { Engine } from "../engine/engine.ts";
import type { StagedTables } from "../inputs/staged-tables.ts";
import { addAcquisitionCosts } from "./acquisition-cost.ts";
import { type BaseSums, readBaseSums } from "./base-sums.ts";
import { addCohorts } from "./cohorts.ts";
import type { Division } from "./division.ts";
import { type Figures, figuresKnown } from "./figures.ts";
import type { GuestMonth } from "./guest-lines.ts";
import { gatherKpiRows, type KpiMoney, type KpiRows } from "./kpi-rows.ts";
import { loadMonths } from "./months.ts";
import { numberParts, wholeBase } from "./number-parts.ts";
import { figuresOfPart, type PartFigures } from "./part-figures.ts";

export interface KpiSettings extends KpiMoney {
  readonly guests: "exclude" | "totals";
}

/**
 * Builds `kpis(scope, key, period_start, period_end, period_kind, metric, value, numerator, denominator)`: the metrics of
 * metric-definitions.ts over the whole past (`history`), per calendar month from the first event to as-of (`month`, the
 * last one cut by as-of) and for a `typical_month`.
 *
 * Scopes are `all` (the base), the id of each division with its parts as keys, `guests`, `acquisition` (costs per
 * channel) and `cohort` (keyed by the month of the first order, `2024-01`). Parts that nobody is in have no rows, nor
 * have months of a part in which nothing happened and nobody was there before. Orders and money of the base are those of
 * the parts of any division and, where guests count in totals, of the guests, who are no customers. What compares a
 * month with the one before is told of complete months only. Ratios carry numerator and denominator; a ratio with
 * nothing below the line, and a figure whose input is missing, has no row. Money is in units of the currency.
 *
 * Reads `days` (once, in order), `customer_ids`, `lines` of guests, `contacts`, `feedback` (once each), `costs` and
 * `attributes`.
 *
 * @param divisions ways to divide the N customers; the segments at as-of are one
 */
export async function buildKpis(
  engine: Engine,
  staged: StagedTables,
  settings: KpiSettings,
  divisions: readonly Division[] = [],
): Promise<void> {
  const parts = numberParts(staged.customers, divisions);
  const sums = await readBaseSums(engine, staged, parts, settings.guests);
  const rows = gatherKpiRows(settings);
  for (const [part, size] of parts.sizes.entries()) {
    const isBase = part === 0;
    if (size === 0 && !isBase) continue;
    const figures = figuresOfPart(sums, part, size);
    addPart(rows, parts.scopes[part], parts.keys[part], sums, isBase ? withGuests(figures, sums) : figures);
  }
  addGuests(rows, sums);
  addCohorts(rows, sums);
  await rows.load(engine);

  if (staged.hasCosts) {
    await loadMonths(engine, sums.months);
    await addAcquisitionCosts(engine, staged, settings);
    await engine.run("DROP TABLE calendar_months");
  }
}

/** Writes `kpis.parquet`, ordered by its key, with periods as dates. */
export async function writeKpis(engine: Engine, path: string): Promise<void> {
  const date = (column: string) => `${engine.dialect.dateOfEpochDay(column)} AS ${column}`;
  await engine.writeParquet(
    `SELECT scope, key, ${date("period_start")}, ${date("period_end")}, period_kind, metric, value, numerator, denominator
     FROM kpis ORDER BY scope, key, period_kind, kpis.period_start, metric`,
    path,
  );
}

function addPart(rows: KpiRows, scope: string, key: string, { months }: BaseSums, part: PartFigures) {
  rows.add(scope, key, { kind: "history", start: months.from, end: months.until }, part.history);
  for (const [month, figures] of part.months.entries()) {
    if (scope !== wholeBase && isEmpty(figures)) continue;
    rows.add(scope, key, { kind: "month", start: months.starts[month], end: months.ends[month] }, figures);
  }
  if (part.typical === undefined) return;
  const { first, last, figures } = part.typical;
  rows.add(scope, key, { kind: "typical_month", start: months.starts[first], end: months.ends[last] }, figures);
}

function isEmpty(figures: Figures): boolean {
  return Object.values(figures).every((value) => value === 0 || Number.isNaN(value));
}

/** The base's figures with the orders and money of guests; a typical month is of customers only. */
function withGuests(base: PartFigures, { guests, activity, guestLines, months }: BaseSums): PartFigures {
  if (guests === undefined) return base;
  const all = [...months.starts.keys()];
  const added = (figures: Figures, chosen: readonly number[]) => {
    const sum = (name: keyof GuestMonth) => chosen.reduce((total, month) => total + guests[month][name], 0);
    const more = {
      orders: figures.orders + sum("orders"),
      gross: figures.gross + sum("gross"),
      returned: figures.returned + sum("returned"),
    };
    const ofLines = (activity?.further.names ?? []).map((name, f, { length }) => [
      name,
      figures[name] + chosen.reduce((total, month) => total + (guestLines?.[month * length + f] ?? 0), 0),
    ]);
    return figuresKnown(figures, more, Object.fromEntries(ofLines));
  };
  return {
    ...base,
    history: added(base.history, all),
    months: base.months.map((figures, month) => added(figures, [month])),
  };
}

/** Guests, where there are any, have a history, without customers. */
function addGuests(rows: KpiRows, { guests, hasAmounts, months }: BaseSums) {
  if (guests === undefined) return;
  const sum = (name: keyof GuestMonth) => guests.reduce((total, month) => total + month[name], 0);
  const money = hasAmounts ? { gross: sum("gross"), returned: sum("returned") } : {};
  const figures = figuresKnown({ orders: sum("orders"), ...money });
  if (isEmpty(figures)) return;
  rows.add("guests", "guests", { kind: "history", start: months.from, end: months.until }, figures);
}
