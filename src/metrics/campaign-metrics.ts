import type { Text } from "../language/text.ts";
import type { Figure } from "./figures.ts";
import { levers } from "./levers.ts";
import type { Metric } from "./metric.ts";

const always = ["history", "month"] as const;

/** How customers answer what is sent to them. */
export const campaignMetrics: readonly Metric[] = [
  {
    id: "messages",
    title: { en: "messages", ru: "сообщения" },
    formula: {
      en: "messages sent in the period; control groups got none",
      ru: "сообщения, отправленные за период; контрольным группам их не отправляют",
    },
    unit: "count",
    better: "neither",
    levers: [levers.contactPolicy],
    calculation: { periods: always, numerator: ({ messages }) => messages },
  },
  rate("open_rate", "opened", { en: "open rate", ru: "доля открытий" }, { en: "opened", ru: "открытые сообщения" }, [
    levers.content,
    levers.targeting,
  ]),
  rate(
    "click_rate",
    "clicked",
    { en: "click rate", ru: "доля переходов" },
    { en: "clicked", ru: "сообщения с переходом" },
    [levers.content, levers.personalisation],
  ),
  rate(
    "response_rate",
    "responded",
    { en: "response rate", ru: "доля откликов" },
    {
      en: "followed by a click, a visit or a purchase",
      ru: "сообщения, за которыми следовал переход, визит или покупка",
    },
    [levers.personalisation, levers.targeting],
  ),
  rate(
    "conversion_rate",
    "converted",
    { en: "conversion rate", ru: "конверсия" },
    { en: "followed by a purchase", ru: "сообщения, за которыми следовала покупка" },
    [levers.personalisation, levers.targeting, levers.landing],
  ),
  rate(
    "unsubscribe_rate",
    "unsubscribed",
    { en: "unsubscribe rate", ru: "доля отписок" },
    { en: "answered by unsubscribing", ru: "сообщения, после которых отписались" },
    [levers.contactPolicy, levers.targeting],
    "less",
  ),
  {
    id: "cost_per_conversion",
    title: { en: "cost per conversion", ru: "стоимость конверсии" },
    formula: {
      en: "cost of the messages ÷ those followed by a purchase, over the messages whose cost is known",
      ru: "стоимость сообщений ÷ сообщения, за которыми следовала покупка; по сообщениям с известной стоимостью",
    },
    unit: "money",
    better: "less",
    levers: [levers.targeting, levers.contactPolicy, levers.channels],
    calculation: {
      periods: always,
      numerator: ({ messageCost }) => messageCost,
      denominator: ({ costedConversions }) => costedConversions,
      money: "numerator",
    },
  },
];

function rate(
  id: string,
  figure: Figure,
  title: Text,
  counted: Text,
  moved: readonly Text[],
  better: Metric["better"] = "more",
): Metric {
  return {
    id,
    title,
    formula: {
      en: `messages ${counted.en} ÷ messages × 100 %`,
      ru: `${counted.ru} ÷ все сообщения × 100 %`,
    },
    unit: "share",
    better,
    levers: moved,
    calculation: { periods: always, numerator: (figures) => figures[figure], denominator: ({ messages }) => messages },
  };
}
