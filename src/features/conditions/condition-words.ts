import type { Language } from "../../language/text.ts";
import { translations } from "../../language/translations.ts";
import { writers } from "../../language/writers.ts";
import type { Feature } from "../feature-table.ts";
import type { Condition } from "./condition.ts";

type Spoken = Pick<Feature, "name" | "words" | "values">;

/**
 * Conditions that hold together, in words: "orders 5 or more and days since the last order below 100".
 *
 * @param features those that are asked for among them; whoever is unknown is told where anybody is
 */
export function conditionsInWords(
  conditions: readonly Condition[],
  features: readonly Spoken[],
  language: Language,
): string {
  const { everybody, and } = texts[language];
  return conditions.length === 0
    ? everybody
    : conditions.map((condition) => conditionInWords(condition, features, language)).join(and);
}

function conditionInWords({ question, answer }: Condition, features: readonly Spoken[], language: Language): string {
  const feature = features.find(({ name }) => name === question.feature);
  const title = feature?.words[language].title ?? question.feature;
  const { below, from, known, unknown, is, isNot, orUnknown } = texts[language];
  if (question.kind === "known") return answer ? known(title) : unknown(title);
  if (question.kind === "level") return answer ? is(title, question.level) : isNot(title, question.level);
  const threshold = writers[language].significant(question.threshold);
  const said = answer ? below(title, threshold) : from(title, threshold);
  return question.unknown === answer && feature?.values.some(Number.isNaN) ? `${said} ${orUnknown}` : said;
}

const texts = translations({
  en: {
    everybody: "everybody",
    and: " and ",
    below: (title: string, threshold: string) => `${title} below ${threshold}`,
    from: (title: string, threshold: string) => `${title} ${threshold} or more`,
    known: (title: string) => `${title} known`,
    unknown: (title: string) => `${title} unknown`,
    is: (title: string, level: string) => `${title} is ${level}`,
    isNot: (title: string, level: string) => `${title} is not ${level}`,
    orUnknown: "or unknown",
  },
  ru: {
    everybody: "все",
    and: " и ",
    below: (title, threshold) => `${title}: меньше ${threshold}`,
    from: (title, threshold) => `${title}: от ${threshold}`,
    known: (title) => `${title}: известно`,
    unknown: (title) => `${title}: неизвестно`,
    is: (title, level) => `${title}: «${level}»`,
    isNot: (title, level) => `${title}: не «${level}»`,
    orUnknown: "или неизвестно",
  },
});
