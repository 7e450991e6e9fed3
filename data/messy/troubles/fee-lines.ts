import { mapFields } from "../field-text.ts";
import type { Trouble } from "../trouble.ts";

export const feeLines: Trouble = {
  number: 22,
  name: "fee-lines",
  about: "postage is a line of some orders",
  results: "identical",
  tables: async ({ asOfText }) => ({
    transactions: {
      where: `kind = 'sale' AND customer_id IS NOT NULL AND ts < '${asOfText}'`,
      pick: { share: 0.05 },
      becomes: "fee",
      columns: (names) => (names.includes("product_id") ? names : [...names, "product_id"]),
      rewrite: (row) => {
        const postage = mapFields(row, ["amount", "unit_price"], () => "5.00");
        const free = mapFields(postage, ["discount_amount", "cost_amount"], () => "0.00");
        return [row, { ...free, product_id: "POST", category: null, quantity: "1" }];
      },
      settings: { feeCodes: ["POST"] },
    },
  }),
};
