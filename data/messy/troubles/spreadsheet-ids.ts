import { filled } from "../field-text.ts";
import type { Trouble } from "../trouble.ts";

export const spreadsheetIds: Trouble = {
  number: 7,
  name: "spreadsheet-ids",
  about: "a spreadsheet has rounded some long customer ids to 1.03293E+19",
  results: "changed",
  notes: ["the rejects say how many customers would have been merged"],
  tables: {
    transactions: {
      where: "customer_id IS NOT NULL",
      pick: { share: 0.005 },
      becomes: "quarantined",
      rewrite: (row) => ({ ...row, customer_id: rounded(filled(row, "customer_id")) }),
    },
  },
};

/** What a spreadsheet makes of an id of twenty digits that ends like this one. */
function rounded(id: string): string {
  return Number(`1032930212${id}`).toExponential(5).toUpperCase();
}
