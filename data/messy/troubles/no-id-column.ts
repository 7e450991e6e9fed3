import type { Trouble } from "../trouble.ts";

export const noIdColumn: Trouble = {
  number: 10,
  name: "no-id-column",
  about: "customers have no id and nothing else is delivered",
  results: "changed",
  notes: ["every row becomes a customer with a generated id; rows that are the same are different people"],
  only: ["customers"],
  tables: {
    customers: {
      columns: (names) => names.filter((name) => name !== "customer_id"),
      settings: { generateIds: true, duplicates: "none" },
    },
  },
};
