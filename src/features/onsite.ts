import { above, equal, known, minus, number, over, ratio, when } from "./expression.ts";
import { columnName, countOf, type Family, type FeatureFormula, row, sumsOf } from "./family.ts";
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

const duration = { seconds: { sum: row("duration") }, timed: countOf(known(row("duration"))) };
const sums = sumsOf("events");

export const onsite: Family = {
  family: "onsite",
  features: (context) => {
    const { staged, window } = context;
    if (!staged.hasVisits) {
      const delivered = profileValue(context, "web_visits");
      if (delivered === undefined) return { unavailable: { en: "there are no visits", ru: "нет визитов" } };
      return [{ ...visits, definition: `Visits to the site, ${delivered.source}.`, value: delivered.value }];
    }
    const sessions = { sessions: { sum: number(1) } };
    const features: FeatureFormula[] = [
      {
        ...visits,
        definition: "Sessions on the site that began in the look-back.",
        sessions,
        value: sumsOf("sessions")("sessions"),
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
        events: { last_visit: { max: row("day") } },
        value: minus(window.until, sums("last_visit")),
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
        value: when(above(sums("timed"), 0), over(sums("seconds"), 60)),
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
        purchases: { orders: { sum: row("orders") } },
        value: ratio(sumsOf("sessions")("sessions"), sumsOf("purchases")("orders")),
      });
    }
    return features;
  },
};

function eventCount(event: string, j: number): FeatureFormula {
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
    events: { [`event_${j}`]: countOf(equal(row("event"), j)) },
    value: sums(`event_${j}`),
  };
}
