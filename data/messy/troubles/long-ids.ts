import { mapFields } from "../field-text.ts";
import type { TableTrouble, Trouble } from "../trouble.ts";

const prefix = "1032930212";
const long: TableTrouble = { each: (row) => mapFields(row, ["customer_id"], (id) => prefix + id) };

export const longIds: Trouble = {
  number: 6,
  name: "long-ids",
  about: "customer ids have twenty digits, beyond what a number holds",
  results: "identical",
  customerIds: { prefix },
  tables: { transactions: long, customers: long, contacts: long, visits: long, feedback: long },
};
