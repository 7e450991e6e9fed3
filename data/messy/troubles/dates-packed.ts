import { mapFields } from "../field-text.ts";
import type { Trouble } from "../trouble.ts";

export const datesPacked: Trouble = {
  number: 4,
  name: "dates-packed",
  about: "times and dates are written 20240203090500 and 20240203",
  results: "identical",
  tables: {
    contacts: { each: (row) => mapFields(row, ["ts"], digits), settings: { dates: { ts: "yyyyMMddHHmmss" } } },
    customers: {
      each: (row) => mapFields(row, ["birth_date"], digits),
      settings: { dates: { birth_date: "yyyyMMdd" } },
    },
  },
};

function digits(time: string): string {
  return time.replace(/\D/g, "");
}
