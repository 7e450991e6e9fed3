import type { Trouble } from "../trouble.ts";

export const giantField: Trouble = {
  number: 39,
  name: "giant-field",
  about: "one amount is a million digits long",
  results: "changed",
  tables: {
    transactions: {
      where: "customer_id IS NOT NULL AND kind = 'sale'",
      pick: { count: 1 },
      becomes: "quarantined",
      rewrite: (row) => ({ ...row, amount: "1".repeat(1_000_000) }),
    },
  },
};
