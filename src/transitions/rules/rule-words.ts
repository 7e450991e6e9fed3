import type { Condition } from "../../features/conditions/condition.ts";
import { conditionsInWords } from "../../features/conditions/condition-words.ts";
import type { Feature } from "../../features/feature-table.ts";
import { inEachLanguage, type Text } from "../../language/text.ts";
import { translations } from "../../language/translations.ts";
import { writers } from "../../language/writers.ts";
import type { ShownFigures } from "./transition-rules.ts";

interface SaidOf {
  readonly origin: Text;
  readonly destination: Text;
  /** Features that the conditions ask for among them. */
  readonly features: readonly Pick<Feature, "name" | "words" | "values">[];
}

/**
 * A rule as a sentence that claims no more than was seen: who moves where how many times as often as everybody in the
 * segment, never why. The figures are those of the window that confirmed it.
 */
export function ruleInWords(
  conditions: readonly Condition[],
  { lift, confidence, baseRate }: Pick<ShownFigures, "lift" | "confidence" | "baseRate">,
  { origin, destination, features }: SaidOf,
): Text {
  return inEachLanguage((language) => {
    const { decimal, share } = writers[language];
    const who = conditionsInWords(conditions, features, language);
    return sentences[language]({
      ...{ who, from: origin[language], to: destination[language] },
      ...{ times: decimal(lift, 1), covered: share(confidence), everybody: share(baseRate) },
    });
  });
}

interface Said {
  readonly who: string;
  readonly from: string;
  readonly to: string;
  readonly times: string;
  readonly covered: string;
  readonly everybody: string;
}

const sentences = translations({
  en: ({ who, from, to, times, covered, everybody }: Said) =>
    `${from}: customers with ${who} move to ${to} ${times} times as often as all customers of the segment (${covered} against ${everybody})`,
  ru: ({ who, from, to, times, covered, everybody }) =>
    `«${from}»: клиенты (${who}) переходят в «${to}» в ${times} раза чаще, чем все клиенты сегмента (${covered} против ${everybody})`,
});
