import { type Card, numberColumn, textColumn } from "./card.ts";
import { counted, countWords, moneyWords, noFigure } from "./number-words.ts";
import type { ReportModel } from "./report-model.ts";

type InputTable = ReportModel["inputs"][number];

/** Whether every row that was read is accounted for. */
export function inputsCard(model: ReportModel): Card {
  return {
    id: "inputs",
    question: "Was every row accounted for?",
    answer: answer(model),
    note: "Quarantined rows are in rejects.parquet, each with its file, row, column and reason.",
    table: {
      columns: [
        textColumn("Table"),
        numberColumn("Files"),
        numberColumn("Rows read"),
        numberColumn("Accepted"),
        numberColumn("Quarantined"),
        numberColumn("Excluded"),
        textColumn("By policy"),
      ],
      rows: model.inputs.map((table) => [
        table.table,
        countWords(table.files),
        countWords(table.read),
        countWords(table.accepted),
        countWords(table.quarantined),
        countWords(excludedRows(table)),
        policyWords(table, model),
      ]),
    },
  };
}

function answer({ inputs }: ReportModel): string {
  const sum = (rowsOf: (table: InputTable) => number) => inputs.reduce((total, table) => total + rowsOf(table), 0);
  const missing =
    sum(({ read }) => read) -
    sum(({ accepted }) => accepted) -
    sum(({ quarantined }) => quarantined) -
    sum(excludedRows);
  if (missing !== 0) return `No: ${counted(Math.abs(missing), "row")} cannot be accounted for.`;
  return `Yes: ${countWords(sum(({ read }) => read))} rows read = ${countWords(sum(({ accepted }) => accepted))} accepted + ${countWords(sum(({ quarantined }) => quarantined))} quarantined + ${countWords(sum(excludedRows))} excluded by policy.`;
}

function excludedRows({ excluded }: InputTable): number {
  return excluded.reduce((total, { rows }) => total + rows, 0);
}

function policyWords({ excluded }: InputTable, { currency }: ReportModel): string {
  const words = excluded
    .filter(({ rows }) => rows > 0)
    .map(
      ({ policy, rows, money }) =>
        `${policy}: ${countWords(rows)}${money === null ? "" : ` (${moneyWords(money, currency)})`}`,
    );
  return words.length === 0 ? noFigure : words.join("; ");
}
