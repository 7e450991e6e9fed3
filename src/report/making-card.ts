import { type Card, numberColumn, textColumn } from "./card.ts";
import { counted, countWords, noFigure } from "./number-words.ts";
import type { ReportModel } from "./report-model.ts";

/** How the run was made: its stages, and what one needs to make it again. */
export function makingCard({ run, stages }: ReportModel): Card {
  const refused = stages.filter(({ status }) => status === "refused");
  const warnings = stages.reduce((total, stage) => total + stage.warnings.length, 0);
  return {
    id: "making",
    question: "How was this made?",
    answer: [
      `${counted(stages.length, "stage")}, ${warnings === 0 ? "no warnings" : counted(warnings, "warning")}.`,
      ...(refused.length === 0 ? [] : [`Refused: ${refused.map(({ name }) => name).join(", ")}.`]),
      "The same inputs, configuration and version give the same run.",
    ].join(" "),
    note: `run ${run.runId} · model ${run.model} · tessera ${run.version} · seed ${run.seed} · backend ${run.backend} · configuration ${run.configSha256.slice(0, 12)} · ${run.timezone}`,
    table: {
      columns: [
        textColumn("Stage"),
        textColumn("Status"),
        numberColumn("Rows in"),
        numberColumn("Rows out"),
        textColumn("Remarks"),
      ],
      rows: stages.map(({ name, status, reason, rowsIn, rowsOut, warnings }) => [
        name,
        status,
        rowsIn === undefined ? noFigure : countWords(rowsIn),
        rowsOut === undefined ? noFigure : countWords(rowsOut),
        [...(reason === undefined ? [] : [reason]), ...warnings].join("; ") || noFigure,
      ]),
    },
  };
}
