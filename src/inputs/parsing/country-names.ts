import countries from "i18n-iso-countries";

/** Languages whose names of all countries are known, the first to win where they differ. */
const languages = ["en", "ru"];

/** Countries by the language spoken there, for their names of themselves. */
const spoken: Readonly<Record<string, readonly string[]>> = {
  ar: ["AE", "BH", "DZ", "EG", "IQ", "JO", "KW", "LB", "LY", "MA", "OM", "QA", "SA", "SY", "TN", "YE"],
  az: ["AZ"],
  be: ["BY"],
  bg: ["BG"],
  cs: ["CZ"],
  da: ["DK", "FO", "GL"],
  de: ["AT", "BE", "CH", "DE", "LI", "LU"],
  el: ["CY", "GR"],
  es: [
    ...["AR", "BO", "CL", "CO", "CR", "CU", "DO", "EC", "ES", "GT", "HN", "MX", "NI", "PA", "PE", "PR", "PY"],
    ...["SV", "UY", "VE"],
  ],
  et: ["EE"],
  fi: ["FI"],
  fr: [
    "BE",
    "BF",
    "BJ",
    "CA",
    "CD",
    "CG",
    "CH",
    "CI",
    "CM",
    "FR",
    "GA",
    "GN",
    "HT",
    "LU",
    "MC",
    "ML",
    "NE",
    "SN",
    "TG",
  ],
  he: ["IL"],
  hr: ["HR"],
  hu: ["HU"],
  hy: ["AM"],
  is: ["IS"],
  it: ["CH", "IT", "SM"],
  ja: ["JP"],
  ka: ["GE"],
  kk: ["KZ"],
  ko: ["KR"],
  lt: ["LT"],
  lv: ["LV"],
  nb: ["NO"],
  nl: ["BE", "NL"],
  pl: ["PL"],
  pt: ["AO", "BR", "MZ", "PT"],
  ro: ["MD", "RO"],
  sk: ["SK"],
  sl: ["SI"],
  sr: ["RS"],
  sv: ["FI", "SE"],
  tr: ["TR"],
  uk: ["UA"],
  uz: ["UZ"],
  zh: ["CN", "TW"],
};

/** Names seen in files of shops that no list has. */
const aliases: Readonly<Record<string, readonly string[]>> = {
  AE: ["uae"],
  BA: ["bosnia"],
  BY: ["белоруссия"],
  CD: ["dr congo", "democratic republic of congo"],
  CN: ["prc"],
  CZ: ["czech republic", "česko", "чешская республика"],
  GB: ["england", "scotland", "wales", "northern ireland", "u.k.", "united kingdom of great britain", "англия"],
  IE: ["eire", "republic of ireland"],
  IR: ["iran"],
  KP: ["north korea", "dprk"],
  KR: ["korea", "south korea", "korea, south", "корея"],
  LA: ["laos"],
  MD: ["молдова", "молдавия"],
  MK: ["macedonia"],
  NL: ["holland", "the netherlands", "голландия"],
  RU: ["russia", "рф"],
  SY: ["syria"],
  TR: ["turkey", "türkiye"],
  TZ: ["tanzania"],
  US: ["usa", "u.s.", "u.s.a.", "united states", "united states of america", "america", "сша"],
  VN: ["vietnam", "viet nam"],
  ZA: ["rsa", "юар"],
};

/**
 * ISO 3166 two-letter codes by country name, as {@link countryKey} writes it: codes of two and three letters, names in
 * English, Russian and the languages of the country, and usual aliases. A name that two countries share is left to
 * neither, except that codes, aliases, English and Russian come before the other languages, in this order.
 */
export function countryCodes(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const ranks = [isoCodes(), Object.entries(aliases), ...languages.map(namesIn), nativeNames()];
  for (const rank of ranks) {
    const claims = new Map<string, Set<string>>();
    for (const [code, names] of rank) {
      for (const key of names.flatMap(spellings)) claims.set(key, (claims.get(key) ?? new Set()).add(code));
    }
    for (const [key, [code, ...others]] of claims) if (others.length === 0 && !found.has(key)) found.set(key, code);
  }
  return found;
}

/** A country's name as it is compared: in small letters, with е for ё and a straight apostrophe. */
export function countryKey(name: string): string {
  return name.toLowerCase().replaceAll("ё", "е").replaceAll("’", "'");
}

type NamesOfCountries = readonly (readonly [code: string, names: readonly string[]])[];

function isoCodes(): NamesOfCountries {
  return Object.entries(countries.getAlpha2Codes()).map(([two, three]) => [two, [two, three]]);
}

function namesIn(language: string): NamesOfCountries {
  return Object.entries(countries.getNames(language, { select: "all" }));
}

function nativeNames(): NamesOfCountries {
  return Object.entries(spoken).flatMap(([language, codes]) =>
    namesIn(language).filter(([code]) => codes.includes(code)),
  );
}

/** The ways a name is written: with and without accents, with "and" for "&" or the other way round. */
function spellings(name: string): string[] {
  const key = countryKey(name);
  const plain = key
    .normalize("NFD")
    .replace(/(?<=\p{Script=Latin})\p{M}+/gu, "")
    .normalize("NFC");
  return [...new Set([key, plain, plain.replace(" and ", " & ")])];
}
