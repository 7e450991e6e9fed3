import type { Engine } from "../engine/engine.ts";
import type { StagedTables } from "../inputs/staged-tables.ts";
import { lineKind } from "../inputs/tables/transactions.ts";
import { type Months, monthOf } from "./months.ts";

/** Discounts and costs of sales: the column that lines need for each, the one that `days` have, and its sum over lines. */
const lineFigures = [
  { figure: "discount", needs: "discount", column: "discount", sum: "sum(discount)" },
  { figure: "fullPrice", needs: "discount", column: "full_price", sum: "sum(amount + discount)" },
  { figure: "costedLines", needs: "cost", column: "costed_lines", sum: "count(cost)" },
  {
    figure: "costedGross",
    needs: "cost",
    column: "costed_gross",
    sum: "sum(CASE WHEN cost IS NOT NULL THEN amount END)",
  },
  { figure: "cost", needs: "cost", column: "cost", sum: "sum(cost)" },
] as const;

export type LineFigure = (typeof lineFigures)[number]["figure"];

type Told = Pick<StagedTables, "hasAmounts" | "lineColumns">;

/** The figures of discounts and costs that the inputs tell, with their columns of `days`; none where there is no money. */
export function lineFiguresTold(staged: Told): ReadonlyMap<LineFigure, string> {
  return new Map(figuresTold(staged).map(({ figure, column }) => [figure, column]));
}

/**
 * The same figures of guests, who have no days: M × F, row-major, in money units and lines.
 *
 * Reads `lines` without a customer.
 */
export async function readGuestLines(engine: Engine, staged: Told, months: Months): Promise<Float64Array> {
  const told = figuresTold(staged);
  const guests = new Float64Array(months.starts.length * told.length);
  if (told.length === 0) return guests;
  const sums = told.map(({ sum }) => `CAST(coalesce(${sum}, 0) AS DOUBLE)`);
  await engine.stream(
    `SELECT day, ${sums.join(", ")} FROM lines WHERE customer IS NULL AND kind = ${lineKind.sale} GROUP BY day`,
    ([days, ...values], rows) => {
      for (let i = 0; i < rows; i++) {
        const month = monthOf(months, days[i]);
        if (month === undefined) continue;
        for (const [f, column] of values.entries()) guests[month * told.length + f] += column[i];
      }
    },
  );
  return guests;
}

function figuresTold({ hasAmounts, lineColumns }: Told) {
  return lineFigures.filter(({ needs }) => hasAmounts && lineColumns.has(needs));
}
