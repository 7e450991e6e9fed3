import { above, known, minus, over, plus, ratio, when } from "./expression.ts";
import { countOf, type Family, type FeatureFormula, row, sumsOf } from "./family.ts";
import { hasProfilesOnly, profileValue } from "./profile-metrics.ts";

const sums = sumsOf("lines");

type Context = Parameters<Family["features"]>[0];

/** What customers pay of the full price, and what is left of it. */
export const pricing: Family = {
  family: "pricing",
  features: (context) => {
    const { lineColumns, hasAmounts } = context.staged;
    const features = hasProfilesOnly(context)
      ? discountOrders(context)
      : [
          ...(lineColumns.has("discount") && hasAmounts ? [discountShare] : []),
          ...(lineColumns.has("coupon") ? [couponShare] : []),
          ...(lineColumns.has("cost") && hasAmounts ? margins(context) : []),
        ];
    return features.length > 0
      ? features
      : {
          unavailable: {
            en: "there are neither discounts nor coupons nor costs of purchases",
            ru: "нет ни скидок, ни купонов, ни себестоимости покупок",
          },
        };
  },
};

const discountShare: FeatureFormula = {
  name: "discount_share",
  family: "pricing",
  kind: "number",
  unit: "share",
  definition:
    "Discounts divided by what the purchases of the look-back would have cost without them, over the lines whose discount is known.",
  words: {
    en: { title: "share of discounts", high: "buys at a discount", low: "pays full price" },
    ru: { title: "доля скидок", high: "покупают со скидкой", low: "покупают без скидок" },
  },
  lines: {
    discount: { sum: row("discount") },
    before_discount: { sum: plus(row("amount"), row("discount")) },
  },
  value: ratio(sums("discount"), sums("before_discount")),
};

const couponShare: FeatureFormula = {
  name: "coupon_share",
  family: "pricing",
  kind: "number",
  unit: "share",
  definition: "Share of the orders of the look-back with a coupon on their first day.",
  words: {
    en: { title: "share of orders with a coupon", high: "uses coupons", low: "rarely uses coupons" },
    ru: { title: "доля заказов с купоном", high: "пользуются купонами", low: "редко пользуются купонами" },
  },
  purchases: { coupons: { sum: row("coupon") }, orders: { sum: row("orders") } },
  value: ratio(sumsOf("purchases")("coupons"), sumsOf("purchases")("orders")),
};

function margins({ currency, moneyUnits }: Context): FeatureFormula[] {
  const lines = {
    costed_gross: { sum: when(known(row("cost")), row("amount")) },
    cost: { sum: row("cost") },
    costed: countOf(known(row("cost"))),
  };
  return [
    {
      name: "margin",
      family: "pricing",
      kind: "number",
      unit: currency,
      definition:
        "Gross revenue minus cost, over the purchases of the look-back whose cost is known; returns are not deducted.",
      words: {
        en: { title: "margin", high: "high margin", low: "low margin" },
        ru: { title: "маржа", high: "высокая маржа", low: "низкая маржа" },
      },
      lines,
      value: when(above(sums("costed"), 0), over(minus(sums("costed_gross"), sums("cost")), moneyUnits)),
    },
    {
      name: "margin_share",
      family: "pricing",
      kind: "number",
      unit: "share",
      definition: "That margin divided by the gross revenue of the same purchases, those whose cost is known.",
      words: {
        en: { title: "margin share", high: "buys what earns well", low: "buys what earns little" },
        ru: { title: "маржинальность", high: "покупают маржинальное", low: "покупают маломаржинальное" },
      },
      lines,
      value: ratio(minus(sums("costed_gross"), sums("cost")), sums("costed_gross")),
    },
    {
      name: "costed_share",
      family: "pricing",
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
      lines: { ...lines, sold: { sum: row("amount") } },
      value: ratio(sums("costed_gross"), sums("sold")),
    },
  ];
}

function discountOrders(context: Context): FeatureFormula[] {
  const [discounted, orders] = ["discount_orders", "orders"].map((metric) => profileValue(context, metric));
  if (discounted === undefined || orders === undefined) return [];
  return [
    {
      name: "discount_order_share",
      family: "pricing",
      kind: "number",
      unit: "share",
      words: {
        en: { title: "share of orders with a discount", high: "orders with discounts", low: "orders at full price" },
        ru: { title: "доля заказов со скидкой", high: "заказывают со скидкой", low: "заказывают без скидки" },
      },
      definition: `Orders with a discount, ${discounted.source}, divided by orders, ${orders.source}.`,
      value: ratio(discounted.value, orders.value),
    },
  ];
}
