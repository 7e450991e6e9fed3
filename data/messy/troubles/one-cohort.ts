import { addSpan, toIsoDate } from "../../../src/math/calendar.ts";
import type { Trouble } from "../trouble.ts";

export const oneCohort: Trouble = {
  number: 35,
  name: "one-cohort",
  about: "only the customers who registered in the first quarter of the history are there",
  results: "changed",
  notes: ["nobody is new after the first quarter, and nothing may be divided by their number"],
  tables: async (base) => {
    const until = toIsoDate(addSpan(base.historyFrom, { count: 3, unit: "month" }));
    const cohort = `SELECT customer_id FROM customers
      WHERE registered_at >= '${toIsoDate(base.historyFrom)}' AND registered_at < '${until}'`;
    const others = { where: `customer_id IS NULL OR customer_id NOT IN (${cohort})`, rewrite: () => [] };
    return { transactions: others, customers: others, contacts: others, visits: others, feedback: others };
  },
};
