import { demographics } from "../features/demographics.ts";
import {
  above,
  all,
  type Expression,
  equal,
  known,
  number,
  orElse,
  plus,
  times,
  when,
} from "../features/expression.ts";
import { attribute, customer, type FamilyContext, type Formula, row, sumsOf } from "../features/family.ts";
import { hasProfilesOnly, profileLevels, profileValue } from "../features/profile-metrics.ts";
import type { StructuresConfig } from "./structures-config.ts";

/** A number about each of the N customers known at as-of; NaN is unknown. */
export interface Fact {
  readonly values: Float64Array;
  /** Names of the levels of a category, whose values are indices into them; empty for numbers. */
  readonly levels: readonly string[];
}

export interface FactFormula extends Formula {
  readonly levels?: readonly string[];
}

/** Attributes that structures divide by, besides those among the demographic features. */
const otherCategories = ["acquisition_channel", "acquisition_source"];
const tagLists = ["interests", "personal_values"];

/**
 * What structures are made of, worked out over the whole past instead of a look-back:
 *
 * - `orders`, `gross` (money units), `first_order`, `last_order`, `woken_on` (days): the last is that of the
 *   latest order after a pause longer than `lifecycle.sleepingDays`
 * - `category_<j>`: money, or lines where there is none; `bought_<j>`: lines
 * - `discount_lines`, `priced_lines`: purchased lines at a discount, and those of which that is known; `coupons`: orders
 *   with one
 * - `sent`, `opened`, `clicked`, `converted`: messages; `last_answer`: day of the latest that was answered
 * - `last_visit`, `last_feedback`
 * - the demographic features, the acquisition's channel and source, `interests_<j>` and `personal_values_<j>` (1 or 0)
 */
export function factFormulas(context: FamilyContext, config: StructuresConfig): FactFormula[] {
  const formulas = hasProfilesOnly(context) ? ofProfiles(context) : ofEvents(context, config);
  return [...formulas, ...ofAttributes(context)];
}

function ofEvents({ staged }: FamilyContext, { lifecycle }: StructuresConfig): FactFormula[] {
  const formulas: FactFormula[] = [];
  if (staged.hasEvents) {
    const hasOrder = above(row("orders"), 0);
    formulas.push(
      ...sums("purchases", { orders: row("orders") }),
      ...(staged.hasAmounts ? sums("purchases", { gross: row("gross") }) : []),
      { name: "first_order", value: customer("first_order") },
      latest("purchases", "last_order", hasOrder, "last_day"),
      latest("purchases", "woken_on", above(row("gap"), lifecycle.sleepingDays)),
    );
    if (staged.categories.length > 0) formulas.push(...categories(staged));
    if (staged.lineColumns.has("discount")) {
      const isPriced = known(row("discount"));
      formulas.push(...sums("lines", { discount_lines: above(row("discount"), 0), priced_lines: isPriced }));
    }
    if (staged.lineColumns.has("coupon")) formulas.push(...sums("purchases", { coupons: row("coupon") }));
  }
  if (staged.contactChannels.length > 0) {
    const isMessage = equal(row("is_message"), 1);
    const did = (event: string) => all(isMessage, equal(row(event), 1));
    const answers = ["opened", "clicked", "visited", "converted"].map((event) => equal(row(event), 1));
    formulas.push(
      ...sums("messages", {
        ...{ sent: isMessage, opened: did("opened"), clicked: did("clicked"), converted: did("converted") },
      }),
      latest("messages", "last_answer", above(plus(0, ...answers), 0)),
    );
  }
  if (staged.hasVisits) {
    formulas.push({
      name: "last_visit",
      events: { last_visit: { max: row("day") } },
      value: sumsOf("events")("last_visit"),
    });
  }
  if (staged.hasFeedback) formulas.push(latest("feedback", "last_feedback", number(1)));
  return formulas;
}

function categories({ categories: names, hasAmounts }: FamilyContext["staged"]): FactFormula[] {
  const amounts = names.map((_, j) => {
    const isCategory = equal(row("category"), j);
    return [`category_${j}`, hasAmounts ? when(isCategory, row("amount"), 0) : isCategory] as const;
  });
  const counts = names.map((_, j) => [`bought_${j}`, equal(row("category"), j)] as const);
  return sums("lines", Object.fromEntries([...amounts, ...counts]));
}

/** Sums over the whole past; what features sum up too has their name, so that it is summed up once. */
function sums(source: "purchases" | "lines" | "messages", of: Readonly<Record<string, Expression>>): FactFormula[] {
  return Object.entries(of).map(([name, value]) => ({
    name,
    [source]: { [name]: { sum: value } },
    value: sumsOf(source)(name),
  }));
}

/** The last day with a row for which a condition holds, under the name it is summed up by. */
function latest(
  source: "purchases" | "messages" | "events" | "feedback",
  name: string,
  condition: Expression,
  summed = name,
): FactFormula {
  return {
    name,
    [source]: { [summed]: { max: when(condition, row("day")) } },
    value: sumsOf(source)(summed),
  };
}

function ofProfiles(context: FamilyContext): FactFormula[] {
  const value = (metric: string) => profileValue(context, metric)?.value;
  const [orders, spend, average, discounts] = ["orders", "spend", "average_order", "discount_orders"].map(value);
  const formulas: FactFormula[] = [];
  if (orders !== undefined) formulas.push({ name: "orders", value: orders });
  const money = spend ?? (orders !== undefined && average !== undefined ? times(orders, average) : undefined);
  if (money !== undefined) formulas.push({ name: "gross", value: times(money, context.moneyUnits) });
  const levels = profileLevels(context, "spend:");
  formulas.push(...levels.map((level, j) => ({ name: `category_${j}`, value: orElse(level.value, 0) })));
  if (discounts !== undefined) formulas.push({ name: "coupons", value: discounts });
  return formulas;
}

/** The categories that `category_<j>` stand for. */
export function categoryNames(context: FamilyContext): readonly string[] {
  if (!hasProfilesOnly(context)) return context.staged.categories;
  return profileLevels(context, "spend:").map(({ level }) => level);
}

function ofAttributes(context: FamilyContext): FactFormula[] {
  const { levels, staged } = context;
  const features = demographics.features(context);
  const tags = tagLists.flatMap((list) =>
    (levels.get(list) ?? []).map((_, j) => ({ name: `${list}_${j}`, value: attribute(`${list}_${j}`) })),
  );
  return [
    ...("unavailable" in features ? [] : features),
    ...otherCategories
      .filter((name) => staged.attributes.has(name))
      .map((name) => ({ name, value: attribute(name), levels: levels.get(name) ?? [] })),
    ...tags,
  ];
}
