import { mapFields } from "../field-text.ts";
import type { Trouble } from "../trouble.ts";

export const sharedOrderNumbers: Trouble = {
  number: 17,
  name: "shared-order-numbers",
  about: "every customer's orders are numbered from 000",
  results: "identical",
  tables: {
    transactions: {
      each: (row) => (row.customer_id === null ? row : mapFields(row, ["order_id"], (id) => id.slice(-3))),
      settings: { orderKey: ["customer_id", "order_id"] },
    },
  },
};
