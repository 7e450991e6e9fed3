import type { Text } from "../language/text.ts";
import { normalQuantile } from "../math/normal-quantile.ts";
import { wilsonInterval } from "../math/wilson-interval.ts";
import { comparisonVerdict } from "./comparison-verdict.ts";
import type { PeriodFigures } from "./period-figures.ts";
import { retentionOf } from "./retention.ts";

export const comparedMetrics = [
  ...(["retention", "strict_retention", "average_order", "repeat_share"] as const),
  ...(["orders_per_customer", "revenue_per_customer", "cac"] as const),
] as const;
export type ComparedMetric = (typeof comparedMetrics)[number];

/** An estimate with its interval of 95 %. */
export interface Estimate {
  readonly value: number;
  readonly lo: number;
  readonly hi: number;
}

export interface ComparedFigure {
  readonly metric: ComparedMetric;
  readonly before: Estimate;
  readonly after: Estimate;
  /** after − before; clear when its interval leaves out 0. */
  readonly change: Estimate;
  /** after ÷ before − 1, or null where nothing was there before. */
  readonly relative: number | null;
  readonly direction: "up" | "down" | "unclear";
}

export interface PeriodComparison {
  /** Those that both periods tell, in the order of `comparedMetrics`. */
  readonly figures: readonly ComparedFigure[];
  readonly verdict: Text;
  /** What to keep in mind when reading it. */
  readonly cautions: readonly Text[];
}

const z = normalQuantile(0.975);

/**
 * The figures of a programme before and after, with intervals of 95 % and a verdict in words.
 *
 * Shares have Wilson's interval and their change Newcombe's; means per customer have the normal one by the variance
 * between customers, the average order by that of a ratio of two sums over customers. In retention by the formula the
 * retained count as binomial and the reactivated as Poisson, in CAC the newcomers as Poisson on the scale of logarithms.
 * Customers who are in both periods make the two resemble each other, so intervals of changes are rather too wide.
 * Other things than the programme may have changed meanwhile; only a control group would tell.
 *
 * @see Newcombe (1998), Interval estimation for the difference between independent proportions, Statistics in Medicine 17
 * @see Cochran (1977), Sampling Techniques, section 6.3, for the ratio
 */
export function comparePeriods(before: PeriodFigures, after: PeriodFigures): PeriodComparison {
  const [first, second] = [estimatesOf(before), estimatesOf(after)];
  const figures = comparedMetrics.flatMap((metric) => {
    const [was, is] = [first[metric], second[metric]];
    return was === undefined || is === undefined ? [] : [compared(metric, was, is)];
  });
  return {
    figures,
    verdict: comparisonVerdict(figures, isSameLength(before, after)),
    cautions: cautionsOf(before, after),
  };
}

function compared(metric: ComparedMetric, before: Estimate, after: Estimate): ComparedFigure {
  const value = after.value - before.value;
  // Newcombe's square-and-add; for symmetric intervals it is the usual one of a difference of two means.
  const lo = value - Math.hypot(after.value - after.lo, before.hi - before.value);
  const hi = value + Math.hypot(after.hi - after.value, before.value - before.lo);
  return {
    metric,
    before,
    after,
    change: { value, lo, hi },
    relative: before.value > 0 ? value / before.value : null,
    direction: lo > 0 ? "up" : hi < 0 ? "down" : "unclear",
  };
}

/** What a period tells; a mean needs two customers for its interval. */
function estimatesOf(period: PeriodFigures): Partial<Record<ComparedMetric, Estimate>> {
  const { retention, customers, repeaters, orders, gross, ordersSquared, grossSquared, ordersTimesGross } = period;
  const { hasAmounts, acquisition } = period;
  const { start, retained } = retention;
  const averageOrder = gross / orders;
  // Squares of what each customer spends above the average order times their orders.
  const residuals = grossSquared - 2 * averageOrder * ordersTimesGross + averageOrder ** 2 * ordersSquared;
  return {
    ...(start > 0 ? { retention: byFormula(retention), strict_retention: share(retained, start) } : {}),
    ...(customers > 0 ? { repeat_share: share(repeaters, customers) } : {}),
    ...(customers > 1
      ? {
          orders_per_customer: mean(orders, ordersSquared, customers),
        }
      : {}),
    ...(customers > 1 && hasAmounts
      ? {
          average_order: around(averageOrder, deviation(residuals, customers) / orders),
          revenue_per_customer: mean(gross, grossSquared, customers),
        }
      : {}),
    ...(acquisition !== null && acquisition.newcomers > 0 ? { cac: costPer(acquisition) } : {}),
  };
}

function share(count: number, of: number): Estimate {
  const [lo, hi] = wilsonInterval(count, of);
  return { value: count / of, lo, hi };
}

function byFormula(counts: PeriodFigures["retention"]): Estimate {
  const { formula, strict, reactivated } = retentionOf(counts);
  return around(formula, Math.sqrt(counts.retained * (1 - strict) + reactivated) / counts.start);
}

function mean(sum: number, squares: number, n: number): Estimate {
  return around(sum / n, deviation(squares - sum ** 2 / n, n) / n);
}

/** Standard deviation of a sum over n customers, from the sum of squared differences to their mean. */
function deviation(squares: number, n: number): number {
  return Math.sqrt((Math.max(0, squares) * n) / (n - 1));
}

function around(value: number, standardError: number): Estimate {
  return { value, lo: value - z * standardError, hi: value + z * standardError };
}

function costPer({ cost, newcomers }: NonNullable<PeriodFigures["acquisition"]>): Estimate {
  const value = cost / newcomers;
  const factor = Math.exp(z / Math.sqrt(newcomers));
  return { value, lo: value / factor, hi: value * factor };
}

function daysOf({ period }: PeriodFigures): number {
  return period.until - period.from;
}

/** Whether the longer one has a tenth more days at most: months differ by three, and nobody means those. */
function isSameLength(before: PeriodFigures, after: PeriodFigures): boolean {
  const [first, second] = [before, after].map(daysOf);
  return Math.abs(first - second) <= 0.1 * Math.min(first, second);
}

function cautionsOf(before: PeriodFigures, after: PeriodFigures): Text[] {
  const cautions: Text[] = [
    {
      en: "a difference between two periods is not yet the effect of the programme: without a control group, season and everything else count as well",
      ru: "разница между периодами — ещё не эффект программы: без контрольной группы в неё входят и сезон, и всё остальное",
    },
  ];
  if (!isSameLength(before, after)) {
    const [first, second] = [before, after].map(daysOf);
    cautions.push({
      en: `the periods are ${first} and ${second} days long: the longer one has more repeat orders by its length alone`,
      ru: `периоды разной длины, в днях: ${first} и ${second}; в более длинном повторных заказов больше уже из-за длины`,
    });
  }
  return cautions;
}
