import type { Trouble } from "../trouble.ts";

export const exactCopies: Trouble = {
  number: 15,
  name: "exact-copies",
  about: "a shop that saves orders again delivers some rows twice in one file",
  results: "identical",
  tables: async ({ asOfText }) => ({
    transactions: {
      where: `customer_id IS NOT NULL AND ts < '${asOfText}'`,
      pick: { share: 0.01 },
      becomes: "duplicate",
      rewrite: (row) => [row, row],
      settings: { duplicates: "exact" },
    },
  }),
};
