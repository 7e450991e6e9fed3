/** Letters that Unicode does not take apart into a plain one and a mark. */
const plainLetters: Readonly<Record<string, string>> = {
  ...{ ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i", ə: "e" },
};
const odd = new RegExp(`[${Object.keys(plainLetters).join("")}]`, "g");

/** Words that are written in two ways in names of places. */
const fullWords: ReadonlyMap<string, string> = new Map([
  ["st", "saint"],
  ["ste", "sainte"],
  ["ft", "fort"],
  ["mt", "mount"],
]);

/** Kinds of settlement that addresses put before or after the name. */
const kinds = new Set(
  "г гор город пгт п пос поселок рп с село д дер деревня ст станица х хутор аул місто город city town".split(" "),
);

/** What people write for a city and no gazetteer knows, in the normal form. */
const shortNames: ReadonlyMap<string, string> = new Map([
  ["мск", "москва"],
  ["екб", "екатеринбург"],
  ["нск", "новосибирск"],
  ["н новгород", "нижнии новгород"],
  ["наб челны", "набережные челны"],
  ["ростов н д", "ростов на дону"],
]);

/**
 * A place's name as it is compared: small letters without accents (ё as е, й as и), words separated by one blank instead
 * of hyphens and points, apostrophes left out, `St.` as `saint`. Empty where a text has neither letters nor digits.
 */
export function placeKey(name: string): string {
  const small = name.toLowerCase();
  // Most names of a gazetteer are one plain word, and there are nearly a million of them.
  if (/^[a-zа-ик-я]{4,}$/.test(small)) return small;
  const letters = name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[\p{M}'’‘ʼʹ`´]+/gu, "")
    .replace(odd, (letter) => plainLetters[letter]);
  const words = letters.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
  return words.map((word) => fullWords.get(word) ?? word).join(" ");
}

/**
 * The ways to read what somebody wrote as their city, the most literal first, in the normal form: `г. Москва`,
 * `Austin, TX` and `Мск` are also Москва, Austin and Москва. None where there is nothing to read.
 */
export function readingsOf(city: string): readonly string[] {
  const whole = placeKey(city);
  const beforeComma = placeKey(city.split(/[,(;/]/)[0]);
  const readings = [whole, withoutKind(whole), beforeComma, withoutKind(beforeComma)];
  const short = readings.flatMap((reading) => shortNames.get(reading) ?? []);
  return [...new Set([...readings, ...short])].filter((reading) => reading !== "");
}

function withoutKind(key: string): string {
  const words = key.split(" ");
  const first = words.length > 1 && kinds.has(words[0]) ? 1 : 0;
  const last = words.length - first > 1 && kinds.has(words[words.length - 1]) ? words.length - 1 : words.length;
  return words.slice(first, last).join(" ");
}
