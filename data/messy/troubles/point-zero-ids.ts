import { mapFields } from "../field-text.ts";
import type { Trouble } from "../trouble.ts";

export const pointZeroIds: Trouble = {
  number: 8,
  name: "point-zero-ids",
  about: "customer ids of the transactions were saved as numbers and end in .0",
  results: "identical",
  tables: {
    transactions: {
      each: (row) => mapFields(row, ["customer_id"], (id) => `${id}.0`),
      settings: { dropPointZero: ["customer_id"] },
    },
  },
};
