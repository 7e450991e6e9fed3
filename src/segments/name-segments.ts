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
 * @returns k different names
 */
export function nameSegments(contrasts: readonly Contrast[], k: number): string[] {
  const phrases = Array.from({ length: k }, (_, segment) => phrasesOf(contrasts, segment));
  const short = phrases.map((own) => nameOf(own.slice(0, 2)));
  const longer = phrases.map((own, segment) => (isRepeated(short, segment) ? nameOf(own.slice(0, 3)) : short[segment]));
  return numberRepeated(longer);
}

/** Words for a segment, strongest contrast first, none twice. */
function phrasesOf(contrasts: readonly Contrast[], segment: number): string[] {
  const told = contrasts
    .filter(({ feature, level }) => level === undefined || feature.levels.includes(level)) // "other" tells nothing
    .map(({ feature, level, standardised }) => ({
      family: feature.family,
      strength: Math.abs(standardised[segment]),
      words: wordsFor(feature.words, level, standardised[segment]),
    }))
    .filter(({ strength, words }) => strength >= telling && words !== "")
    .sort((a, b) => b.strength - a.strength);
  const different = told.filter(({ words }, at) => told.findIndex((other) => other.words === words) === at);
  const [first, ...others] = different;
  if (first === undefined) return [];
  const second = others.find(({ family }) => family !== first.family) ?? others[0];
  return [first, second, ...others.filter((other) => other !== second)].flatMap((phrase) => phrase?.words ?? []);
}

function wordsFor({ high, low }: { high: string; low: string }, level: string | undefined, contrast: number): string {
  const words = (contrast > 0 ? high : low).trim();
  return level === undefined || words === "" ? words : `${words} ${level}`;
}

function nameOf(phrases: readonly string[]): string {
  const name = phrases.length === 0 ? "average customers" : phrases.join(", ");
  return name.charAt(0).toUpperCase() + name.slice(1);
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
