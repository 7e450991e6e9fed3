import { mapFields } from "../field-text.ts";
import type { Trouble } from "../trouble.ts";

export const monthsOnly: Trouble = {
  number: 4,
  name: "months-only",
  about: "periods are months without a day",
  results: "identical",
  tables: {
    costs: {
      each: (row) => mapFields(row, ["period_start", "period_end"], (date) => date.slice(0, 7)),
      settings: { dates: { period_start: "yyyy-MM", period_end: "yyyy-MM" } },
    },
  },
};
