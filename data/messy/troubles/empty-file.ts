import type { Trouble } from "../trouble.ts";

export const emptyFile: Trouble = {
  number: 39,
  name: "empty-file",
  about: "the file of transactions has no byte",
  results: "refused",
  tables: { transactions: { layout: { spoil: () => Buffer.alloc(0) } } },
};
