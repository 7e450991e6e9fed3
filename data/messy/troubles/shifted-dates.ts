import { daysLater, mapFields } from "../field-text.ts";
import type { Trouble } from "../trouble.ts";

export const shiftedDates: Trouble = {
  number: 40,
  name: "shifted-dates",
  about: "an altered copy: same ids and amounts, all orders eleven days earlier",
  results: "refused",
  notes: ["the declared first and last day are not those of the file"],
  tables: async (base) => {
    const [{ rows, from, until }] = await base.query(
      "SELECT count(*)::INTEGER AS rows, left(min(ts), 10) AS from, left(max(ts), 10) AS until FROM transactions",
    );
    return {
      transactions: {
        each: (row) => mapFields(row, ["ts"], (ts) => daysLater(ts, -11)),
        settings: { expect: { rows: Number(rows), from: String(from), until: String(until) } },
      },
    };
  },
};
