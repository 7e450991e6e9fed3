import { addSpan, toIsoDate } from "../../../src/math/calendar.ts";
import type { Trouble } from "../trouble.ts";

export const overlappingDeliveries: Trouble = {
  number: 14,
  name: "overlapping-deliveries",
  about: "two deliveries hold the same quarter",
  results: "identical",
  tables: async (base) => {
    const first = toIsoDate(addSpan(base.asOf, { count: -12, unit: "month" }));
    const second = toIsoDate(addSpan(base.asOf, { count: -15, unit: "month" }));
    return {
      transactions: {
        becomes: "duplicate",
        layout: {
          deliveries: {
            files: 2,
            // Orders without a customer come once: their copies would be left out as theirs, not as copies.
            of: ({ ts, customer_id }) => {
              const time = ts ?? "";
              if (time >= first) return [1];
              return time >= second && customer_id !== null ? [0, 1] : [0];
            },
          },
        },
        settings: { duplicates: "redelivery" },
      },
    };
  },
};
