import type { Trouble } from "../trouble.ts";

export const orphans: Trouble = {
  number: 33,
  name: "orphans",
  about: "some orders have no customer in the table of customers, some products none in that of products",
  results: "changed",
  notes: ["orders of these customers are kept, and the customers counted"],
  tables: {
    customers: {
      where: `customer_id IN (SELECT customer_id FROM customers GROUP BY customer_id HAVING count(*) = 1)
        AND customer_id IN (SELECT customer_id FROM transactions)`,
      pick: { share: 0.01 },
      rewrite: ({ customer_id }, { note }) => {
        note({ customer_id, column: "country", value: "" });
        return [];
      },
    },
    products: { where: "is_product = 'true'", pick: { share: 0.05 }, rewrite: () => [] },
  },
};
