import type { Trouble } from "../trouble.ts";

export const leadingZeros: Trouble = {
  number: 5,
  name: "leading-zeros",
  about: "ids with leading zeros stand between quotes in one file and without them in the other",
  results: "identical",
  tables: { transactions: { layout: { quotes: "always" } }, customers: { layout: { quotes: "needed" } } },
};
