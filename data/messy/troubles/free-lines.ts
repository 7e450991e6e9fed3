import { amountOf, filled, mapFields } from "../field-text.ts";
import type { Row, Trouble } from "../trouble.ts";

export const freeLines: Trouble = {
  number: 21,
  name: "free-lines",
  about: "some lines cost nothing, half of them with a negative quantity; they are no orders",
  results: "identical",
  tables: {
    transactions: {
      where: "kind = 'sale' AND customer_id IS NOT NULL",
      pick: { share: 0.01 },
      columns: (names) => (names.includes("unit_price") ? names : [...names, "unit_price"]),
      rewrite: (row, { random }) => [row, freeLine(row, random.below(2) === 0)],
    },
  },
};

function freeLine(row: Row, back: boolean): Row {
  const free = mapFields(row, ["amount", "discount_amount", "cost_amount"], () => amountOf(0));
  const quantity = `${back ? "-" : ""}${filled(row, "quantity")}`;
  return { ...free, order_id: `Z${filled(row, "order_id")}`, quantity, unit_price: "0", coupon_id: null };
}
