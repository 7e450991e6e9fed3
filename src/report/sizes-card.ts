import { type Card, numberColumn, textColumn } from "./card.ts";
import { changeWords, countWords, dateWords } from "./number-words.ts";
import type { ReportModel } from "./report-model.ts";
import { segmentTitle, stateMark } from "./segment-marks.ts";

/** Which segments grow or shrink from window to window. */
export function sizesCard(model: ReportModel): Card {
  const anyShort = model.windows.some(({ short }) => short);
  return {
    id: "sizes",
    question: "Which segments grow or shrink?",
    answer: answer(model),
    note: anyShort
      ? "* and hollow dots: the history is shorter than the look-back, so these sizes are not comparable."
      : undefined,
    table: {
      columns: [
        textColumn("Window until"),
        ...model.states.map((id, index) => numberColumn(stateMark(model, id), model.segments[index]?.name)),
      ],
      rows: model.windows.map(({ until, short, sizes }) => [
        `${dateWords(until)}${short ? " *" : ""}`,
        ...sizes.map(countWords),
      ]),
    },
  };
}

function answer(model: ReportModel): string {
  const [before, now] = model.windows.slice(-2);
  if (now === undefined) return "One window only: there is nothing to compare it with.";
  if (before.short)
    return "The window before has less history than the look-back, so the sizes cannot be compared yet.";
  const changes = model.segments
    .map((_, index) => ({ index, change: now.sizes[index] / before.sizes[index] - 1 }))
    .filter(({ change }) => Number.isFinite(change))
    .sort((a, b) => b.change - a.change || a.index - b.index);
  const moved = [changes.at(0), changes.at(-1)].filter((entry) => entry !== undefined && entry.change !== 0);
  const since = `Since ${dateWords(before.until)}`;
  if (moved.length === 0) return `${since} no segment changed its size.`;
  const words = [...new Set(moved)].map(
    (entry) => `${segmentTitle(model, entry?.index ?? 0)} ${changeWords(entry?.change ?? 0)}`,
  );
  return `${since}: ${words.join(", ")}.`;
}
