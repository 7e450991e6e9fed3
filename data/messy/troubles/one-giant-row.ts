import { amountOf } from "../field-text.ts";
import type { Trouble } from "../trouble.ts";

export const oneGiantRow: Trouble = {
  number: 25,
  name: "one-giant-row",
  about: "one row with a quantity of 1,000 holds 14 % of the revenue",
  results: "changed",
  notes: ["a warning names the row's share of the revenue"],
  tables: async (base) => {
    const home = base.tables.get("transactions")?.columns.includes("currency")
      ? `currency = '${base.currency}'`
      : "TRUE";
    const [{ net }] = await base.query(
      `SELECT sum(amount::DECIMAL(18, 2))::VARCHAR AS net FROM transactions WHERE ${home}`,
    );
    return {
      transactions: {
        where: `kind = 'sale' AND customer_id IS NOT NULL AND ts < '${base.asOfText}' AND ${home}`,
        pick: { count: 1 },
        rewrite: (row, { note }) => {
          note({ customer_id: row.customer_id, column: "quantity", value: "1000" });
          return { ...row, quantity: "1000", amount: amountOf(Math.round((Number(net) * 100 * 14) / 86)) };
        },
      },
    };
  },
};
