import { english } from "../language/english.ts";
import { noFigure } from "../language/number-words.ts";
import { russian } from "../language/russian.ts";
import { translations } from "../language/translations.ts";
import { writers } from "../language/writers.ts";
import { type Card, numberColumn, textColumn } from "./card.ts";
import { wordsForId } from "./known-ids.ts";
import type { ReportModel } from "./report-model.ts";

type StageStatus = ReportModel["stages"][number]["status"];

/** How the run was made: its stages, and what one needs to make it again. */
export function makingCard({ run, stages, language }: ReportModel): Card {
  const { question, counts, refusedStages, repeatable, note, columns, statuses } = texts[language];
  const rowsOf = (rows: number | undefined) => (rows === undefined ? noFigure : writers[language].count(rows));
  const nameOf = (stage: string) => wordsForId("stages", stage, language);
  const refused = stages.filter(({ status }) => status === "refused").map(({ name }) => nameOf(name));
  const warnings = stages.reduce((total, stage) => total + stage.warnings.length, 0);
  return {
    id: "making",
    question,
    answer: [
      counts(stages.length, warnings),
      ...(refused.length === 0 ? [] : [refusedStages(refused.join(", "))]),
      repeatable,
    ].join(" "),
    note: note(run),
    table: {
      columns: [
        textColumn(columns.stage),
        textColumn(columns.status),
        numberColumn(columns.rowsIn),
        numberColumn(columns.rowsOut),
        textColumn(columns.remarks),
      ],
      rows: stages.map(({ name, status, reason, rowsIn, rowsOut, warnings }) => [
        nameOf(name),
        statuses[status],
        rowsOf(rowsIn),
        rowsOf(rowsOut),
        [...(reason === undefined ? [] : [reason]), ...warnings].join("; ") || noFigure,
      ]),
    },
  };
}

const texts = translations({
  en: {
    question: "How was this made?",
    counts: (stages: number, warnings: number) =>
      `${english.counted(stages, "stage")}, ${warnings === 0 ? "no warnings" : english.counted(warnings, "warning")}.`,
    refusedStages: (names: string) => `Refused: ${names}.`,
    repeatable: "The same inputs, configuration and version give the same run.",
    note: (run: ReportModel["run"]) =>
      `run ${run.runId} · model ${run.model} · tessera ${run.version} · seed ${run.seed} · backend ${run.backend} · configuration ${run.configSha256.slice(0, 12)} · ${run.timezone}`,
    columns: { stage: "Stage", status: "Status", rowsIn: "Rows in", rowsOut: "Rows out", remarks: "Remarks" },
    statuses: { done: "done", refused: "refused", failed: "failed", skipped: "skipped" } satisfies Record<
      StageStatus,
      string
    >,
  },
  ru: {
    question: "Как это получено?",
    counts: (stages, warnings) =>
      `${russian.counted(stages, "этап", "этапа", "этапов")}, ${warnings === 0 ? "предупреждений нет" : russian.counted(warnings, "предупреждение", "предупреждения", "предупреждений")}.`,
    refusedStages: (names) => `Не рассчитано: ${names}.`,
    repeatable: "Те же данные, настройки и версия дают тот же результат.",
    note: (run) =>
      `запуск ${run.runId} · модель ${run.model} · tessera ${run.version} · начальное число ${run.seed} · вычисления ${run.backend} · настройки ${run.configSha256.slice(0, 12)} · ${run.timezone}`,
    columns: {
      stage: "Этап",
      status: "Состояние",
      rowsIn: "Строк на входе",
      rowsOut: "Строк на выходе",
      remarks: "Замечания",
    },
    statuses: { done: "готово", refused: "не рассчитано", failed: "ошибка", skipped: "пропущено" },
  },
});
