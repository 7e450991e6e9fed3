import { minus, over, plus, ratio, times } from "./expression.ts";
import { type Family, type FeatureFormula, noTransactions, row, sumsOf } from "./family.ts";
import type { FeatureDefinition } from "./feature-table.ts";
import { hasProfilesOnly, profileValue } from "./profile-metrics.ts";

const spent = {
  name: "monetary",
  family: "monetary",
  kind: "number",
  words: {
    en: { title: "revenue", high: "high revenue", low: "low revenue" },
    ru: { title: "выручка", high: "высокая выручка", low: "низкая выручка" },
  },
} satisfies Omit<FeatureDefinition, "definition" | "unit">;

const averageOrder = {
  name: "average_order",
  family: "monetary",
  kind: "number",
  words: {
    en: { title: "average order", high: "big baskets", low: "small baskets" },
    ru: { title: "средний чек", high: "крупный чек", low: "небольшой чек" },
  },
} satisfies Omit<FeatureDefinition, "definition" | "unit">;

const returnShare = {
  name: "return_share",
  family: "monetary",
  kind: "number",
  unit: "share",
  words: {
    en: { title: "share returned", high: "returns a lot", low: "returns little" },
    ru: { title: "доля возвратов", high: "много возвратов", low: "мало возвратов" },
  },
} satisfies Omit<FeatureDefinition, "definition">;

type Context = Parameters<Family["features"]>[0];

export const monetary: Family = {
  family: "monetary",
  features: (context) => {
    const { staged } = context;
    if (hasProfilesOnly(context)) return fromProfiles(context);
    if (!staged.hasEvents) return { unavailable: noTransactions };
    if (!staged.hasAmounts)
      return { unavailable: { en: "the transactions have no amounts", ru: "у транзакций нет сумм" } };
    return revenue(context);
  },
};

function revenue({ currency, moneyUnits, returns }: Context): FeatureFormula[] {
  const money = { gross: { sum: row("gross") }, returned: { sum: row("returned") } };
  const sums = sumsOf("purchases");
  const total = returns === "net" ? plus(sums("gross"), sums("returned")) : sums("gross");
  return [
    {
      ...spent,
      unit: currency,
      definition: `Money spent in the look-back, ${returns === "net" ? "net of returns booked in it" : "returns not deducted"}.`,
      purchases: money,
      value: over(total, moneyUnits),
    },
    {
      ...averageOrder,
      unit: currency,
      definition: "Gross revenue divided by orders in the look-back.",
      purchases: { ...money, orders: { sum: row("orders") } },
      value: over(ratio(sums("gross"), sums("orders")), moneyUnits),
    },
    {
      name: "revenue_trend",
      family: "monetary",
      kind: "number",
      unit: "ratio",
      definition:
        "Gross revenue of the later half of the look-back minus that of the earlier half, divided by both: −1 all early, 1 all late. The halves have as many months each where the look-back has an even number of them.",
      words: {
        en: { title: "revenue trend", high: "spends more lately", low: "spends less lately" },
        ru: { title: "динамика выручки", high: "тратят всё больше", low: "тратят всё меньше" },
      },
      purchases: { ...money, late_gross: { late: "gross" } },
      value: ratio(minus(plus(sums("late_gross"), sums("late_gross")), sums("gross")), sums("gross")),
    },
    {
      ...returnShare,
      definition:
        "Money returned divided by gross revenue, both in the look-back; above 1 when earlier purchases come back too.",
      purchases: money,
      value: ratio(minus(0, sums("returned")), sums("gross")),
    },
  ];
}

function fromProfiles(context: Context): ReturnType<Family["features"]> {
  const { currency } = context;
  const value = (metric: string) => profileValue(context, metric);
  const [spend, orders, average, returned] = ["spend", "orders", "average_order", "returned"].map(value);
  const features: FeatureFormula[] = [];
  if (spend !== undefined) {
    const definition = `Money spent, ${spend.source}.`;
    features.push({ ...spent, unit: currency, definition, value: spend.value });
  } else if (orders !== undefined && average !== undefined) {
    const definition = `Orders, ${orders.source}, times the average order, ${average.source}.`;
    features.push({ ...spent, unit: currency, definition, value: times(orders.value, average.value) });
  }
  if (average !== undefined) {
    const definition = `Average order, ${average.source}.`;
    features.push({ ...averageOrder, unit: currency, definition, value: average.value });
  } else if (spend !== undefined && orders !== undefined) {
    const definition = `Money spent, ${spend.source}, divided by orders, ${orders.source}.`;
    features.push({ ...averageOrder, unit: currency, definition, value: ratio(spend.value, orders.value) });
  }
  if (returned !== undefined && spend !== undefined) {
    const definition = `Money returned, ${returned.source}, divided by money spent, ${spend.source}.`;
    features.push({ ...returnShare, definition, value: ratio(returned.value, spend.value) });
  }
  return features.length > 0
    ? features
    : { unavailable: { en: "the profiles have no money", ru: "в профилях нет денег" } };
}
