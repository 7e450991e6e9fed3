import { addSpan, toIsoDate } from "../../../src/math/calendar.ts";
import { amountOf, centsOf, filled } from "../field-text.ts";
import type { Trouble } from "../trouble.ts";

export const resavedOrders: Trouble = {
  number: 16,
  name: "resaved-orders",
  about: "some orders were saved an hour before with other amounts",
  results: "identical",
  tables: async (base) => {
    const lastDay = toIsoDate(addSpan(base.asOf, { count: -1, unit: "day" }));
    return {
      transactions: {
        where: `kind = 'sale' AND customer_id IS NOT NULL AND ts < '${lastDay}'`,
        pick: { share: 0.02 },
        becomes: "other_version",
        columns: (names) => [...names, "saved_at"],
        rewrite: (row) => {
          const amount = amountOf(centsOf(filled(row, "amount")) + 1000);
          return [row, { ...row, amount, saved_at: `${lastDay} 22:00:00` }];
        },
        each: (row) => ({ saved_at: `${lastDay} 23:00:00`, ...row }),
        settings: { versions: "last" },
      },
    };
  },
};
