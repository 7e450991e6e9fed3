import type { ColumnLook } from "./column-look.ts";
import { rangeOf } from "./evidence-text.ts";

/** A quantity of one purchase is seldom larger. */
const mostPieces = 100_000;

/**
 * Names for the columns of a file without a header, by what its values look like: the first date is when it happened, the
 * first other column that is not a plain number is the customer, the last number with a fraction or a currency sign is the
 * amount, a whole number beside it the quantity. What is left is called by its place.
 */
export function headerlessNames(columns: readonly ColumnLook[]): ColumnLook[] {
  const names = new Map<number, string>();
  const give = (name: string, column: ColumnLook | undefined) => {
    if (column !== undefined) names.set(column.index, name);
  };
  const free = () => columns.filter(({ index }) => !names.has(index));

  give(
    "ts",
    free().find(({ dates }) => dates !== undefined && !dates.weak),
  );
  give(
    "amount",
    free().findLast(({ numbers }) => numbers !== undefined && (!numbers.whole || numbers.currency !== undefined)),
  );
  give("customer_id", free().find(isId));
  give("quantity", free().find(isQuantity));
  return columns.map((column) => ({ ...column, name: names.get(column.index) ?? `column_${column.index + 1}` }));
}

function isId({ numbers, counts }: ColumnLook): boolean {
  return counts.size > 1 && (numbers === undefined || (numbers.whole && numbers.negative === 0));
}

function isQuantity(column: ColumnLook): boolean {
  const range = rangeOf(column);
  return (
    range !== undefined && column.numbers?.whole === true && !column.numbers.leadingZeros && range.max <= mostPieces
  );
}
