import type { Trouble } from "../trouble.ts";

export const constantColumns: Trouble = {
  number: 26,
  name: "constant-columns",
  about: "two columns hold the same number in every row",
  results: "identical",
  tables: {
    customers: {
      columns: (names) => [...names, "Z_CostContact", "Z_Revenue"],
      each: (row) => ({ ...row, Z_CostContact: "3", Z_Revenue: "11" }),
    },
  },
};
