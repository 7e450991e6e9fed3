import type { CheckedAccount, CheckedTable, CheckOutcome } from "../run/check/check-inputs.ts";
import { type TextColumn, textTable } from "./text-table.ts";

type Description = CheckedTable["columns"][number];

/**
 * A data-quality report for a terminal: per table what became of its rows and what its columns hold, then rejects with
 * examples, then warnings.
 *
 * @param width letters of a line, the usual 80 when not known
 */
export function qualityText(outcome: CheckOutcome, width = 80): string[] {
  const { tables, currency, base, rejects, warnings, status } = outcome;
  const lines = tables.flatMap(({ table, account, columns }) => [
    table,
    ...(account === undefined
      ? []
      : indent(accountText(account, currency).flatMap((line) => wrapped(line, width - 4)))),
    ...indent(columnTable(columns, width - 2)),
    "",
  ]);
  if (rejects.length > 0) lines.push("Rows set apart", ...indent(rejects.flatMap(rejectText)), "");
  if (warnings.length > 0)
    lines.push("Warnings", ...indent(warnings.flatMap((warning) => wrapped(warning, width - 4))), "");
  if (base !== undefined) {
    const events = base.events === null ? "no events" : `events from ${base.events.first} to ${base.events.last}`;
    lines.push(`${grouped(base.customers)} customers, ${events}.`);
  }
  lines.push(status === "holds" ? "The data keeps its contract." : "The data breaks its contract.");
  return lines;
}

function indent(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}

function accountText({ files, rowsRead, accepted, quarantined, excluded }: CheckedAccount, currency: string): string[] {
  const unused = [...new Set(files.flatMap((file) => file.unused))];
  return [
    `${grouped(rowsRead)} rows of ${files.length === 1 ? files[0].name : `${files.length} files`}: ${grouped(accepted)} accepted, ${grouped(quarantined)} set apart`,
    ...(files.length === 1 ? [] : files.map(({ name, rows }) => `${name}: ${grouped(rows)} rows`)),
    ...excluded.map(({ policy, rows, amount }) => {
      const money = amount === undefined ? "" : `, ${grouped(amount)} ${currency}`;
      return `left out as ${policy}: ${grouped(rows)} rows${money}`;
    }),
    ...(unused.length === 0 ? [] : [`not used: ${unused.join(", ")}`]),
  ];
}

/** The column of names in the files is left out where they are the canonical ones. */
function columnTable(columns: readonly Description[], width: number): string[] {
  const rows = columns.map(columnRow);
  const shown = columnTitles.map((_, c) => c !== 1 || rows.some((row) => row[c] !== ""));
  const kept = <T>(cells: readonly T[]) => cells.filter((_, c) => shown[c]);
  return textTable(kept(columnTitles), rows.map(kept), width);
}

const columnTitles: readonly TextColumn[] = [
  { title: "column", align: "left" },
  { title: "in file", align: "left", flexible: true },
  { title: "type", align: "left" },
  { title: "unknown", align: "right" },
  { title: "distinct", align: "right" },
  { title: "values", align: "left", flexible: true },
];

function columnRow({ name, inFiles, type, rows, unknown, distinct, range, frequent }: Description): string[] {
  const files = inFiles.length === 1 && inFiles[0] === name ? "" : inFiles.join(", ");
  const most = frequent === null ? "" : `${frequent.text} (${percent(frequent.rows, rows)})`;
  // The time of day of the first and the last event says little.
  const end = (text: string) => (type === "timestamp" ? text.slice(0, 10) : text);
  const values = range === null ? most : `${end(range.least)} … ${end(range.greatest)}`;
  return [name, files, type, percent(unknown, rows), grouped(distinct), values];
}

function rejectText({ table, column, reason, rows, examples }: CheckOutcome["rejects"][number]): string[] {
  const where = column === null ? table : `${table}.${column}`;
  return [
    `${where}: ${grouped(rows)} ${rows === 1 ? "row" : "rows"}, ${reason}`,
    ...examples.map(({ file, row, text }) => `  ${file}, row ${row}${text === null ? "" : `: ${shown(text)}`}`),
  ];
}

/** A text of a file in one short line, without what would steer a terminal. */
function shown(text: string): string {
  const letters = [...text.replace(/\p{Cc}/gu, " ")];
  return letters.length <= 48 ? letters.join("") : `${letters.slice(0, 47).join("")}…`;
}

function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(lines.length === 0 ? word : `  ${word}`);
  }
  return lines;
}

function percent(part: number, whole: number): string {
  if (part === 0 || whole === 0) return "0 %";
  const share = (100 * part) / whole;
  return share < 0.05 ? "<0.1 %" : `${share.toFixed(1)} %`;
}

/** A number with commas between the thousands, whatever the locale. */
function grouped(value: number | string): string {
  const [whole, fraction] = String(value).split(".");
  const marked = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? marked : `${marked}.${fraction}`;
}
