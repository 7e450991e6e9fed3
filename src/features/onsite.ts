import { columnName, countOf, type Family, type FeatureSql, ratio } from "./family.ts";
import type { FeatureDefinition } from "./feature-table.ts";
import { profileValue } from "./profile-metrics.ts";

const visits = {
  name: "visits",
  family: "onsite",
  kind: "number",
  unit: "visits",
  words: {
    en: { title: "visits to the site", high: "visits often", low: "rarely visits" },
    ru: { title: "визиты на сайт", high: "часто на сайте", low: "редко на сайте" },
  },
} satisfies Omit<FeatureDefinition, "definition">;

const duration = { seconds: { sum: "duration" }, timed: countOf("duration IS NOT NULL") };

export const onsite: Family = {
  family: "onsite",
  features: (context) => {
    const { staged, window } = context;
    if (!staged.hasVisits) {
      const delivered = profileValue(context, "web_visits");
      if (delivered === undefined) return { unavailable: { en: "there are no visits", ru: "нет визитов" } };
      return [{ ...visits, definition: `Visits to the site, ${delivered.source}.`, expression: delivered.expression }];
    }
    const sessions = { sessions: { sum: "1" } };
    const features: FeatureSql[] = [
      {
        ...visits,
        definition: "Sessions on the site that began in the look-back.",
        sessions,
        expression: "CAST(coalesce(s.sessions, 0) AS DOUBLE)",
      },
      {
        name: "visit_recency_days",
        family: "onsite",
        kind: "number",
        unit: "days",
        definition: "Days from the last event on the site in the look-back to the window's end; unknown without one.",
        words: {
          en: { title: "days since the last visit", high: "not seen on the site lately", low: "on the site lately" },
          ru: { title: "дней с последнего визита", high: "давно не были на сайте", low: "недавно были на сайте" },
        },
        events: { last_visit: { max: "day" } },
        expression: `CAST(${window.until} - v.last_visit AS DOUBLE)`,
      },
      {
        name: "site_minutes",
        family: "onsite",
        kind: "number",
        unit: "minutes",
        definition: "Minutes on the site in the look-back, over the events whose duration is known.",
        words: {
          en: { title: "minutes on the site", high: "spends long on the site", low: "spends little time on the site" },
          ru: { title: "минуты на сайте", high: "долго на сайте", low: "мало времени на сайте" },
        },
        events: duration,
        expression: "CASE WHEN v.timed > 0 THEN CAST(v.seconds AS DOUBLE) / 60 END",
      },
      ...staged.visitEvents.map((event, j) => eventCount(event, j)),
    ];
    if (staged.hasEvents) {
      features.push({
        name: "visits_per_order",
        family: "onsite",
        kind: "number",
        unit: "ratio",
        definition: "Sessions on the site for each order, both in the look-back.",
        words: {
          en: { title: "visits per order", high: "looks long before buying", low: "buys at once" },
          ru: { title: "визитов на заказ", high: "долго выбирают", low: "покупают сразу" },
        },
        sessions,
        purchases: { orders: { sum: "orders" } },
        expression: ratio("coalesce(s.sessions, 0)", "p.orders"),
      });
    }
    return features;
  },
};

function eventCount(event: string, j: number): FeatureSql {
  return {
    name: columnName("site_events", event),
    family: "onsite",
    kind: "number",
    unit: "events",
    definition: `Events "${event}" on the site in the look-back.`,
    words: {
      en: { title: `${event} on the site`, high: `often ${event}`, low: `rarely ${event}` },
      ru: { title: `события «${event}»`, high: `часто «${event}»`, low: `редко «${event}»` },
    },
    events: { [`event_${j}`]: countOf(`event = ${j}`) },
    expression: `CAST(coalesce(v.event_${j}, 0) AS DOUBLE)`,
  };
}
