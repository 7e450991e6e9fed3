import { mapFields, timeParts } from "../field-text.ts";
import type { Trouble } from "../trouble.ts";

const dates = ["registered_at", "birth_date", "valid_from"];
/** Spreadsheets count days from the end of 1899. */
const daysBefore1970 = 25569;

export const spreadsheetDays: Trouble = {
  number: 38,
  name: "spreadsheet-days",
  about: "dates are the day numbers of a spreadsheet",
  results: "identical",
  tables: {
    customers: {
      each: (row) => mapFields(row, dates, (date) => String(timeParts(date).day + daysBefore1970)),
      settings: { dates: Object.fromEntries(dates.map((column) => [column, "spreadsheet"])) },
    },
  },
};
