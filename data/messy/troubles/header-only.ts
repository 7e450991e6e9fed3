import type { Trouble } from "../trouble.ts";

export const headerOnly: Trouble = {
  number: 39,
  name: "header-only",
  about: "the file of transactions ends after its header",
  results: "refused",
  tables: { transactions: { layout: { spoil: (content) => content.subarray(0, content.indexOf("\n") + 1) } } },
};
