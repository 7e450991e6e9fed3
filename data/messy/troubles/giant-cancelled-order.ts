import { filled, mapFields, secondsLater } from "../field-text.ts";
import type { Trouble } from "../trouble.ts";

export const giantCancelledOrder: Trouble = {
  number: 23,
  name: "giant-cancelled-order",
  about: "two giant orders were cancelled twelve minutes later",
  results: "changed",
  notes: ["a warning names the amount; the pair adds nothing to what the customer spent, and one order"],
  tables: async ({ asOfText }) => ({
    transactions: {
      where: `kind = 'sale' AND customer_id IS NOT NULL AND ts < '${asOfText}'`,
      pick: { count: 2 },
      rewrite: (row, { note }) => {
        note({ customer_id: row.customer_id, column: "frequency", value: "+1" });
        note({ customer_id: row.customer_id, column: "monetary", value: "+0" });
        const plain = mapFields(row, ["discount_amount", "cost_amount"], () => "0.00");
        const giant = { ...plain, order_id: `G${filled(row, "order_id")}`, coupon_id: null };
        return [
          row,
          { ...giant, quantity: "80995", amount: "168469.60" },
          {
            ...giant,
            kind: "return",
            ts: secondsLater(filled(row, "ts"), 720),
            quantity: "-80995",
            amount: "-168469.60",
          },
        ];
      },
    },
  }),
};
