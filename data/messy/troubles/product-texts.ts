import type { Trouble } from "../trouble.ts";

const texts = [
  "lamp, blue",
  'screw 5" long',
  'a "quoted", and comma',
  "two\nlines",
  "tea £2.50",
  "Ёлка «Снег», 1,5 м",
  "ёж; щётка",
  " blank around ",
  "plain",
];

export const productTexts: Trouble = {
  number: 32,
  name: "product-texts",
  about: "names of products hold commas, quotes, line breaks, a pound sign, Cyrillic and the letter yo",
  results: "identical",
  tables: {
    transactions: {
      columns: (names) => [...names, "product_name"],
      rewrite: (row, { random }) => ({ ...row, product_name: texts[random.below(texts.length)] }),
    },
  },
};
