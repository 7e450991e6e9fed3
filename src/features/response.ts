import { above, all, equal, over, plus, times, when } from "./expression.ts";
import {
  columnName,
  countOf,
  type Family,
  type FamilyContext,
  type FeatureFormula,
  row,
  sumsOf,
  totalsOf,
} from "./family.ts";
import { profileLevels, profileValue } from "./profile-metrics.ts";

/** Messages' worth of the base's own rate that a customer's rate starts from. */
const priorMessages = 5;

const rates = [
  {
    name: "open_rate",
    event: "opened",
    en: { title: "open rate of", high: "opens", low: "rarely opens" },
    ru: { title: "доля открытий", high: "открывают", low: "редко открывают" },
  },
  {
    name: "click_rate",
    event: "clicked",
    en: { title: "click rate of", high: "clicks in", low: "rarely clicks in" },
    ru: { title: "доля переходов", high: "переходят из", low: "редко переходят из" },
  },
  {
    name: "conversion_rate",
    event: "converted",
    en: { title: "conversion rate of", high: "buys after", low: "rarely buys after" },
    ru: { title: "доля покупок", high: "покупают после", low: "редко покупают после" },
  },
] as const;

export const response: Family = {
  family: "response",
  features: (context) => {
    const { contactChannels } = context.staged;
    const features =
      contactChannels.length > 0 ? contactChannels.flatMap((name, j) => ofChannel(name, j)) : fromProfiles(context);
    return features.length > 0 ? features : { unavailable: { en: "there are no contacts", ru: "нет контактов" } };
  },
};

function ofChannel(name: string, j: number): FeatureFormula[] {
  const isSent = all(equal(row("channel"), j), equal(row("is_message"), 1));
  const sent = { [`sent_${j}`]: countOf(isSent) };
  const [mine, everybodys] = [sumsOf("messages"), totalsOf("messages")];
  return [
    {
      ...messages(name),
      definition: `Messages sent by ${name} in the look-back; control rows are none.`,
      messages: sent,
      value: mine(`sent_${j}`),
    },
    ...rates.map(({ name: rate, event, en, ru }) => ({
      name: columnName(rate, name),
      family: "response" as const,
      kind: "number" as const,
      unit: "share",
      definition: `Share of messages by ${name} in the look-back that were ${event}, smoothed with ${priorMessages} messages at the base's rate.`,
      words: {
        en: { title: `${en.title} ${name}`, high: `${en.high} ${name}`, low: `${en.low} ${name}` },
        ru: { title: `«${name}», ${ru.title}`, high: `${ru.high} «${name}»`, low: `${ru.low} «${name}»` },
      },
      messages: { ...sent, [`${event}_${j}`]: countOf(all(isSent, equal(row(event), 1))) },
      value: when(
        above(everybodys(`sent_${j}`), 0),
        over(
          plus(mine(`${event}_${j}`), over(times(priorMessages, everybodys(`${event}_${j}`)), everybodys(`sent_${j}`))),
          plus(mine(`sent_${j}`), priorMessages),
        ),
      ),
    })),
  ];
}

function messages(name: string) {
  return {
    name: columnName("messages", name),
    family: "response" as const,
    kind: "number" as const,
    unit: "messages",
    words: {
      en: { title: `messages by ${name}`, high: `often contacted by ${name}`, low: `rarely contacted by ${name}` },
      ru: { title: `«${name}», сообщения`, high: `часто получают «${name}»`, low: `редко получают «${name}»` },
    },
  };
}

function fromProfiles(context: FamilyContext): FeatureFormula[] {
  const conversions = profileValue(context, "conversions");
  return [
    ...profileLevels(context, "messages:").map(({ level, source, value }) => ({
      ...messages(level),
      definition: `Messages sent by ${level}, ${source}.`,
      value,
    })),
    ...(conversions === undefined
      ? []
      : [
          {
            name: "conversions",
            family: "response" as const,
            kind: "number" as const,
            unit: "conversions",
            definition: `Campaigns answered by a purchase, ${conversions.source}.`,
            words: {
              en: { title: "conversions", high: "answers campaigns", low: "rarely answers campaigns" },
              ru: {
                title: "отклики на кампании",
                high: "откликаются на кампании",
                low: "редко откликаются на кампании",
              },
            },
            value: conversions.value,
          },
        ]),
    ...profileLevels(context, "conversions:").map(({ level, source, value }) => ({
      name: columnName("conversions", level),
      family: "response" as const,
      kind: "number" as const,
      unit: "conversions",
      definition: `Answers to the campaign ${level} by a purchase, ${source}.`,
      words: {
        en: { title: `conversions by ${level}`, high: `answers ${level}`, low: `rarely answers ${level}` },
        ru: {
          title: `отклики на «${level}»`,
          high: `откликаются на «${level}»`,
          low: `редко откликаются на «${level}»`,
        },
      },
      value,
    })),
  ];
}
