import type { FeatureDefinition } from "../features/feature-table.ts";
import type { Language, Text } from "../language/text.ts";
import { translations } from "../language/translations.ts";
import type { Contrast } from "./segment-contrasts.ts";

/** Contrasts below this many standard deviations are not worth a word. */
const telling = 0.5;

/**
 * Names in words: what sets each segment apart most.
 *
 * The two strongest contrasts of at least 0.5 standard deviations, the second from another family of features if there
 * is one; a third where two names would be the same, then a number. A segment without such a contrast has average
 * customers.
 *
 * @param contrasts of all segments; their features bring the words
 * @returns k names, different from one another in each language
 */
export function nameSegments(contrasts: readonly Contrast[], k: number): Text[] {
  const [en, ru] = [namesIn("en", contrasts, k), namesIn("ru", contrasts, k)];
  return en.map((name, segment) => ({ en: name, ru: ru[segment] }));
}

function namesIn(language: Language, contrasts: readonly Contrast[], k: number): string[] {
  const phrases = Array.from({ length: k }, (_, segment) => phrasesOf(language, contrasts, segment));
  const nameOf = (own: readonly string[]) => asName(own.length === 0 ? texts[language].average : own.join(", "));
  const short = phrases.map((own) => nameOf(own.slice(0, 2)));
  const longer = phrases.map((own, segment) => (isRepeated(short, segment) ? nameOf(own.slice(0, 3)) : short[segment]));
  return numberRepeated(longer);
}

/** Words for a segment, strongest contrast first, none twice. */
function phrasesOf(language: Language, contrasts: readonly Contrast[], segment: number): string[] {
  const told = contrasts
    .filter(({ feature, level }) => level === undefined || feature.levels.includes(level)) // "other" tells nothing
    .map(({ feature, level, standardised }) => ({
      family: feature.family,
      strength: Math.abs(standardised[segment]),
      words: wordsFor(language, feature.words, level, standardised[segment]),
    }))
    .filter(({ strength, words }) => strength >= telling && words !== "")
    .sort((a, b) => b.strength - a.strength);
  const different = told.filter(({ words }, at) => told.findIndex((other) => other.words === words) === at);
  const [first, ...others] = different;
  if (first === undefined) return [];
  const second = others.find(({ family }) => family !== first.family) ?? others[0];
  return [first, second, ...others.filter((other) => other !== second)].flatMap((phrase) => phrase?.words ?? []);
}

function wordsFor(
  language: Language,
  { [language]: { high, low } }: FeatureDefinition["words"],
  level: string | undefined,
  contrast: number,
): string {
  const words = (contrast > 0 ? high : low).trim();
  return level === undefined || words === "" ? words : texts[language].ofLevel(words, level);
}

function asName(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function isRepeated(names: readonly string[], at: number): boolean {
  return names.indexOf(names[at]) !== names.lastIndexOf(names[at]);
}

function numberRepeated(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let unique = name;
    for (let number = 2; taken.has(unique); number++) unique = `${name} ${number}`;
    taken.add(unique);
    return unique;
  });
}

const texts = translations({
  en: { average: "average customers", ofLevel: (words: string, level: string) => `${words} ${level}` },
  ru: { average: "обычные клиенты", ofLevel: (words, level) => `${words} «${level}»` },
});
