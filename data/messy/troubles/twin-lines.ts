import { amountOf, centsOf, filled, mapFields } from "../field-text.ts";
import type { Trouble } from "../trouble.ts";

const halved: readonly string[] = ["amount", "discount_amount", "cost_amount"];

export const twinLines: Trouble = {
  number: 15,
  name: "twin-lines",
  about: "some orders consist of two lines that are the same in every column, and both count",
  results: "identical",
  tables: async (base) => {
    const money = base.tables.get("transactions")?.columns.filter((name) => halved.includes(name)) ?? [];
    const even = money.map((name) => `coalesce(right(${name}, 1) IN ('0', '2', '4', '6', '8'), TRUE)`);
    return {
      transactions: {
        where: ["kind = 'sale'", "customer_id IS NOT NULL", "quantity::INTEGER % 2 = 0", ...even].join(" AND "),
        pick: { share: 0.05 },
        rewrite: (row) => {
          const pieces = String(Number(filled(row, "quantity")) / 2);
          const half = mapFields({ ...row, quantity: pieces }, money, (amount) => amountOf(centsOf(amount) / 2));
          return [half, half];
        },
        settings: { duplicates: "none" },
      },
    };
  },
};
