import { english } from "../language/english.ts";
import { noFigure } from "../language/number-words.ts";
import { russian } from "../language/russian.ts";
import { translations } from "../language/translations.ts";
import { writers } from "../language/writers.ts";
import { type Card, numberColumn, textColumn } from "./card.ts";
import { wordsForId } from "./known-ids.ts";
import type { ReportModel } from "./report-model.ts";

type InputTable = ReportModel["inputs"][number];

/** Whether every row that was read is accounted for. */
export function inputsCard(model: ReportModel): Card {
  const { question, note, columns } = texts[model.language];
  const { count } = writers[model.language];
  return {
    id: "inputs",
    question,
    answer: answer(model),
    note,
    table: {
      columns: [
        textColumn(columns.table),
        numberColumn(columns.files),
        numberColumn(columns.read),
        numberColumn(columns.accepted),
        numberColumn(columns.quarantined),
        numberColumn(columns.excluded),
        textColumn(columns.policy),
      ],
      rows: model.inputs.map((table) => [
        wordsForId("tables", table.table, model.language),
        count(table.files),
        count(table.read),
        count(table.accepted),
        count(table.quarantined),
        count(excludedRows(table)),
        policyWords(table, model),
      ]),
    },
  };
}

function answer({ inputs, language }: ReportModel): string {
  const sum = (rowsOf: (table: InputTable) => number) => inputs.reduce((total, table) => total + rowsOf(table), 0);
  const rows = {
    read: sum(({ read }) => read),
    accepted: sum(({ accepted }) => accepted),
    quarantined: sum(({ quarantined }) => quarantined),
    excluded: sum(excludedRows),
  };
  const missing = rows.read - rows.accepted - rows.quarantined - rows.excluded;
  return missing === 0 ? texts[language].closed(rows) : texts[language].open(Math.abs(missing));
}

function excludedRows({ excluded }: InputTable): number {
  return excluded.reduce((total, { rows }) => total + rows, 0);
}

function policyWords({ excluded }: InputTable, { currency, language }: ReportModel): string {
  const { count, money: moneyOf } = writers[language];
  const words = excluded
    .filter(({ rows }) => rows > 0)
    .map(
      ({ policy, rows, money }) =>
        `${wordsForId("policies", policy, language)}: ${count(rows)}${money === null ? "" : ` (${moneyOf(money, currency)})`}`,
    );
  return words.length === 0 ? noFigure : words.join("; ");
}

interface RowSums {
  readonly read: number;
  readonly accepted: number;
  readonly quarantined: number;
  readonly excluded: number;
}

const texts = translations({
  en: {
    question: "Was every row accounted for?",
    closed: ({ read, accepted, quarantined, excluded }: RowSums) =>
      `Yes: ${english.count(read)} rows read = ${english.count(accepted)} accepted + ${english.count(quarantined)} quarantined + ${english.count(excluded)} excluded by policy.`,
    open: (missing: number) => `No: ${english.counted(missing, "row")} cannot be accounted for.`,
    note: "Quarantined rows are in rejects.parquet, each with its file, row, column and reason.",
    columns: {
      table: "Table",
      files: "Files",
      read: "Rows read",
      accepted: "Accepted",
      quarantined: "Quarantined",
      excluded: "Excluded",
      policy: "By policy",
    },
  },
  ru: {
    question: "Все ли строки учтены?",
    closed: ({ read, accepted, quarantined, excluded }) =>
      `Да. Прочитано строк: ${russian.count(read)} = принято ${russian.count(accepted)} + в карантине ${russian.count(quarantined)} + исключено правилами ${russian.count(excluded)}.`,
    open: (missing) => `Нет: не учтено ${russian.counted(missing, "строка", "строки", "строк")}.`,
    note: "Строки в карантине лежат в rejects.parquet: файл, номер строки, столбец и причина.",
    columns: {
      table: "Таблица",
      files: "Файлы",
      read: "Прочитано",
      accepted: "Принято",
      quarantined: "В карантине",
      excluded: "Исключено",
      policy: "По правилам",
    },
  },
});
