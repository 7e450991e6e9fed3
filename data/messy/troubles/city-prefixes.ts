import { mapFields } from "../field-text.ts";
import type { Trouble } from "../trouble.ts";

export const cityPrefixes: Trouble = {
  number: 38,
  name: "city-prefixes",
  about: "cities are written like г. Москва",
  results: "identical",
  tables: async (base) => {
    const cities = await base.query("SELECT DISTINCT city FROM customers WHERE city IS NOT NULL ORDER BY city");
    return {
      customers: {
        each: (row) => mapFields(row, ["city"], prefixed),
        settings: {
          synonyms: { city: Object.fromEntries(cities.map(({ city }) => [prefixed(String(city)), String(city)])) },
        },
      },
    };
  },
};

function prefixed(city: string): string {
  return `г. ${city}`;
}
