import { mapFields, rewriteTime } from "../field-text.ts";
import type { Trouble } from "../trouble.ts";

export const datesMonthDayYear: Trouble = {
  number: 4,
  name: "dates-month-day-year",
  about: "dates are written 2/3/24, month before day",
  results: "identical",
  tables: {
    customers: {
      each: (row) => mapFields(row, ["registered_at", "valid_from"], american),
      settings: { dates: { registered_at: "M/d/yy", valid_from: "M/d/yy" } },
    },
  },
};

function american(date: string): string {
  return rewriteTime(date, ({ year, month, day }) => `${month}/${day}/${String(year).slice(-2)}`);
}
