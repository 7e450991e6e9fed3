import type { Trouble } from "../trouble.ts";

export const unbalancedQuote: Trouble = {
  number: 39,
  name: "unbalanced-quote",
  about: "a quote opens in the second row of transactions and never closes",
  results: "refused",
  tables: { transactions: { layout: { spoil: openQuote } } },
};

/** Puts a quote before the first field of the third line. */
function openQuote(content: Buffer): Buffer {
  const second = content.indexOf("\n", content.indexOf("\n") + 1);
  return Buffer.concat([content.subarray(0, second + 1), Buffer.from('"'), content.subarray(second + 1)]);
}
