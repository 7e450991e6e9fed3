import { type NumberedParts, sumsOfParts } from "./number-parts.ts";

const figureNames = [
  // Everyone in the part.
  "known",
  // With an order in the period; with the first one ever in it; with two or more in it.
  ...(["customers", "newcomers", "repeaters"] as const),
  // With an order in the period before; in both; in this one, not in the one before, but earlier; only in the one before.
  ...(["start", "retained", "reactivated", "churned"] as const),
  // `returned` is at most 0. The base's may count guests; the customers' never do.
  ...(["orders", "gross", "returned", "customerOrders", "customerGross"] as const),
  // Of the sales lines whose discount is known: the discounts, and what they would have cost without.
  ...(["discount", "fullPrice"] as const),
  // Of the sales lines whose cost is known: how many, their money and their cost.
  ...(["costedLines", "costedGross", "cost"] as const),
  // Messages, and what came of them; `responded` is clicked, visited or converted.
  ...(["messages", "opened", "clicked", "visited", "converted", "responded", "unsubscribed"] as const),
  // Of the messages whose cost is known.
  ...(["messageCost", "costedConversions"] as const),
  // Scores are in millionths of their scale, so that their sum depends on no order.
  ...(["complaints", "score", "scored"] as const),
  // Customers with their first order in one month, and those of them with an order in another.
  ...(["cohort", "cohortActive"] as const),
] as const;

/**
 * What metrics are made of: whole numbers added up over the customers of a part and the days of a period. Money is in
 * money units (see inputs/currency.ts).
 */
export type Figure = (typeof figureNames)[number];

/** The figures of one part and period; NaN where one is not known, and so is then every metric made of it. */
export type Figures = Readonly<Record<Figure, number>>;

const unknown = Object.fromEntries(figureNames.map((name) => [name, Number.NaN])) as Figures; // a key for each name

/** Figures of which only some are known. */
export function figuresKnown(...known: readonly Partial<Figures>[]): Figures {
  return Object.assign({}, unknown, ...known);
}

/** Sums for every part and month: P × M × F, row-major. While they are added up, the rows are those of cells. */
export interface PartMonthSums<Name extends string> {
  readonly names: readonly Name[];
  readonly months: number;
  readonly sums: Float64Array;
}

/** Sums to add to: cells × M × F, all 0. */
export function createSums<Name extends string>(
  names: readonly Name[],
  { cells }: NumberedParts,
  months: number,
): PartMonthSums<Name> {
  return { names, months, sums: new Float64Array(cells * months * names.length) };
}

/** Sums of cells as those of parts. */
export function byPart<Name extends string>(parts: NumberedParts, ofCells: PartMonthSums<Name>): PartMonthSums<Name> {
  return { ...ofCells, sums: sumsOfParts(parts, ofCells.sums) };
}

/**
 * The sums of a part over some of the months, over all of them unless told otherwise.
 *
 * @throws RangeError when a sum is too large to be exact
 */
export function sumsOf<Name extends string>(
  { names, months, sums }: PartMonthSums<Name>,
  part: number,
  chosen?: readonly number[],
): Record<Name, number> {
  const totals = names.map((name, f): [Name, number] => {
    let total = 0;
    for (const month of chosen ?? Array(months).keys()) total += sums[(part * months + month) * names.length + f];
    if (!Number.isSafeInteger(total))
      throw new RangeError(`metrics: ${name} adds up to ${total}, too large to be exact`);
    return [name, total];
  });
  return Object.fromEntries(totals) as Record<Name, number>; // a key for each name
}
