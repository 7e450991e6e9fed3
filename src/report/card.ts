import { sentence } from "../language/sentence.ts";
import type { Language, Text } from "../language/text.ts";

/** One cell of a table with more than its text. */
export interface RichCell {
  readonly text: string;
  /** Small print below the text. */
  readonly detail?: string;
  /** How strongly the background is tinted, 0..1. */
  readonly tint?: number;
  /** How far above (to 1) or below (to −1) what it is compared with: two other tints. */
  readonly lean?: number;
  /** It rests on too few customers. */
  readonly uncertain?: boolean;
  /** CSS colour of a swatch before the text. */
  readonly swatch?: string;
}

export type Cell = string | RichCell;

export interface Column {
  readonly heading: string;
  /** Said when the pointer rests on the heading. */
  readonly meaning?: string;
  /** Small print below the heading. */
  readonly detail?: string;
  /** CSS colour of a swatch before the heading. */
  readonly swatch?: string;
  readonly kind: "text" | "number";
}

export interface Table {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
}

/** A part of the report: a question, the answer in words, and the figures behind it. */
export interface Card {
  readonly id: string;
  readonly question: string;
  readonly answer: string;
  readonly table?: Table;
  /** Pieces of code to be copied, folded away below a title. */
  readonly code?: { readonly title: string; readonly pieces: readonly { heading: string; text: string }[] };
  /** What a reader must know to read the figures. */
  readonly note?: string;
}

export function textColumn(heading: string, meaning?: string): Column {
  return { heading, kind: "text", meaning };
}

export function numberColumn(heading: string, meaning?: string): Column {
  return { heading, kind: "number", meaning };
}

/** A part that says nothing, with the reason. */
export function refusedCard(id: string, question: string, reason: string, language: Language): Card {
  return { id, question, answer: sentence(`${refused[language]}: ${reason}`) };
}

const refused: Text = { en: "refused", ru: "не рассчитано" };
