import type { Trouble } from "../trouble.ts";

export const utf16: Trouble = {
  number: 38,
  name: "utf-16",
  about: "the file of customers is UTF-16 with a byte-order mark, as spreadsheets save it",
  results: "identical",
  tables: {
    customers: {
      layout: { encoding: "utf-16le", byteOrderMark: true, delimiter: "\t" },
      settings: { encoding: "utf-16le", delimiter: "\t" },
    },
  },
};
