import type { Engine, NumericColumn } from "../engine/engine.ts";
import type { StagedTables } from "../inputs/staged-tables.ts";
import { lineKind } from "../inputs/tables/transactions.ts";
import { byPart, createSums, type Figures, type PartMonthSums, sumsOf } from "./figures.ts";
import { type Months, monthOf } from "./months.ts";
import type { NumberedParts } from "./number-parts.ts";

const names = ["discount", "fullPrice", "costedLines", "costedGross", "cost"] as const;
const width = names.length;

/** Discounts and costs of sales. */
export interface LineSums {
  readonly monthly: PartMonthSums<(typeof names)[number]>;
  /** The same of guests, M × F. */
  readonly guests: Float64Array;
  readonly has: { readonly discount: boolean; readonly cost: boolean };
}

/**
 * Adds up the sales lines whose discount or cost is known; undefined where there are no such columns or no money.
 *
 * Sums depend on no order, so the lines come as they are stored. Neighbours of one customer and month, such as the lines
 * of an order, are added up before they are added to the parts.
 */
export async function readLineSums(
  engine: Engine,
  { lineColumns, hasAmounts }: StagedTables,
  parts: NumberedParts,
  months: Months,
): Promise<LineSums | undefined> {
  const has = { discount: lineColumns.has("discount"), cost: lineColumns.has("cost") };
  if (!hasAmounts || !(has.discount || has.cost)) return undefined;
  const m = months.starts.length;
  const monthly = createSums(names, parts, m);
  const guests = new Float64Array(m * width);

  // Those of discounts come first: what the files do not have is not added up.
  const [from, until] = [has.discount ? 0 : 2, has.cost ? width : 2];
  let customer = -1;
  let month = -1;
  const gathered = new Float64Array(width);
  const flush = () => {
    if (month < 0) return;
    if (customer < 0) for (let f = from; f < until; f++) guests[month * width + f] += gathered[f];
    else {
      for (let i = customer * parts.width; i < (customer + 1) * parts.width; i++) {
        const cell = (parts.of[i] * m + month) * width;
        for (let f = from; f < until; f++) monthly.sums[cell + f] += gathered[f];
      }
    }
    gathered.fill(0);
  };
  const block = ([customers, days, amounts, discounts, costs]: readonly NumericColumn[], rows: number) => {
    for (let i = 0; i < rows; i++) {
      const at = monthOf(months, days[i]);
      if (at === undefined) continue;
      if (customers[i] !== customer || at !== month) {
        flush();
        customer = customers[i];
        month = at;
      }
      if (!Number.isNaN(discounts[i])) {
        gathered[0] += discounts[i];
        gathered[1] += amounts[i] + discounts[i];
      }
      if (!Number.isNaN(costs[i])) {
        gathered[2]++;
        gathered[3] += amounts[i];
        gathered[4] += costs[i];
      }
    }
  };
  const optional = (column: "discount" | "cost") => `CAST(${has[column] ? column : "NULL"} AS DOUBLE)`;
  await engine.stream(
    `SELECT coalesce(customer, -1), day, CAST(amount AS DOUBLE), ${optional("discount")}, ${optional("cost")}
     FROM lines WHERE kind = ${lineKind.sale}`,
    block,
  );
  flush();
  return { monthly: byPart(parts, monthly), guests, has };
}

/** The figures of a part over some months. */
export function lineFigures({ monthly, has }: LineSums, part: number, chosen?: readonly number[]): Partial<Figures> {
  const { discount, fullPrice, ...costs } = sumsOf(monthly, part, chosen);
  return { ...(has.discount ? { discount, fullPrice } : {}), ...(has.cost ? costs : {}) };
}
