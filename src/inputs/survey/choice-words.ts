import { nearestName } from "../../math/nearest-name.ts";

/** Words of files for the levels of choice columns, in lower case. */
const usualWords: ReadonlyMap<string, string> = new Map([
  ...pairs("sex", "female", "f|w|woman|women|ж|жен|женский|женщина"),
  ...pairs("sex", "male", "m|man|men|м|муж|мужской|мужчина"),
  ...pairs("area_type", "urban", "city|town|metro|город"),
  ...pairs("area_type", "suburban", "suburb|suburbs|пригород"),
  ...pairs("area_type", "rural", "country|countryside|village|село|деревня"),
  ...pairs("family_status", "married", "женат|замужем|в браке"),
  ...pairs(
    "family_status",
    "partnered",
    "together|partner|in a relationship|cohabiting|civil partnership|domestic partner",
  ),
  ...pairs("family_status", "single", "alone|never married|unmarried|не женат|не замужем|холост"),
  ...pairs("family_status", "divorced", "separated|в разводе|разведен|разведена"),
  ...pairs("family_status", "widowed", "widow|widower|вдова|вдовец"),
  ...pairs("customer_type", "person", "individual|private|consumer|b2c|retail|физлицо|физическое лицо"),
  ...pairs(
    "customer_type",
    "business",
    "company|corporate|organisation|organization|b2b|wholesale|юрлицо|юридическое лицо",
  ),
  ...pairs("income_period", "year", "yearly|annual|год|в год"),
  ...pairs("income_period", "month", "monthly|месяц|в месяц"),
  ...pairs("kind", "sale", "order|purchase|sold|продажа|покупка"),
  ...pairs("kind", "return", "refund|returned|cancellation|возврат"),
  ...pairs("kind", "adjustment", "correction|корректировка"),
  ...pairs("kind", "fee", "postage|shipping|доставка"),
  ...pairs("kind", "complaint", "claim|жалоба|претензия"),
  ...pairs("kind", "review", "rating|отзыв"),
  ...pairs("kind", "poll", "survey|nps|опрос"),
  ...pairs("kind", "return_reason", "return reason|причина возврата"),
]);

function pairs(column: string, level: string, words: string): [string, string][] {
  return words.split("|").map((word) => [`${column}:${word}`, level]);
}

/** Fewer letters than this are not taken for a misspelling. */
const shortest = 5;

/**
 * The level of a choice column that a text of a file stands for: the level itself, a usual word for it, or the level it is
 * a misspelling of ("Surburban").
 */
export function choiceOf(column: string, choices: readonly string[], text: string): string | undefined {
  const word = text.toLowerCase().replaceAll("_", " ");
  const level = choices.find((choice) => choice.replaceAll("_", " ") === word);
  if (level !== undefined) return level;
  const usual = usualWords.get(`${column}:${word}`);
  if (usual !== undefined && choices.includes(usual)) return usual;
  const near = word.length < shortest ? undefined : nearestName(word, choices);
  return near !== undefined && Math.abs(near.length - word.length) <= 2 ? near : undefined;
}
