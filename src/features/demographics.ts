import { civil } from "../math/calendar.ts";
import type { Family, FeatureSql } from "./family.ts";

const categories = [
  { name: "sex", words: { high: "mostly", low: "rarely" } },
  { name: "country", words: { high: "from", low: "rarely from" } },
  { name: "region", words: { high: "from", low: "rarely from" } },
];

export const demographics: Family = {
  family: "demographics",
  features: ({ staged: { attributes }, levels, window }) => {
    const features: FeatureSql[] = [];
    if (attributes.has("birth_date") || attributes.has("birth_year")) {
      const { year, month, day } = civil(window.until);
      const today = year * 10000 + month * 100 + day;
      const byDate = attributes.has("birth_date")
        ? `CASE WHEN a.birth_date <= ${today} THEN floor((${today} - a.birth_date) / 10000e0) END`
        : "NULL";
      const byYear = attributes.has("birth_year")
        ? `CASE WHEN a.birth_year <= ${year} THEN ${year} - a.birth_year END`
        : "NULL";
      features.push({
        name: "age",
        family: "demographics",
        kind: "number",
        unit: "years",
        definition: "Age at the window's end, from the birth date or else the birth year.",
        words: { high: "older", low: "younger" },
        expression: `coalesce(${byDate}, ${byYear})`,
      });
    }
    for (const { name, words } of categories) {
      if (!attributes.has(name)) continue;
      features.push({
        name,
        family: "demographics",
        kind: "category",
        unit: "category",
        definition: `The customer's ${name} as valid at the window's end.`,
        words,
        expression: `CAST(a.${name} AS DOUBLE)`,
        levels: levels.get(name) ?? [],
      });
    }
    return features.length > 0 ? features : { unavailable: "the customers have no birth date, sex, country or region" };
  },
};
