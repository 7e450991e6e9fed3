import { mapFields } from "../field-text.ts";
import type { Trouble } from "../trouble.ts";

const names: Readonly<Record<string, string>> = {
  DE: "Germany",
  AT: "Austria",
  CH: "Switzerland",
  NL: "Netherlands",
  PL: "Poland",
  CZ: "Czech Republic",
  FR: "France",
  RU: "Россия",
  KZ: "Kazakhstan",
  BY: "Belarus",
};

export const countryNames: Trouble = {
  number: 31,
  name: "country-names",
  about: "countries have their usual names instead of ISO codes",
  results: "identical",
  tables: { customers: { each: (row) => mapFields(row, ["country"], (code) => names[code] ?? code) } },
};
