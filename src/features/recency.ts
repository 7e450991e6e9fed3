import { above, minus, smallest, times, when } from "./expression.ts";
import { customer, type Family, type FeatureFormula, noTransactions, row, sumsOf } from "./family.ts";
import type { FeatureDefinition } from "./feature-table.ts";
import { hasProfilesOnly, profileValue } from "./profile-metrics.ts";

/** Days in a month, on average over the leap years. */
const daysOfMonth = 30.4375;

const recencyDays = {
  name: "recency_days",
  family: "recency",
  kind: "number",
  unit: "days",
  words: {
    en: { title: "days since the last order", high: "asleep for long", low: "bought lately" },
    ru: { title: "дней с последнего заказа", high: "давно не покупали", low: "покупали недавно" },
  },
} satisfies Omit<FeatureDefinition, "definition">;

const tenureDays = {
  name: "tenure_days",
  family: "recency",
  kind: "number",
  unit: "days",
  words: {
    en: { title: "days as a customer", high: "with us for long", low: "new" },
    ru: { title: "дней с нами", high: "давно с нами", low: "новички" },
  },
} satisfies Omit<FeatureDefinition, "definition">;

export const recency: Family = {
  family: "recency",
  features: (context) => {
    const { window, staged } = context;
    if (hasProfilesOnly(context)) return fromProfiles(context);
    if (!staged.hasEvents) return { unavailable: noTransactions };
    return [
      {
        ...recencyDays,
        definition: "Days from the last order in the look-back to the window's end.",
        purchases: { last_day: { max: when(above(row("orders"), 0), row("day")) } },
        value: minus(window.until, sumsOf("purchases")("last_day")),
      },
      {
        ...tenureDays,
        definition:
          "Days from registration, or from the first event where that is earlier or the only one, to the window's end.",
        value: minus(window.until, smallest(customer("known_from"), customer("first_order"))),
      },
    ];
  },
};

function fromProfiles(context: Parameters<Family["features"]>[0]): ReturnType<Family["features"]> {
  const features: FeatureFormula[] = [];
  const days = profileValue(context, "recency_days");
  const months = profileValue(context, "recency_months");
  if (days !== undefined) {
    const definition = `Days since the last order, ${days.source}.`;
    features.push({ ...recencyDays, definition, value: days.value });
  } else if (months !== undefined) {
    const definition = `Days since the last order: ${daysOfMonth} for each month, ${months.source}.`;
    features.push({ ...recencyDays, definition, value: times(months.value, daysOfMonth) });
  }
  const tenure = profileValue(context, "tenure_days");
  if (tenure !== undefined) {
    const definition = `Days as a customer, ${tenure.source}.`;
    features.push({ ...tenureDays, definition, value: tenure.value });
  } else if (context.staged.attributes.has("registered_at")) {
    const definition = "Days from registration to the window's end.";
    features.push({ ...tenureDays, definition, value: minus(context.window.until, customer("known_from")) });
  }
  return features.length > 0
    ? features
    : {
        unavailable: { en: "the profiles have neither recency nor tenure", ru: "в профилях нет ни давности, ни стажа" },
      };
}
