import type { TransitionRow } from "../transitions/transition-table.ts";
import { type Card, type Cell, numberColumn, refusedCard, textColumn } from "./card.ts";
import { counted, countWords, decimalWords, noFigure, shareWords } from "./number-words.ts";
import type { ReportModel } from "./report-model.ts";
import { stateCell, stateMark, stateTitle } from "./segment-marks.ts";

/** Where customers move from one window to the next. */
export function transitionsCard(model: ReportModel): Card {
  const { transitions } = model;
  const question = "Where do customers move next?";
  if (transitions.status === "refused") return refusedCard("transitions", question, transitions.reason);

  const { rows, pairs } = transitions;
  const to = [...new Set(rows.map(({ to_segment }) => to_segment))];
  const from = [...new Set(rows.map(({ from_segment }) => from_segment))];
  return {
    id: "transitions",
    question,
    answer: answer(model, rows),
    note: `Chance in percent of moving from the row to the column over one window, with its 95% Wilson interval; ${counted(pairs, "pair")} of windows pooled.`,
    table: {
      columns: [
        textColumn("From"),
        numberColumn("Moves"),
        ...to.map((id) => numberColumn(stateMark(model, id), stateTitle(model, id))),
      ],
      rows: from.map((id) => {
        const row = rows.filter(({ from_segment }) => from_segment === id);
        return [
          stateCell(model, id),
          countWords(row.reduce((sum, { count }) => sum + count, 0)),
          ...row.map(cellWords),
        ];
      }),
    },
  };
}

function cellWords({ count, probability, lo, hi }: TransitionRow): Cell {
  if (probability === null || count === 0) return noFigure;
  return { text: percent(probability), detail: `${percent(lo)} to ${percent(hi)}`, tint: probability };
}

function percent(share: number): string {
  return decimalWords(share * 100, share < 0.095 ? 1 : 0);
}

/** The most frequent move between two different states. */
function answer(model: ReportModel, rows: readonly TransitionRow[]): string {
  const moves = rows.filter((row) => row.from_segment !== row.to_segment && model.states.includes(row.from_segment));
  const [first, ...others] = moves;
  if (first === undefined) return "There is only one state to be in.";
  const { from_segment, to_segment, count, probability, lo, hi } = others.reduce(
    (most, row) => (row.count > most.count ? row : most),
    first,
  );
  if (count === 0) return "Nobody was seen moving.";
  return `The most frequent move is from ${stateTitle(model, from_segment)} to ${stateTitle(model, to_segment)}: ${counted(count, "time")}, a chance of ${shareWords(probability)} per window, ${shareWords(lo)} to ${shareWords(hi)} with 95% confidence.`;
}
