import type { Trouble } from "../trouble.ts";

const money: readonly string[] = ["amount", "discount_amount", "unit_price", "cost_amount", "currency"];

export const amountsAbsent: Trouble = {
  number: 36,
  name: "amounts-absent",
  about: "transactions say nothing of money",
  results: "changed",
  notes: ["frequency and recency only; monetary is off, and everything that is made of money"],
  tables: {
    transactions: {
      columns: (names) => names.filter((name) => !money.includes(name)),
    },
  },
};
