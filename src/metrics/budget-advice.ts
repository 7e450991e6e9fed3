import { english } from "../language/english.ts";
import { russian } from "../language/russian.ts";
import { inEachLanguage, type Text } from "../language/text.ts";
import { translations } from "../language/translations.ts";
import { type BoundedCurve, divideBudget } from "./divide-budget.ts";
import type { FittedCurve, ResponseFit } from "./fit-response-curve.ts";
import { marginalReturn, outcomeAt } from "./response-curve.ts";

/** Least and most to spend on a channel in one period. */
export interface SpendBounds {
  /** Default 0. */
  readonly lo?: number;
  /** Default `furthestSpend` times the largest spend seen. */
  readonly hi?: number;
}

/** A curve is not believed beyond this multiple of the largest spend it was fitted on. */
export const furthestSpend = 1.5;

export interface ChannelAdvice {
  readonly channel: string;
  /** Advised spend of one period. */
  readonly spend: number;
  /** Least and most that would be advised if some of the periods of one channel, a twelfth or a single one, were missing. */
  readonly range: readonly [lo: number, hi: number];
  /** Outcome of that spend by the curve. */
  readonly outcome: number;
  /** Outcome of one more unit of spend: the same for every channel between its bounds. */
  readonly marginal: number;
  /** The bound that holds the channel back, if one does. */
  readonly bound: "none" | "lower" | "upper";
  /** Mean spend of the periods seen, and its outcome by the curve. */
  readonly usualSpend: number;
  readonly usualOutcome: number;
  readonly fit: FittedCurve;
  /** What weakens the advice for this channel. */
  readonly cautions: readonly Text[];
}

/** A channel the budget is not divided over. */
export interface LeftOutChannel {
  readonly channel: string;
  readonly reason: Text;
}

export type BudgetAdvice =
  | {
      readonly status: "done";
      readonly total: number;
      /** Sum over channels of the outcome of one period. */
      readonly outcome: number;
      /** Outcome of one more unit of the total; null where every channel is at a bound. */
      readonly marginal: number | null;
      /** In the order of the curves given. */
      readonly channels: readonly ChannelAdvice[];
      readonly leftOut: readonly LeftOutChannel[];
      readonly caution: Text;
    }
  | { readonly status: "refused"; readonly reason: Text; readonly leftOut: readonly LeftOutChannel[] };

/**
 * Advises how to divide the budget of one period so that the sum of the response curves is largest: where one more unit
 * brings the same in every channel that no bound holds back, less at a lower bound and more at an upper one.
 *
 * Channels without a curve are left out of the division and named with their reasons, so the total is that of the others.
 * Refused with fewer than two curves, and where no division within the bounds adds up to the total.
 *
 * @param fits of each channel, all with the same unit of money, kind of outcome and length of period
 * @param total to divide, above 0
 * @param bounds of some channels; one left out of the division may have them too
 * @throws RangeError if the total is not above 0, bounds cross or are not finite, or belong to no channel
 */
export function adviseBudget(
  fits: ReadonlyMap<string, ResponseFit>,
  total: number,
  bounds: ReadonlyMap<string, SpendBounds> = new Map(),
): BudgetAdvice {
  if (!(total > 0 && total < Infinity)) throw new RangeError(`adviseBudget: a total is above 0, got ${total}`);
  for (const channel of bounds.keys()) {
    if (!fits.has(channel)) throw new RangeError(`adviseBudget: bounds for "${channel}", which is no channel`);
  }
  const leftOut: LeftOutChannel[] = [];
  const channels: BoundedChannel[] = [];
  for (const [channel, fit] of fits) {
    if (fit.status === "refused") leftOut.push({ channel, reason: fit.reason });
    else channels.push(bounded(channel, fit, bounds.get(channel)));
  }
  const least = sumOf(channels.map(({ lo }) => lo));
  const most = sumOf(channels.map(({ hi }) => hi));
  const refuse = (reason: Text): BudgetAdvice => ({ status: "refused", reason, leftOut });
  if (channels.length < 2) return refuse(inEachLanguage((language) => texts[language].tooFew(channels.length)));
  if (total < least) return refuse(inEachLanguage((language) => texts[language].tooLittle(total, least)));
  if (total > most) return refuse(inEachLanguage((language) => texts[language].tooMuch(total, most)));

  const { marginal, spends } = divideBudget(channels, total);
  const ranges = spendRanges(channels, total, spends);
  const advice = spends.map((spend, i) => advised(channels[i], spend, ranges[i]));
  return {
    status: "done",
    total,
    outcome: sumOf(advice.map(({ outcome }) => outcome)),
    marginal: advice.some(({ bound }) => bound === "none") ? marginal : null,
    channels: advice,
    leftOut,
    caution: inEachLanguage((language) => texts[language].seasonal),
  };
}

interface BoundedChannel extends BoundedCurve {
  readonly channel: string;
  readonly fit: FittedCurve;
}

function bounded(channel: string, fit: FittedCurve, { lo = 0, hi }: SpendBounds = {}): BoundedChannel {
  const most = hi ?? Math.max(lo, furthestSpend * fit.maxSpend);
  if (!(lo >= 0 && lo <= most && most < Infinity)) {
    throw new RangeError(`adviseBudget: bounds of "${channel}" are finite and 0 ≤ lo ≤ hi, got ${lo} and ${most}`);
  }
  return { channel, fit, curve: fit.curve, lo, hi: most };
}

/** Divides anew with each refitted curve in the place of its channel's own. */
function spendRanges(channels: readonly BoundedChannel[], total: number, spends: readonly number[]) {
  const ranges = spends.map((spend): [lo: number, hi: number] => [spend, spend]);
  for (const [i, channel] of channels.entries()) {
    for (const curve of channel.fit.leavingOut) {
      for (const [j, spend] of divideBudget(channels.with(i, { ...channel, curve }), total).spends.entries()) {
        ranges[j] = [Math.min(ranges[j][0], spend), Math.max(ranges[j][1], spend)];
      }
    }
  }
  return ranges;
}

function advised(
  { channel, fit, curve, lo, hi }: BoundedChannel,
  spend: number,
  range: readonly [lo: number, hi: number],
): ChannelAdvice {
  // Bisection ends a rounding error beside a bound.
  const close = 1e-9 * (1 + hi);
  const bound = spend - lo <= close ? "lower" : hi - spend <= close ? "upper" : "none";
  const cautions: Text[] = [];
  if (fit.straight) cautions.push(inEachLanguage((language) => texts[language].straight));
  if (spend > fit.maxSpend) cautions.push(inEachLanguage((language) => texts[language].unseen(spend, fit.maxSpend)));
  return {
    channel,
    spend,
    range,
    outcome: outcomeAt(curve, spend),
    marginal: marginalReturn(curve, spend),
    bound,
    usualSpend: fit.meanSpend,
    usualOutcome: outcomeAt(curve, fit.meanSpend),
    fit,
    cautions,
  };
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

const texts = translations({
  en: {
    tooFew: (channels: number) =>
      `a budget is divided between at least 2 channels with a response curve, there ${channels === 1 ? "is" : "are"} ${english.count(channels)}`,
    tooLittle: (total: number, least: number) =>
      `the budget of ${english.count(total)} does not cover the lower bounds of the channels, ${english.count(least)} together`,
    tooMuch: (total: number, most: number) =>
      `the budget of ${english.count(total)} is more than the channels may take, ${english.count(most)} together: nothing tells what spend far beyond that seen would bring`,
    straight: "within the spend seen, more spend brought proportionally more, so where returns diminish is not known",
    unseen: (spend: number, seen: number) =>
      `${english.count(spend)} is more than was ever spent in one period (${english.count(seen)})`,
    seasonal:
      "Spend often follows the season, and the curve then credits the channel with what the season brought. Try a part of the change first, in some regions or in one period.",
  },
  ru: {
    tooFew: (channels) =>
      `бюджет делится хотя бы между 2 каналами, у которых есть кривая отклика, а их ${russian.count(channels)}`,
    tooLittle: (total, least) =>
      `бюджет ${russian.count(total)} меньше суммы нижних границ каналов (${russian.count(least)})`,
    tooMuch: (total, most) =>
      `бюджет ${russian.count(total)} больше суммы верхних границ каналов (${russian.count(most)}): что принесут расходы намного выше прежних, неизвестно`,
    straight:
      "в пределах прежних расходов отклик рос пропорционально им, поэтому неизвестно, с какого уровня отдача снижается",
    unseen: (spend, seen) =>
      `${russian.count(spend)} — больше, чем когда-либо расходовалось за один период (${russian.count(seen)})`,
    seasonal:
      "Расходы часто следуют за сезоном, и тогда кривая приписывает каналу то, что принёс сезон. Сначала проверьте часть изменений: в нескольких регионах или в одном периоде.",
  },
});
