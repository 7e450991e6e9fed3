import type { Trouble } from "../trouble.ts";

export const byteOrderMark: Trouble = {
  number: 1,
  name: "byte-order-mark",
  about: "a byte-order mark stands before the name of the first column",
  results: "identical",
  tables: { transactions: { layout: { byteOrderMark: true } }, customers: { layout: { byteOrderMark: true } } },
};
