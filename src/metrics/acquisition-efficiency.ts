import type { Engine } from "../engine/engine.ts";
import type { StagedTables } from "../inputs/staged-tables.ts";
import type { Text } from "../language/text.ts";
import { type EpochDay, toIsoDate } from "../math/calendar.ts";
import { adviseAcquisitionBudget } from "./acquisition-budget.ts";
import { type AcquisitionGroup, acquisitionGroups, readChannelCosts } from "./acquisition-groups.ts";
import { readNewcomers } from "./acquisition-newcomers.ts";
import { payback } from "./acquisition-payback.ts";
import type { AcquisitionEfficiency, AcquisitionResult } from "./acquisition-result.ts";
import { type AcquisitionMoney, type ForecastScores, type NewcomerSums, sumNewcomers } from "./acquisition-sums.ts";
import { monthsBetween } from "./months.ts";

/** Share of the newcomers' sales whose cost must be known for margin, not revenue, to be set against the cost. */
export const fewestCosted = 0.8;

/**
 * Works out what new customers cost and what they bring, for the base, per acquisition channel over the time that was
 * paid for, and per cohort (the newcomers of a calendar month), and how to divide the budget between channels.
 *
 * Newcomers and costs are those of `cac` in acquisition-cost.ts. What they bring counts from the first order on; the
 * same value, revenue or margin, stands in every ratio of a result. Margin is revenue × the margin share of the group's
 * sales with a known cost, so what was returned earns none. One pass over `days`, `lines` and `attributes`.
 *
 * Reads `costs`, `customer_ids` with `first_order`, `attributes`, `days` and `lines`.
 *
 * @param scores of lifetime value; undefined where it is refused
 */
export async function acquisitionEfficiency(
  engine: Engine,
  staged: StagedTables,
  money: AcquisitionMoney,
  scores: ForecastScores | undefined,
): Promise<AcquisitionResult> {
  if (!staged.hasCosts) return { status: "refused", reason: noCosts };
  if (!staged.hasEvents) return { status: "refused", reason: noEvents };
  const costs = await readChannelCosts(engine);
  const months = monthsBetween(staged.firstEvent, staged.asOf);
  const groups = acquisitionGroups(costs, months, staged);
  if (groups.length === 0) return { status: "refused", reason: oldCosts };
  const channels = groups.filter(({ scope }) => scope === "acquisition").map(({ key }) => key);
  const newcomers = await readNewcomers(engine, staged, channels);
  const sums = await sumNewcomers(engine, staged, groups, channels, newcomers, months, money, scores);

  const value = sums[0].costedGross > 0 && sums[0].costedGross >= fewestCosted * sums[0].gross ? "margin" : "revenue";
  const hasForecast = scores !== undefined;
  const told = groups.map((group, i) => ({
    scope: group.scope,
    efficiency: efficiencyOf(group, sums[i], { ...staged, ...money, value, hasForecast }),
  }));
  const ofScope = (scope: AcquisitionGroup["scope"]) =>
    told.filter((each) => each.scope === scope).map(({ efficiency }) => efficiency);
  const [base] = ofScope("all");
  return {
    status: "done",
    value,
    horizonDays: scores?.horizonDays ?? null,
    base,
    channels: ofScope("acquisition"),
    cohorts: ofScope("cohort"),
    budget: adviseAcquisitionBudget(costs, channels, newcomers, months, money.moneyUnits),
  };
}

interface EfficiencyBasis {
  readonly moneyUnits: number;
  readonly hasAmounts: boolean;
  readonly hasForecast: boolean;
  readonly value: "revenue" | "margin";
}

function efficiencyOf(
  { key, from, until, cost }: AcquisitionGroup,
  { newcomers, revenue, costedGross, goodsCost, forecast, byAge }: NewcomerSums,
  { moneyUnits, hasAmounts, hasForecast, value }: EfficiencyBasis,
): AcquisitionEfficiency {
  const marginShare = costedGross > 0 ? (costedGross - goodsCost) / costedGross : null;
  const counted = value === "revenue" ? 1 : marginShare;
  const perNewcomer = (amount: number) => amount / moneyUnits / newcomers;
  const isKnown = hasAmounts && newcomers > 0;
  const roi = (amount: number) => (counted === null || cost === 0 ? null : (amount * counted - cost) / cost);
  return {
    key,
    from: toIsoDate(from as EpochDay), // periods are whole days
    until: toIsoDate(until as EpochDay), // likewise
    newcomers,
    cost: cost / moneyUnits,
    cac: newcomers > 0 ? perNewcomer(cost) : null,
    revenue: isKnown ? perNewcomer(revenue) : null,
    margin: isKnown && marginShare !== null ? perNewcomer(revenue * marginShare) : null,
    lifetimeValue: isKnown && hasForecast ? perNewcomer(revenue + forecast) : null,
    roi: isKnown ? roi(revenue) : null,
    expectedRoi: isKnown && hasForecast ? roi(revenue + forecast) : null,
    payback: isKnown && counted !== null && cost > 0 ? payback(byAge, cost / newcomers, counted) : null,
    seenMonths: Math.max(
      0,
      byAge.seen.findLastIndex((count) => count > 0),
    ),
  };
}

const noCosts: Text = {
  en: "there is no table of costs",
  ru: "нет таблицы затрат",
};

const noEvents: Text = {
  en: "there is no event log, so nobody is seen arriving",
  ru: "нет журнала событий, поэтому неизвестно, когда пришли клиенты",
};

const oldCosts: Text = {
  en: "all costs are of the time before the history begins",
  ru: "все затраты относятся ко времени до начала истории",
};
