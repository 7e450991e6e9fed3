import { mapFields } from "../field-text.ts";
import type { TableTrouble, Trouble } from "../trouble.ts";

/** The first customer of every base. */
const first = "0000000000";
const zero: TableTrouble = { each: (row) => mapFields(row, ["customer_id"], (id) => (id === first ? "0" : id)) };

export const idZero: Trouble = {
  number: 9,
  name: "id-zero",
  about: "one customer has the id 0",
  results: "identical",
  customerIds: { [first]: "0" },
  tables: { transactions: zero, customers: zero, contacts: zero, visits: zero, feedback: zero },
};
