import { countOf, type Family, type FeatureSql, noTransactions, ratio } from "./family.ts";
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

const discountOrderShare = {
  name: "discount_order_share",
  family: "monetary",
  kind: "number",
  unit: "share",
  words: {
    en: { title: "share of orders with a discount", high: "orders with discounts", low: "orders at full price" },
    ru: { title: "доля заказов со скидкой", high: "заказывают со скидкой", low: "заказывают без скидки" },
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
    const { lineColumns } = staged;
    return [
      ...revenue(context),
      ...(lineColumns.has("discount") ? [discountShare] : []),
      ...(lineColumns.has("coupon") ? [couponShare] : []),
      ...(lineColumns.has("cost") ? margins(context) : []),
    ];
  },
};

function revenue({ currency, moneyUnits, returns }: Context): FeatureSql[] {
  const sums = { gross: { sum: "gross" }, returned: { sum: "returned" } };
  const total = returns === "net" ? "p.gross + p.returned" : "p.gross";
  return [
    {
      ...spent,
      unit: currency,
      definition: `Money spent in the look-back, ${returns === "net" ? "net of returns booked in it" : "returns not deducted"}.`,
      purchases: sums,
      expression: `CAST(${total} AS DOUBLE) / ${moneyUnits}`,
    },
    {
      ...averageOrder,
      unit: currency,
      definition: "Gross revenue divided by orders in the look-back.",
      purchases: { ...sums, orders: { sum: "orders" } },
      expression: `CAST(p.gross AS DOUBLE) / CAST(p.orders AS DOUBLE) / ${moneyUnits}`,
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
      purchases: { ...sums, late_gross: { late: "gross" } },
      expression: ratio("(p.late_gross + p.late_gross - p.gross)", "p.gross"),
    },
    {
      ...returnShare,
      definition:
        "Money returned divided by gross revenue, both in the look-back; above 1 when earlier purchases come back too.",
      purchases: sums,
      expression: ratio("-p.returned", "p.gross"),
    },
  ];
}

const discountShare: FeatureSql = {
  name: "discount_share",
  family: "monetary",
  kind: "number",
  unit: "share",
  definition:
    "Discounts divided by what the purchases of the look-back would have cost without them, over the lines whose discount is known.",
  words: {
    en: { title: "share of discounts", high: "buys at a discount", low: "pays full price" },
    ru: { title: "доля скидок", high: "покупают со скидкой", low: "покупают без скидок" },
  },
  lines: {
    discount: { sum: "discount" },
    before_discount: { sum: "CASE WHEN discount IS NOT NULL THEN amount + discount END" },
  },
  expression: ratio("l.discount", "l.before_discount"),
};

const couponShare: FeatureSql = {
  name: "coupon_share",
  family: "monetary",
  kind: "number",
  unit: "share",
  definition: "Share of the orders of the look-back with a coupon on their first day.",
  words: {
    en: { title: "share of orders with a coupon", high: "uses coupons", low: "rarely uses coupons" },
    ru: { title: "доля заказов с купоном", high: "пользуются купонами", low: "редко пользуются купонами" },
  },
  orders: { coupons: { sum: "coupon" } },
  purchases: { orders: { sum: "orders" } },
  expression: ratio("o.coupons", "p.orders"),
};

function margins({ currency, moneyUnits }: Context): FeatureSql[] {
  const lines = {
    costed_gross: { sum: "CASE WHEN cost IS NOT NULL THEN amount END" },
    cost: { sum: "cost" },
    costed: countOf("cost IS NOT NULL"),
  };
  return [
    {
      name: "margin",
      family: "monetary",
      kind: "number",
      unit: currency,
      definition:
        "Gross revenue minus cost, over the purchases of the look-back whose cost is known; returns are not deducted.",
      words: {
        en: { title: "margin", high: "high margin", low: "low margin" },
        ru: { title: "маржа", high: "высокая маржа", low: "низкая маржа" },
      },
      lines,
      expression: `CASE WHEN l.costed > 0 THEN CAST(l.costed_gross - l.cost AS DOUBLE) / ${moneyUnits} END`,
    },
    {
      name: "margin_share",
      family: "monetary",
      kind: "number",
      unit: "share",
      definition: "That margin divided by the gross revenue of the same purchases, those whose cost is known.",
      words: {
        en: { title: "margin share", high: "buys what earns well", low: "buys what earns little" },
        ru: { title: "маржинальность", high: "покупают маржинальное", low: "покупают маломаржинальное" },
      },
      lines,
      expression: ratio("(l.costed_gross - l.cost)", "l.costed_gross"),
    },
    {
      name: "costed_share",
      family: "monetary",
      kind: "number",
      unit: "share",
      definition: "Share of the gross revenue of the look-back whose cost is known.",
      words: {
        en: { title: "share of revenue with known cost", high: "costs known", low: "costs unknown" },
        ru: {
          title: "доля выручки с известной себестоимостью",
          high: "себестоимость известна",
          low: "себестоимость неизвестна",
        },
      },
      lines: { ...lines, sold: { sum: "amount" } },
      expression: ratio("l.costed_gross", "l.sold"),
    },
  ];
}

function fromProfiles(context: Context): ReturnType<Family["features"]> {
  const { currency } = context;
  const value = (metric: string) => profileValue(context, metric);
  const [spend, orders, average, returned] = ["spend", "orders", "average_order", "returned"].map(value);
  const features: FeatureSql[] = [];
  if (spend !== undefined) {
    const definition = `Money spent, ${spend.source}.`;
    features.push({ ...spent, unit: currency, definition, expression: spend.expression });
  } else if (orders !== undefined && average !== undefined) {
    const definition = `Orders, ${orders.source}, times the average order, ${average.source}.`;
    features.push({ ...spent, unit: currency, definition, expression: `${orders.expression} * ${average.expression}` });
  }
  if (average !== undefined) {
    const definition = `Average order, ${average.source}.`;
    features.push({ ...averageOrder, unit: currency, definition, expression: average.expression });
  } else if (spend !== undefined && orders !== undefined) {
    const definition = `Money spent, ${spend.source}, divided by orders, ${orders.source}.`;
    const expression = ratio(spend.expression, orders.expression);
    features.push({ ...averageOrder, unit: currency, definition, expression });
  }
  if (returned !== undefined && spend !== undefined) {
    const definition = `Money returned, ${returned.source}, divided by money spent, ${spend.source}.`;
    features.push({ ...returnShare, definition, expression: ratio(returned.expression, spend.expression) });
  }
  const discounted = value("discount_orders");
  if (discounted !== undefined && orders !== undefined) {
    const definition = `Orders with a discount, ${discounted.source}, divided by orders, ${orders.source}.`;
    features.push({ ...discountOrderShare, definition, expression: ratio(discounted.expression, orders.expression) });
  }
  return features.length > 0
    ? features
    : { unavailable: { en: "the profiles have no money", ru: "в профилях нет денег" } };
}
