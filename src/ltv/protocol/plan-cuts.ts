import { russian } from "../../language/russian.ts";
import type { Text } from "../../language/text.ts";
import { addSpan, type EpochDay } from "../../math/calendar.ts";
import type { LtvConfig } from "../ltv-config.ts";

/** Training cuts of one fit, and the days between them: overlapping label windows teach more than one of them alone. */
const cutsPerFit = 3;
const daysBetweenCuts = 30;
/** Least history before a training cut: with less, every customer is young and the net learns from newcomers only. */
const leastHistoryDays = 90;

/** The days on which customers are looked at; label windows are [cut, cut + horizonDays). */
export interface LtvCutPlan {
  readonly status: "done";
  readonly horizonDays: number;
  /** Cuts to train on before the test, newest first; their label windows end at or before `test`. */
  readonly train: readonly EpochDay[];
  /** The honest cut: its label window ends at as-of, and no training label reaches into it. */
  readonly test: EpochDay;
  /** Cuts to train on before scoring, newest first; their label windows end at or before `score`. */
  readonly scoreTrain: readonly EpochDay[];
  /** As-of. */
  readonly score: EpochDay;
}

/**
 * Chooses the cuts of a run. The horizon is the number of days from as-of to as-of plus the configured span, and is the
 * same for every cut, whatever the length of its months. Refused unless there is one training cut before the test cut
 * with 90 days of history before it: two horizons and 90 days in all.
 *
 * @param asOf first day that is not seen
 * @param firstOrder first day with an order
 */
export function planLtvCuts(
  asOf: EpochDay,
  firstOrder: EpochDay,
  { horizon }: LtvConfig,
): LtvCutPlan | { readonly status: "refused"; readonly reason: Text } {
  const horizonDays = addSpan(asOf, horizon) - asOf;
  const test = earlier(asOf, horizonDays);
  const train = trainingCuts(test, horizonDays, firstOrder);
  if (train.length === 0) {
    const needed = 2 * horizonDays + leastHistoryDays;
    const seen = Math.max(0, asOf - firstOrder);
    const reason = {
      en: `ltv: an honest test of a ${horizonDays}-day forecast needs ${needed} days of orders, there are ${seen}`,
      ru: `LTV: для честной проверки прогноза на ${russian.counted(horizonDays, "день", "дня", "дней")} нужна история заказов за ${russian.counted(needed, "день", "дня", "дней")}, есть за ${seen}`,
    };
    return { status: "refused", reason };
  }
  return {
    status: "done",
    horizonDays,
    train,
    test,
    scoreTrain: trainingCuts(asOf, horizonDays, firstOrder),
    score: asOf,
  };
}

function trainingCuts(knownBy: EpochDay, horizonDays: number, firstOrder: EpochDay): EpochDay[] {
  return Array.from({ length: cutsPerFit }, (_, i) => earlier(knownBy, horizonDays + i * daysBetweenCuts)).filter(
    (cut) => cut - firstOrder >= leastHistoryDays,
  );
}

function earlier(day: EpochDay, days: number): EpochDay {
  return addSpan(day, { count: days, unit: "day" }, -1);
}
