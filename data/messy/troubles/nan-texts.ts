import { fillEmpty } from "../field-text.ts";
import type { Trouble } from "../trouble.ts";

export const nanTexts: Trouble = {
  number: 12,
  name: "nan-texts",
  about: "what is not known is written nan",
  results: "identical",
  tables: {
    transactions: { each: (row) => fillEmpty(row, Object.keys(row), "nan") },
    customers: { each: (row) => fillEmpty(row, Object.keys(row), "nan") },
  },
};
