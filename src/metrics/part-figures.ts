import type { BaseSums } from "./base-sums.ts";
import { campaignFigures } from "./campaign-sums.ts";
import { type Figures, figuresKnown, sumsOf } from "./figures.ts";
import type { ActiveByOrigin } from "./growth-accounting.ts";
import { growthAccounting } from "./growth-accounting.ts";

/** Months that the typical one is made of. */
const typicalMonths = 12;

/** Figures of one part: of the whole history, of every month, and of a typical month where there is one. */
export interface PartFigures {
  readonly history: Figures;
  readonly months: readonly Figures[];
  readonly typical: { readonly first: number; readonly last: number; readonly figures: Figures } | undefined;
}

/** @param size customers in the part */
export function figuresOfPart(sums: BaseSums, part: number, size: number): PartFigures {
  const { months, activity } = sums;
  const all = [...months.starts.keys()];
  const monthly = all.map((month) => figuresKnown(periodFigures(sums, part, [month])));
  const origins = activity === undefined ? [] : all.map((month) => sumsOf(activity.monthly, part, [month]));
  const compared = comparedMonths(origins, months.complete);

  const history = figuresKnown({ known: size }, periodFigures(sums, part, all), {
    ...(activity === undefined ? {} : { customers: activity.buyers[part], repeaters: activity.repeaters[part] }),
  });
  return {
    history,
    months: monthly.map((figures, month) => figuresKnown(figures, compared[month])),
    typical: typicalOf(monthly, compared, months.complete),
  };
}

/** What adds up over months. */
function periodFigures(sums: BaseSums, part: number, chosen: readonly number[]): Partial<Figures> {
  const { activity, hasAmounts, campaigns, feedback } = sums;
  return {
    ...(activity === undefined ? {} : purchases(sumsOf(activity.monthly, part, chosen), hasAmounts)),
    ...(activity === undefined ? {} : sumsOf(activity.further, part, chosen)),
    ...(campaigns === undefined ? {} : campaignFigures(campaigns, part, chosen)),
    ...(feedback === undefined ? {} : sumsOf(feedback, part, chosen)),
  };
}

function purchases(
  { orders, gross, returned, ...origin }: ActiveByOrigin & { orders: number; gross: number; returned: number },
  hasAmounts: boolean,
): Partial<Figures> {
  const counts = {
    customers: origin.newcomers + origin.retained + origin.reactivated,
    newcomers: origin.newcomers,
    orders,
    customerOrders: orders,
  };
  return hasAmounts ? { ...counts, gross, returned, customerGross: gross } : counts;
}

/** What only a month that is over can tell: who of the month before ordered again by its end. */
function comparedMonths(origins: readonly ActiveByOrigin[], complete: readonly boolean[]): Partial<Figures>[] {
  return growthAccounting(origins).map(({ start, retained, reactivated, churned }, month) =>
    complete[month] ? { start, retained, reactivated, churned } : {},
  );
}

/** The last complete months with one before them, summed up: a customer counts once for every month with an order. */
function typicalOf(
  monthly: readonly Figures[],
  compared: readonly Partial<Figures>[],
  complete: readonly boolean[],
): PartFigures["typical"] {
  const chosen = [...compared.keys()].filter((month) => month > 0 && complete[month]).slice(-typicalMonths);
  if (chosen.length === 0) return undefined;
  const total = (name: keyof Figures) =>
    chosen.reduce((sum, month) => sum + (compared[month][name] ?? monthly[month][name]), 0);
  const names = [
    ...(["customers", "newcomers", "customerOrders", "customerGross", "start", "retained", "churned"] as const),
  ];
  const figures = figuresKnown(Object.fromEntries(names.map((name) => [name, total(name)])), {
    orders: total("customerOrders"),
    gross: total("customerGross"),
  });
  return { first: chosen[0], last: chosen[chosen.length - 1], figures };
}
