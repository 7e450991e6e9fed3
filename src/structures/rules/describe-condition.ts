import type { Language } from "../../language/text.ts";
import { writers } from "../../language/writers.ts";
import type { RuleScope } from "./rule-scope.ts";
import type { WrittenCondition } from "./rules-config.ts";

type Bound = NonNullable<WrittenCondition["above"]>;

interface Phrases {
  readonly and: string;
  readonly or: string;
  readonly not: string;
  readonly above: string;
  readonly atLeast: string;
  readonly below: string;
  readonly atMost: string;
  readonly known: string;
  readonly unknown: string;
  readonly between: (from: string, to: string) => string;
  readonly quoted: (value: string) => string;
}

const phrases: Readonly<Record<Language, Phrases>> = {
  en: {
    and: " and ",
    or: " or ",
    not: "not ",
    above: "above ",
    atLeast: "at least ",
    below: "below ",
    atMost: "at most ",
    known: "known",
    unknown: "not known",
    between: (from, to) => `from ${from} to ${to}`,
    quoted: (value) => `"${value}"`,
  },
  ru: {
    and: " и ",
    or: " или ",
    not: "не ",
    above: "больше ",
    atLeast: "не меньше ",
    below: "меньше ",
    atMost: "не больше ",
    known: "известно",
    unknown: "неизвестно",
    between: (from, to) => `от ${from} до ${to}`,
    quoted: (value) => `«${value}»`,
  },
};

const thresholds = ["above", "atLeast", "below", "atMost"] as const;

/**
 * A condition in words, with features, structures and parts called by their titles: `revenue: at least 1,000 and not
 * (Lifecycle: lost or sleeping)`.
 *
 * @param scope knows every name of the condition
 */
export function describeCondition(written: WrittenCondition, scope: RuleScope, language: Language): string {
  const say = phrases[language];
  const inside = (one: WrittenCondition) => {
    const words = describeCondition(one, scope, language);
    return (one.all ?? one.any ?? []).length > 1 ? `(${words})` : words;
  };
  if (written.all !== undefined) return written.all.map(inside).join(say.and);
  if (written.any !== undefined) return written.any.map(inside).join(say.or);
  if (written.not !== undefined) return `${say.not}(${describeCondition(written.not, scope, language)})`;

  const title = titleOf(written, scope, language);
  const values = (list: NonNullable<WrittenCondition["is"]>) =>
    [list].flat().map((value) => valueText(value, written, scope, language));
  const claims = [
    ...(written.known === undefined ? [] : [written.known ? say.known : say.unknown]),
    ...thresholds.flatMap((key) => {
      const bound = written[key];
      return bound === undefined ? [] : [`${say[key]}${boundText(bound, language)}`];
    }),
    ...(written.between === undefined
      ? []
      : [say.between(boundText(written.between[0], language), boundText(written.between[1], language))]),
    ...(written.is === undefined ? [] : [values(written.is).join(say.or)]),
    ...(written.isNot === undefined ? [] : values(written.isNot).map((value) => `${say.not}${value}`)),
  ];
  return `${title}: ${claims.join(say.and)}`;
}

function titleOf(written: WrittenCondition, { features, structures }: RuleScope, language: Language): string {
  const feature = features.find(({ name }) => name === written.feature);
  const structure = structures.find(({ id }) => id === written.structure);
  return feature?.words[language].title ?? structure?.title[language] ?? "";
}

function valueText(
  value: string | number,
  { structure: id }: WrittenCondition,
  { structures }: RuleScope,
  language: Language,
): string {
  if (id === undefined && typeof value === "number") return boundText(value, language);
  const part = structures.find((structure) => structure.id === id)?.parts.find(({ key }) => key === String(value));
  return part?.title[language] ?? phrases[language].quoted(String(value));
}

function boundText(bound: Bound, language: Language): string {
  if (typeof bound === "string") return bound;
  if (Number.isInteger(bound)) return writers[language].count(bound).replace("-", "−");
  const digits = Math.min(6, (String(bound).split(".")[1] ?? "").length || 6);
  return writers[language].decimal(bound, digits);
}
