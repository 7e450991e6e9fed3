import type { TableName } from "../columns.ts";
import { dateLines, numberLines } from "./asked-lines.ts";
import type { TableChoice } from "./choose-table.ts";
import { type ColumnLook, shareOf } from "./column-look.ts";
import { countText } from "./evidence-text.ts";
import type { FileLook } from "./look-at-files.ts";
import type { ColumnMatch } from "./match-columns.ts";
import type { ProposedLine, ProposedSource } from "./proposal.ts";
import type { Answer } from "./question.ts";
import {
  columnLines,
  fileLines,
  line,
  pointZeroLines,
  synonymLines,
  unknownLines,
  unusedRemark,
} from "./source-lines.ts";

/** Proposes the source of a file that feeds one table, whichever it is. */
export async function proposeTable(file: FileLook, choice: TableChoice, answer: Answer): Promise<ProposedSource> {
  const { table } = choice;
  const matches = choice.matches.filter((match) => isCertain(table, match, choice.matches));
  const numeric = matches
    .filter(({ spec }) => ["number", "money", "band"].includes(spec.type))
    .map(({ column }) => column);
  const own = table === "transactions" ? orderLines(matches, file) : { lines: [], remarks: [] };
  return {
    table,
    paths: file.paths,
    title: file.title,
    confidence: choice.confidence,
    seen: choice.seen,
    lines: [
      ...fileLines(file),
      ...columnLines(matches),
      ...(await numberLines(table, file, numeric, answer)),
      ...(await dateLines(table, file, matches, answer)),
      ...unknownLines(matches),
      ...synonymLines(matches),
      ...pointZeroLines(matches),
      ...own.lines,
    ],
    remarks: [...own.remarks, ...unusedRemark(file, new Set(matches.map(({ column }) => column.name)))],
  };
}

/** An amount makes the unit price superfluous, and a price without a quantity is no amount of a line. */
function isCertain(table: TableName, { spec }: ColumnMatch, all: readonly ColumnMatch[]): boolean {
  if (table !== "transactions" || spec.name !== "quantity") return true;
  return all.some((each) => each.spec.name === "unit_price" || each.spec.name === "amount");
}

/** What makes an order, a return, a guest, an adjustment and a fee. */
function orderLines(matches: readonly ColumnMatch[], file: FileLook): { lines: ProposedLine[]; remarks: string[] } {
  const columnOf = (name: string) => matches.find(({ spec }) => spec.name === name)?.column;
  const [customer, order, product, time] = ["customer_id", "order_id", "product_id", "ts"].map(columnOf);
  const lines: ProposedLine[] = [];
  if (order !== undefined) {
    lines.push(line("orderKey", ["customer_id", "order_id"], 0.95, `${countText(order.counts.size)} order ids`));
  } else {
    const seen = time?.dates?.hasTime
      ? "no order id; purchases of one day are one order"
      : "no order id and no time of day";
    lines.push(line("orderKey", ["customer_id", "day"], 0.7, seen));
  }
  const values = columnOf("quantity") ?? columnOf("amount");
  if (order !== undefined) lines.push(...prefixLines(order, values, customer, file));
  const negative = values?.numbers?.negative ?? 0;
  lines.push(
    line(
      "returns",
      "net",
      0.7,
      negative === 0 ? "no negative row was seen" : `${countText(negative)} negative rows are returns`,
    ),
  );
  const guests = customer === undefined ? 0 : customer.rows - customer.known;
  const share = Math.round((1000 * guests) / Math.max(1, file.rows.length)) / 10;
  lines.push(
    line(
      "guests",
      "exclude",
      0.7,
      guests === 0 ? "every row has a customer" : `${share} % of the rows name no customer`,
    ),
  );
  return { lines, remarks: product === undefined ? [] : feeRemark(product) };
}

/** What rows whose order id begins with the same letters have in common. */
interface Prefix {
  readonly letters: string;
  rows: number;
  negative: number;
  guests: number;
}

/**
 * Order ids are mostly digits; letters before the digits of a few mark returns, where most of their rows are negative, or
 * bookings that are no sales, where they are rare and name no customer.
 */
function prefixLines(
  order: ColumnLook,
  value: ColumnLook | undefined,
  customer: ColumnLook | undefined,
  file: FileLook,
) {
  if (shareOf(order, (text) => /^\d/.test(text)) < 0.5) return [];
  const prefixes = prefixesOf(order, value, customer, file);
  const returns = prefixes.filter(({ rows, negative }) => negative > 0.5 * rows);
  const bookings = prefixes.filter(
    ({ rows, negative, guests }) => negative <= 0.5 * rows && guests > 0.5 * rows && rows < 0.01 * file.rows.length,
  );
  const proposed = (key: string, found: readonly Prefix[], confidence: number, tell: (prefix: Prefix) => string) => {
    if (found.length === 0) return [];
    const letters = found.map((prefix) => prefix.letters);
    return [line(key, letters, confidence, found.map((each) => `${each.letters} begins ${tell(each)}`).join("; "))];
  };
  return [
    ...proposed(
      "returnPrefixes",
      returns,
      0.9,
      ({ rows, negative }) => `${countText(rows)} rows, ${countText(negative)} of them negative`,
    ),
    ...proposed(
      "adjustmentPrefixes",
      bookings,
      0.6,
      ({ rows, guests }) => `${countText(rows)} rows, ${countText(guests)} of them without a customer`,
    ),
  ];
}

function prefixesOf(
  order: ColumnLook,
  value: ColumnLook | undefined,
  customer: ColumnLook | undefined,
  { rows }: FileLook,
) {
  const found = new Map<string, Prefix>();
  for (const row of rows) {
    const letters = /^([A-Za-z]{1,3})-?\d/.exec(row[order.index].trim())?.[1];
    if (letters === undefined) continue;
    const prefix = found.get(letters) ?? { letters, rows: 0, negative: 0, guests: 0 };
    prefix.rows++;
    if (value !== undefined && /^\s*[-−(]/.test(row[value.index])) prefix.negative++;
    if (customer !== undefined && row[customer.index].trim() === "") prefix.guests++;
    found.set(letters, prefix);
  }
  return [...found.values()].sort((a, b) => (a.letters < b.letters ? -1 : 1));
}

/** Product codes without a digit among codes with digits are often postage, fees and bookings. */
function feeRemark(product: ColumnLook): string[] {
  if (shareOf(product, (text) => /\d/.test(text)) < 0.9) return [];
  const codes = [...product.counts].filter(([code]) => !/\d/.test(code)).slice(0, 12);
  if (codes.length === 0) return [];
  const rows = codes.reduce((sum, [, count]) => sum + count, 0);
  const list = codes.map(([code]) => (/^[\w-]+$/.test(code) ? code : JSON.stringify(code))).join(", ");
  return [
    `feeCodes: [${list}] # 0.40: codes without a digit, in ${countText(rows)} rows; keep those that are fees or postage`,
  ];
}
