import type { Trouble } from "../trouble.ts";

export const commaRows: Trouble = {
  number: 13,
  name: "comma-rows",
  about: "some rows are only commas",
  results: "identical",
  tables: {
    transactions: {
      pick: { share: 0.002 },
      becomes: "quarantined",
      rewrite: (row) => [row, {}],
    },
  },
};
