import type { Cell } from "./card.ts";
import { wordsForId } from "./known-ids.ts";
import type { ReportModel } from "./report-model.ts";

/** Hues that stay apart for colour-blind readers; further segments share a grey and are told apart by their mark. */
const hues = 7;

/** The number a segment carries in every table and figure, so that colour is never its only identity. */
export function segmentMark(index: number): string {
  return String(index + 1);
}

/** CSS colour of a segment in the current theme. */
export function segmentColour(index: number): string {
  return index < hues ? `var(--segment-${index + 1})` : "var(--segment-other)";
}

/** `3 · Frequent big spenders`. */
export function segmentTitle(model: ReportModel, index: number): string {
  return `${segmentMark(index)} · ${model.segments[index].name}`;
}

/** Title of a segment beside its colour. */
export function segmentCell(model: ReportModel, index: number): Cell {
  return { text: segmentTitle(model, index), swatch: segmentColour(index) };
}

/** Title of a segment; the words of a reserved state and of those who entered. */
export function stateTitle(model: ReportModel, id: string): string {
  const index = model.segments.findIndex((segment) => segment.id === id);
  return index < 0 ? wordsForId("states", id, model.language) : segmentTitle(model, index);
}

/** Mark of a segment; the words of a reserved state and of those who entered. */
export function stateMark(model: ReportModel, id: string): string {
  const index = model.segments.findIndex((segment) => segment.id === id);
  return index < 0 ? wordsForId("states", id, model.language) : segmentMark(index);
}

/** Title of a segment beside its colour; the words of a reserved state and of those who entered. */
export function stateCell(model: ReportModel, id: string): Cell {
  const index = model.segments.findIndex((segment) => segment.id === id);
  return index < 0 ? wordsForId("states", id, model.language) : segmentCell(model, index);
}
