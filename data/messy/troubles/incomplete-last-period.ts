import { addSpan, toIsoDate } from "../../../src/math/calendar.ts";
import type { Trouble } from "../trouble.ts";

export const incompleteLastPeriod: Trouble = {
  number: 34,
  name: "incomplete-last-period",
  about: "the last month before as-of ends on its ninth day",
  results: "changed",
  notes: ["the last month is incomplete: a warning, and no transition is read from it"],
  tables: async (base) => {
    const lastDay = addSpan(addSpan(base.asOf, { count: -1, unit: "month" }), { count: 9, unit: "day" });
    const missing = { where: `ts >= '${toIsoDate(lastDay)}' AND ts < '${base.asOfText}'`, rewrite: () => [] };
    return { transactions: missing, contacts: missing, visits: missing, feedback: missing };
  },
};
