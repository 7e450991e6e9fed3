import { amountOf, centsOf, filled, mapFields, secondsLater } from "../field-text.ts";
import type { Trouble } from "../trouble.ts";

export const netZero: Trouble = {
  number: 24,
  name: "net-zero",
  about: "some customers gave back all they bought, every second of them a unit of the currency more",
  results: "changed",
  notes: ["no feature of theirs is NaN"],
  tables: async ({ asOfText }) => ({
    transactions: {
      where: `kind = 'sale' AND ts < '${asOfText}' AND customer_id IN (
        SELECT customer_id FROM transactions GROUP BY customer_id HAVING count(*) = 1)`,
      pick: { share: 0.05 },
      rewrite: (row, { random, note }) => {
        const more = random.below(2) === 0 ? 0 : 100;
        note({ customer_id: row.customer_id, column: "monetary", value: amountOf(-more) });
        const back = mapFields(row, ["amount"], (amount) => amountOf(-centsOf(amount) - more));
        const free = mapFields(back, ["discount_amount", "cost_amount"], () => "0.00");
        const quantity = `-${filled(row, "quantity")}`;
        const ts = secondsLater(filled(row, "ts"), 1800);
        return [row, { ...free, kind: "return", ts, quantity, coupon_id: null }];
      },
    },
  }),
};
