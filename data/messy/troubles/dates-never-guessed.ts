import { mapFields, rewriteTime } from "../field-text.ts";
import type { Trouble } from "../trouble.ts";

export const datesNeverGuessed: Trouble = {
  number: 4,
  name: "dates-never-guessed",
  about: "dates are written 03/02/2024, and nobody says which number is the day",
  results: "refused",
  tables: {
    customers: {
      becomes: "quarantined",
      each: (row) =>
        mapFields(row, ["registered_at"], (date) =>
          rewriteTime(date, ({ year, month, day }) => [day, month].map(two).concat(String(year)).join("/")),
        ),
    },
  },
};

function two(value: number): string {
  return String(value).padStart(2, "0");
}
