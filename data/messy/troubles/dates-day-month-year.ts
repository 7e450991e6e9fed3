import { mapFields, rewriteTime } from "../field-text.ts";
import type { Trouble } from "../trouble.ts";

export const datesDayMonthYear: Trouble = {
  number: 4,
  name: "dates-day-month-year",
  about: "times are written 3/2/2024 9:05:00, day before month",
  results: "identical",
  tables: {
    transactions: {
      each: (row) =>
        mapFields(row, ["ts"], (ts) =>
          rewriteTime(ts, ({ year, month, day }, time) => `${day}/${month}/${year} ${time.replace(/^0/, "")}`),
        ),
      settings: { dates: { ts: "d/M/yyyy H:mm:ss" } },
    },
  },
};
