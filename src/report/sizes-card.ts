import { translations } from "../language/translations.ts";
import { writers } from "../language/writers.ts";
import { type Card, numberColumn, textColumn } from "./card.ts";
import type { ReportModel } from "./report-model.ts";
import { segmentTitle, stateMark } from "./segment-marks.ts";

/** Which segments grow or shrink from window to window. */
export function sizesCard(model: ReportModel): Card {
  const { question, note, windowUntil } = texts[model.language];
  const { count, date } = writers[model.language];
  const anyShort = model.windows.some(({ short }) => short);
  return {
    id: "sizes",
    question,
    answer: answer(model),
    note: anyShort ? note : undefined,
    table: {
      columns: [
        textColumn(windowUntil),
        ...model.states.map((id, index) => numberColumn(stateMark(model, id), model.segments[index]?.name)),
      ],
      rows: model.windows.map(({ until, short, sizes }) => [`${date(until)}${short ? " *" : ""}`, ...sizes.map(count)]),
    },
  };
}

function answer(model: ReportModel): string {
  const { oneWindow, beforeIsShort, since, unchanged } = texts[model.language];
  const { change: changeWords, date } = writers[model.language];
  const [before, now] = model.windows.slice(-2);
  if (now === undefined) return oneWindow;
  if (before.short) return beforeIsShort;
  const changes = model.segments
    .map((_, index) => ({ index, change: now.sizes[index] / before.sizes[index] - 1 }))
    .filter(({ change }) => Number.isFinite(change))
    .sort((a, b) => b.change - a.change || a.index - b.index);
  const moved = changes.filter(
    ({ change }, place) => change !== 0 && (place === 0 || place === changes.length - 1), // the most up, the most down
  );
  if (moved.length === 0) return `${since(date(before.until))} ${unchanged}.`;
  const words = moved.map(({ index, change }) => `${segmentTitle(model, index)} ${changeWords(change)}`);
  return `${since(date(before.until))}: ${words.join(", ")}.`;
}

const texts = translations({
  en: {
    question: "Which segments grow or shrink?",
    note: "* and hollow dots: the history is shorter than the look-back, so these sizes are not comparable.",
    windowUntil: "Window until",
    oneWindow: "One window only: there is nothing to compare it with.",
    beforeIsShort: "The window before has less history than the look-back, so the sizes cannot be compared yet.",
    since: (date: string) => `Since ${date}`,
    unchanged: "no segment changed its size",
  },
  ru: {
    question: "Какие сегменты растут, а какие сокращаются?",
    note: "* и пустые точки: история короче глубины окна, эти размеры несопоставимы.",
    windowUntil: "Окно до",
    oneWindow: "Окно одно, сравнивать не с чем.",
    beforeIsShort: "У предыдущего окна история короче глубины окна, поэтому размеры пока нельзя сравнить.",
    since: (date) => `С ${date}`,
    unchanged: "размер сегментов не изменился",
  },
});
