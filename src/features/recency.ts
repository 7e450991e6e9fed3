import { type Family, type FeatureSql, noTransactions } from "./family.ts";
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
        purchases: { last_day: { max: "CASE WHEN orders > 0 THEN day END" } },
        expression: `CAST(${window.until} - p.last_day AS DOUBLE)`,
      },
      {
        ...tenureDays,
        definition:
          "Days from registration, or from the first event where that is earlier or the only one, to the window's end.",
        expression: `CAST(${window.until} - least(c.known_from, c.first_order) AS DOUBLE)`,
      },
    ];
  },
};

function fromProfiles(context: Parameters<Family["features"]>[0]): ReturnType<Family["features"]> {
  const features: FeatureSql[] = [];
  const days = profileValue(context, "recency_days");
  const months = profileValue(context, "recency_months");
  if (days !== undefined) {
    const definition = `Days since the last order, ${days.source}.`;
    features.push({ ...recencyDays, definition, expression: days.expression });
  } else if (months !== undefined) {
    const definition = `Days since the last order: ${daysOfMonth} for each month, ${months.source}.`;
    const expression = `${months.expression} * ${context.dialect.double(daysOfMonth)}`;
    features.push({ ...recencyDays, definition, expression });
  }
  const tenure = profileValue(context, "tenure_days");
  if (tenure !== undefined) {
    const definition = `Days as a customer, ${tenure.source}.`;
    features.push({ ...tenureDays, definition, expression: tenure.expression });
  } else if (context.staged.attributes.has("registered_at")) {
    const definition = "Days from registration to the window's end.";
    features.push({ ...tenureDays, definition, expression: `CAST(${context.window.until} - c.known_from AS DOUBLE)` });
  }
  return features.length > 0
    ? features
    : {
        unavailable: { en: "the profiles have neither recency nor tenure", ru: "в профилях нет ни давности, ни стажа" },
      };
}
