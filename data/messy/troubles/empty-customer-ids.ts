import type { Trouble } from "../trouble.ts";

export const emptyCustomerIds: Trouble = {
  number: 11,
  name: "empty-customer-ids",
  about: "some orders lost their customer id",
  results: "changed",
  tables: async ({ asOfText }) => ({
    transactions: {
      where: `customer_id IS NOT NULL AND ts < '${asOfText}'`,
      pick: { share: 0.02 },
      becomes: "guest",
      rewrite: (row) => ({ ...row, customer_id: null }),
      settings: { guests: "exclude" },
    },
  }),
};
