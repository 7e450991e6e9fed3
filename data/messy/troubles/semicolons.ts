import type { Trouble } from "../trouble.ts";

export const semicolons: Trouble = {
  number: 2,
  name: "semicolons",
  about: "fields are separated by semicolons, lines end in CR LF, the last one does not end",
  results: "identical",
  tables: {
    customers: {
      layout: { delimiter: ";", lineEnd: "\r\n", lastLineEnd: false },
      settings: { delimiter: ";" },
    },
  },
};
