import type { Engine } from "../engine/engine.ts";
import type { StagedTables } from "../inputs/staged-tables.ts";
import type { AcquisitionGroup } from "./acquisition-groups.ts";
import { type Newcomers, noOrder } from "./acquisition-newcomers.ts";
import { addMoneyAtAge, createMoneyByAge, type MoneyByAge, monthsSince } from "./acquisition-payback.ts";
import { type Months, monthOf } from "./months.ts";

/** What the forecast of lifetime value says of customers. */
export interface ForecastScores {
  readonly customers: Int32Array;
  /** Money that each of them will bring over the horizon, in minor units of the currency. */
  readonly mean: Float64Array;
  readonly horizonDays: number;
}

export interface AcquisitionMoney {
  /** Units of money in one of the currency, and in one minor unit. */
  readonly moneyUnits: number;
  readonly unitsPerMinor: number;
  /** Whether returns are deducted. */
  readonly returns: "net" | "gross";
}

/** Sums over the newcomers of one group, money in whole units from their first order on. */
export interface NewcomerSums {
  newcomers: number;
  gross: number;
  /** What counts as revenue: `gross`, less returns where they are deducted. */
  revenue: number;
  /** Of the sales whose cost is known. */
  costedGross: number;
  goodsCost: number;
  /** Forecast of the horizon. */
  forecast: number;
  readonly byAge: MoneyByAge;
}

/** Groups that a customer can be in: the base, a channel and a cohort. */
const width = 3;
const none = -1;

/**
 * Adds up what newcomers brought, for each of the groups. All sums are of whole numbers, so their order changes nothing.
 *
 * Reads `days` once.
 */
export async function sumNewcomers(
  engine: Engine,
  { hasAmounts, lineColumns, asOf }: Pick<StagedTables, "hasAmounts" | "lineColumns" | "asOf">,
  groups: readonly AcquisitionGroup[],
  channels: readonly string[],
  newcomers: Newcomers,
  months: Months,
  { unitsPerMinor, returns }: AcquisitionMoney,
  scores: ForecastScores | undefined,
): Promise<NewcomerSums[]> {
  const since = monthsSince(months.from, asOf);
  const longest = since(months.from, asOf);
  const sums = groups.map(
    (): NewcomerSums => ({
      ...{ newcomers: 0, gross: 0, revenue: 0, costedGross: 0, goodsCost: 0, forecast: 0 },
      byAge: createMoneyByAge(longest),
    }),
  );
  const { firstDays } = newcomers;
  const memberships = groupsOfNewcomers(groups, channels, newcomers, months);
  const groupsOf = (customer: number) => memberships.subarray(customer * width, (customer + 1) * width);

  for (const [customer, first] of firstDays.entries()) {
    if (first === noOrder) continue;
    for (const group of groupsOf(customer)) {
      if (group === none) continue;
      sums[group].newcomers++;
      sums[group].byAge.seen[since(first, asOf)]++;
    }
  }
  if (scores !== undefined) {
    for (const [row, customer] of scores.customers.entries()) {
      const forecast = Math.round(scores.mean[row]) * unitsPerMinor;
      for (const group of groupsOf(customer)) if (group !== none) sums[group].forecast += forecast;
    }
  }
  if (!hasAmounts) return sums;

  // Arrays of numbers: a sum in a field of an object would be a new object for each addition.
  const [grossOf, revenueOf, costedOf, costOf] = Array.from({ length: 4 }, () => new Float64Array(groups.length));
  const told = ["gross", "returned", ...(lineColumns.has("cost") ? ["costed_gross", "cost"] : [])];
  const columns = told.map((column) => `CAST(${column} AS DOUBLE)`).join(", ");
  await engine.stream(`SELECT customer, day, ${columns} FROM days`, ([customers, days, ...money], rows) => {
    const [gross, returned, costed, cost] = money;
    for (let row = 0; row < rows; row++) {
      const first = firstDays[customers[row]];
      if (first === noOrder || days[row] < first) continue;
      const revenue = returns === "gross" ? gross[row] : gross[row] + returned[row];
      const age = since(first, days[row]);
      const seen = since(first, asOf);
      for (let i = customers[row] * width; i < (customers[row] + 1) * width; i++) {
        const group = memberships[i];
        if (group === none) continue;
        grossOf[group] += gross[row];
        revenueOf[group] += revenue;
        addMoneyAtAge(sums[group].byAge, age, seen, revenue);
        if (cost === undefined) continue;
        costedOf[group] += costed[row];
        costOf[group] += cost[row];
      }
    }
  });
  for (const [i, group] of sums.entries()) {
    group.gross = grossOf[i];
    group.revenue = revenueOf[i];
    group.costedGross = costedOf[i];
    group.goodsCost = costOf[i];
  }
  return sums;
}

/** The groups of each of the N customers, N × width. */
function groupsOfNewcomers(
  groups: readonly AcquisitionGroup[],
  channels: readonly string[],
  newcomers: Newcomers,
  months: Months,
): Int16Array {
  const numbers = (scope: AcquisitionGroup["scope"], keys: readonly string[]) =>
    keys.map((key) => groups.findIndex((group) => group.scope === scope && group.key === key));
  const [base] = numbers("all", ["all"]);
  const ofChannels = numbers("acquisition", channels);
  const ofMonths = months.starts.map((start) =>
    groups.findIndex(({ scope, from }) => scope === "cohort" && from === start),
  );
  const memberships = new Int16Array(newcomers.firstDays.length * width).fill(none);
  for (const [customer, day] of newcomers.firstDays.entries()) {
    const month = day === noOrder ? undefined : monthOf(months, day);
    if (month === undefined) continue;
    const channel = newcomers.channels[customer];
    const candidates = [base, channel < 0 ? none : ofChannels[channel], ofMonths[month]];
    for (const [i, group] of candidates.entries()) {
      if (group >= 0 && groups[group].paid[day - groups[group].from] === 1) memberships[customer * width + i] = group;
    }
  }
  return memberships;
}
