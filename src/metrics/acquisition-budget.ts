import { inEachLanguage, type Text } from "../language/text.ts";
import { translations } from "../language/translations.ts";
import { type ChannelCost, costsInside, paidDays } from "./acquisition-groups.ts";
import type { Newcomers } from "./acquisition-newcomers.ts";
import type { AcquisitionBudget } from "./acquisition-result.ts";
import { adviseBudget } from "./budget-advice.ts";
import { fitResponseCurve, type ResponseFit, type SpendPeriod } from "./fit-response-curve.ts";
import { type Months, monthOf } from "./months.ts";

/**
 * Advises how to divide the usual spend of a month between channels, so that it wins the most new customers.
 *
 * A channel's curve is fitted on the complete months of the history whose every day its costs span, without one that
 * reaches into a neighbouring month. Total is the sum of the mean monthly spends of the channels that have a curve.
 *
 * @param channels in the order of `newcomers.channels`
 * @param moneyUnits units of money in one of the currency
 */
export function adviseAcquisitionBudget(
  costs: readonly ChannelCost[],
  channels: readonly string[],
  newcomers: Newcomers,
  months: Months,
  moneyUnits: number,
): AcquisitionBudget {
  const won = newcomersByMonth(channels.length, newcomers, months);
  const fits = new Map(
    channels.map((channel, c): [string, ResponseFit] => {
      const own = costs.filter((cost) => cost.channel === channel);
      const periods = spendMonths(own, months, won[c], moneyUnits);
      return [channel, periods.length === 0 ? { status: "refused", reason: noWholeMonth } : fitResponseCurve(periods)];
    }),
  );
  const total = [...fits.values()].reduce((sum, fit) => sum + (fit.status === "done" ? fit.meanSpend : 0), 0);
  if (total === 0) {
    const leftOut = [...fits].flatMap(([channel, fit]) =>
      fit.status === "refused" ? [{ channel, reason: fit.reason }] : [],
    );
    return { status: "refused", reason: channels.length === 0 ? noChannels : noCurves, leftOut };
  }
  const advice = adviseBudget(fits, total);
  const leftOut = [...advice.leftOut];
  if (advice.status === "refused") return { ...advice, leftOut };
  return {
    ...advice,
    usualOutcome: advice.channels.reduce((sum, { usualOutcome }) => sum + usualOutcome, 0),
    leftOut,
    channels: advice.channels.map(({ fit, range, cautions, ...rest }) => ({
      ...rest,
      range: [...range],
      cautions: [...cautions],
      curve: fit.curve,
      r2: fit.r2,
      months: fit.periods,
    })),
  };
}

/** New customers of each channel in each month, C arrays of M. */
function newcomersByMonth(channels: number, newcomers: Newcomers, months: Months): Float64Array[] {
  const won = Array.from({ length: channels }, () => new Float64Array(months.starts.length));
  for (const [customer, channel] of newcomers.channels.entries()) {
    const month = channel < 0 ? undefined : monthOf(months, newcomers.firstDays[customer]);
    if (month !== undefined) won[channel][month]++;
  }
  return won;
}

/** Spend and new customers of the months that a channel's costs span; a month the history begins within is none. */
function spendMonths(
  costs: readonly ChannelCost[],
  { from, starts, ends, complete }: Months,
  won: Float64Array,
  moneyUnits: number,
): SpendPeriod[] {
  return starts.flatMap((start, month) => {
    const inside = costsInside(costs, start, ends[month]);
    const spans = inside.length > 0 && paidDays(inside, start, ends[month]).every((paid) => paid === 1);
    if (!complete[month] || start < from || !spans) return [];
    return [{ spend: inside.reduce((sum, { amount }) => sum + amount, 0) / moneyUnits, outcome: won[month] }];
  });
}

const texts = translations({
  en: {
    noWholeMonth: "its costs span no complete calendar month of the history, so spend cannot be set against newcomers",
    noChannels: "no acquisition channel is known of customers, so spend cannot be set against newcomers",
    noCurves: "no channel has a response curve",
  },
  ru: {
    noWholeMonth:
      "его затраты не покрывают целиком ни одного полного месяца истории, сопоставить их с новыми покупателями нельзя",
    noChannels: "каналы привлечения клиентов неизвестны, сопоставить затраты с новыми покупателями нельзя",
    noCurves: "ни для одного канала нет кривой отклика",
  },
});

const noWholeMonth: Text = inEachLanguage((language) => texts[language].noWholeMonth);
const noChannels: Text = inEachLanguage((language) => texts[language].noChannels);
const noCurves: Text = inEachLanguage((language) => texts[language].noCurves);
