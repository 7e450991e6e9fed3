import { english } from "../language/english.ts";
import { noFigure } from "../language/number-words.ts";
import { russian } from "../language/russian.ts";
import type { Language } from "../language/text.ts";
import { translations } from "../language/translations.ts";
import { writers } from "../language/writers.ts";
import type { TransitionRow } from "../transitions/transition-table.ts";
import { type Card, type Cell, numberColumn, refusedCard, textColumn } from "./card.ts";
import type { ReportModel } from "./report-model.ts";
import { stateCell, stateMark, stateTitle } from "./segment-marks.ts";

/** Where customers move from one window to the next. */
export function transitionsCard(model: ReportModel): Card {
  const { transitions, language } = model;
  const { question, note, columns } = texts[language];
  if (transitions.status === "refused") {
    return refusedCard("transitions", question, transitions.reason[language], language);
  }

  const { rows, pairs } = transitions;
  const to = [...new Set(rows.map(({ to_segment }) => to_segment))];
  const from = [...new Set(rows.map(({ from_segment }) => from_segment))];
  return {
    id: "transitions",
    question,
    answer: answer(model, rows),
    note: note(pairs),
    table: {
      columns: [
        textColumn(columns.from),
        numberColumn(columns.moves),
        ...to.map((id) => numberColumn(stateMark(model, id), stateTitle(model, id))),
      ],
      rows: from.map((id) => {
        const row = rows.filter(({ from_segment }) => from_segment === id);
        return [
          stateCell(model, id),
          writers[language].count(row.reduce((sum, { count }) => sum + count, 0)),
          ...row.map((cell) => chanceCell(cell, language)),
        ];
      }),
    },
  };
}

function chanceCell({ count, probability, lo, hi }: TransitionRow, language: Language): Cell {
  if (probability === null || count === 0) return noFigure;
  const { decimal, range } = writers[language];
  const percent = (share: number) => decimal(share * 100, share < 0.095 ? 1 : 0);
  return { text: percent(probability), detail: range(percent(lo), percent(hi)), tint: probability };
}

/** The most frequent move between two different states. */
function answer(model: ReportModel, rows: readonly TransitionRow[]): string {
  const { oneState, nobody, mostFrequent } = texts[model.language];
  const { range, share } = writers[model.language];
  const moves = rows.filter((row) => row.from_segment !== row.to_segment && model.states.includes(row.from_segment));
  const [first, ...others] = moves;
  if (first === undefined) return oneState;
  const { from_segment, to_segment, count, probability, lo, hi } = others.reduce(
    (most, row) => (row.count > most.count ? row : most),
    first,
  );
  if (count === 0) return nobody;
  return mostFrequent({
    from: stateTitle(model, from_segment),
    to: stateTitle(model, to_segment),
    count,
    chance: share(probability),
    interval: range(share(lo), share(hi)),
  });
}

interface MoveWords {
  readonly from: string;
  readonly to: string;
  readonly count: number;
  readonly chance: string;
  readonly interval: string;
}

const texts = translations({
  en: {
    question: "Where do customers move next?",
    note: (pairs: number) =>
      `Chance in percent of moving from the row to the column over one window, with its 95% Wilson interval; ${english.counted(pairs, "pair")} of windows pooled.`,
    columns: { from: "From", moves: "Moves" },
    oneState: "There is only one state to be in.",
    nobody: "Nobody was seen moving.",
    mostFrequent: ({ from, to, count, chance, interval }: MoveWords) =>
      `The most frequent move is from ${from} to ${to}: ${english.counted(count, "time")}, a chance of ${chance} per window, ${interval} with 95% confidence.`,
  },
  ru: {
    question: "Куда клиенты переходят дальше?",
    note: (pairs) =>
      `Вероятность перехода из строки в столбец за одно окно, в процентах, с 95-процентным интервалом Уилсона; объединено ${russian.counted(pairs, "пара", "пары", "пар")} окон.`,
    columns: { from: "Откуда", moves: "Переходы" },
    oneState: "Состояние одно, переходить некуда.",
    nobody: "Переходов не было.",
    mostFrequent: ({ from, to, count, chance, interval }) =>
      `Самый частый переход: ${from} → ${to} — ${russian.counted(count, "раз", "раза", "раз")}; вероятность за окно ${chance}, с доверием 95\u00a0% — ${interval}.`,
  },
});
