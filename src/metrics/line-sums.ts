import type { Engine } from "../engine/engine.ts";
import type { StagedTables } from "../inputs/staged-tables.ts";
import { lineKind } from "../inputs/tables/transactions.ts";
import type { Activity } from "./activity.ts";
import { type Figures, type PartMonthSums, sumsOf } from "./figures.ts";
import { type Months, monthOf } from "./months.ts";

const ofDiscounts = [
  ["discount", "discount"],
  ["fullPrice", "full_price"],
] as const;
const ofCosts = [
  ["costedLines", "costed_lines"],
  ["costedGross", "costed_gross"],
  ["cost", "cost"],
] as const;

/** Discounts and costs of sales, as figures are made of them. */
export type LineFigure = (typeof ofDiscounts | typeof ofCosts)[number][0];

/** The same, added up. */
export interface LineSums {
  readonly monthly: PartMonthSums<LineFigure>;
  /** Those of guests, M × F. */
  readonly guests: Float64Array;
}

/** What `days` tell of discounts and costs: figures, and their columns; none where there are no such lines or no money. */
export function lineFiguresTold({
  hasAmounts,
  lineColumns,
}: Pick<StagedTables, "hasAmounts" | "lineColumns">): ReadonlyMap<LineFigure, string> {
  if (!hasAmounts) return new Map();
  return new Map<LineFigure, string>([
    ...(lineColumns.has("discount") ? ofDiscounts : []),
    ...(lineColumns.has("cost") ? ofCosts : []),
  ]);
}

/** The sums of customers with those of guests, who have no days; undefined where nothing is told. */
export async function withGuestLines(
  engine: Engine,
  { further }: Pick<Activity<LineFigure>, "further">,
  { lineColumns }: Pick<StagedTables, "lineColumns">,
  months: Months,
): Promise<LineSums | undefined> {
  const { names } = further;
  if (names.length === 0) return undefined;
  const guests = new Float64Array(months.starts.length * names.length);
  const sum = (sql: string, known: string) =>
    `CAST(coalesce(sum(${sql}) FILTER (WHERE ${known} IS NOT NULL), 0) AS DOUBLE)`;
  const columns = [
    ...(lineColumns.has("discount") ? [sum("discount", "discount"), sum("amount + discount", "discount")] : []),
    ...(lineColumns.has("cost") ? [sum("1", "cost"), sum("amount", "cost"), sum("cost", "cost")] : []),
  ];
  await engine.stream(
    `SELECT day, ${columns.join(", ")} FROM lines WHERE customer IS NULL AND kind = ${lineKind.sale} GROUP BY day`,
    ([days, ...values], rows) => {
      for (let i = 0; i < rows; i++) {
        const month = monthOf(months, days[i]);
        if (month === undefined) continue;
        for (const [f, column] of values.entries()) guests[month * names.length + f] += column[i];
      }
    },
  );
  return { monthly: further, guests };
}

/** The figures of a part over some months. */
export function lineFigures({ monthly }: LineSums, part: number, chosen?: readonly number[]): Partial<Figures> {
  return sumsOf(monthly, part, chosen);
}
