import { amountOf, centsOf, filled, mapFields, secondsLater } from "../field-text.ts";
import type { Trouble } from "../trouble.ts";

const split = ["amount", "discount_amount", "cost_amount"];

export const twoTimestamps: Trouble = {
  number: 18,
  name: "two-timestamps",
  about: "the lines of some orders are minutes apart",
  results: "identical",
  tables: {
    transactions: {
      where: "kind = 'sale' AND quantity::INTEGER > 1 AND customer_id IS NOT NULL",
      pick: { share: 0.02 },
      rewrite: (row, { random }) => {
        const pieces = Number(filled(row, "quantity"));
        const first = mapFields({ ...row, quantity: "1" }, split, (amount) => amountOf(part(amount, pieces)));
        const rest = mapFields({ ...row, quantity: String(pieces - 1) }, split, (amount) =>
          amountOf(centsOf(amount) - part(amount, pieces)),
        );
        return [first, { ...rest, ts: secondsLater(filled(row, "ts"), 60 + random.below(180)) }];
      },
    },
  },
};

function part(amount: string, pieces: number): number {
  return Math.floor(centsOf(amount) / pieces);
}
