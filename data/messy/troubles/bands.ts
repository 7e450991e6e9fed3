import { mapFields } from "../field-text.ts";
import type { Trouble } from "../trouble.ts";

export const bands: Trouble = {
  number: 29,
  name: "bands",
  about: "incomes are bands, the highest one with a comma inside quotes",
  results: "changed",
  notes: ["incomes are read as the least and the most they can be; none is rejected"],
  tables: async (base) => {
    if (!base.tables.get("customers")?.columns.includes("income")) return { customers: { needs: ["income"] } };
    const [{ low, high }] = await base.query(`
      SELECT ceil(quantile_cont(income::DOUBLE, 0.25) / 1000)::INTEGER AS low,
             ceil(quantile_cont(income::DOUBLE, 0.75) / 1000 + 1)::INTEGER AS high FROM customers`);
    const band = (income: string) => bandOf(Number(income), Number(low), Number(high));
    return {
      customers: {
        each: (row) => mapFields(row, ["income"], band),
        settings: { thousands: "," },
      },
    };
  },
};

/** @param low upper end of the lowest band, in thousands, and `high` the lower end of the highest one */
function bandOf(income: number, low: number, high: number): string {
  if (income < 1000 * low) return `Under ${low}K`;
  return income < 1000 * high ? `${low}K-${high}K` : `${String(1000 * high).replace(/\B(?=(\d{3})+$)/g, ",")} +`;
}
