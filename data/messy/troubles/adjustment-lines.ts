import { filled } from "../field-text.ts";
import type { Trouble } from "../trouble.ts";

export const adjustmentLines: Trouble = {
  number: 21,
  name: "adjustment-lines",
  about: "bad debts are booked as orders with a negative price, told by an A before their id",
  results: "identical",
  tables: async ({ asOfText }) => ({
    transactions: {
      where: `kind = 'sale' AND customer_id IS NOT NULL AND ts < '${asOfText}'`,
      pick: { share: 0.002 },
      becomes: "adjustment",
      rewrite: (row) => [row, { ...row, order_id: `A${filled(row, "order_id")}`, amount: `-${filled(row, "amount")}` }],
      settings: { adjustmentPrefixes: ["A"] },
    },
  }),
};
