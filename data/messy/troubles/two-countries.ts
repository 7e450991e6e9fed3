import { addSpan, toIsoDate } from "../../../src/math/calendar.ts";
import type { Trouble } from "../trouble.ts";

export const twoCountries: Trouble = {
  number: 19,
  name: "two-countries",
  about: "some customers moved to another country half a month before as-of",
  results: "changed",
  tables: async (base) => {
    const moved = toIsoDate(addSpan(base.asOf, { count: -15, unit: "day" }));
    return {
      customers: {
        where: `valid_from < '${moved}' AND customer_id NOT IN (SELECT customer_id FROM customers WHERE valid_from >= '${moved}')
          AND (customer_id, valid_from) IN (SELECT customer_id, max(valid_from) FROM customers GROUP BY customer_id)`,
        pick: { share: 0.003 },
        rewrite: (row, { note }) => {
          const country = row.country === "FR" ? "DE" : "FR";
          note({ customer_id: row.customer_id, column: "country", value: country });
          return [row, { ...row, country, region: null, city: null, valid_from: moved }];
        },
      },
    };
  },
};
