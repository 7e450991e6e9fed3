import type { Language, Text } from "../../language/text.ts";
import type { Card, Cell, Column, RichCell, Table } from "../card.ts";
import { element } from "./elements.ts";

/** A card whose figures are its table, or a figure with the table folded away below it. */
export function cardElement(
  card: Card,
  language: Language,
  options: { figure?: HTMLElement; wide?: boolean } = {},
): HTMLElement {
  const heading = `${card.id}-question`;
  const parts: HTMLElement[] = [
    element("h2", { id: heading }, card.question),
    element("p", { class: "answer" }, card.answer),
  ];
  if (options.figure) parts.push(options.figure);
  if (card.table) {
    const table = tableElement(card.table, card.question);
    parts.push(options.figure ? element("details", {}, element("summary", {}, theFigures[language]), table) : table);
  }
  if (card.code) parts.push(codeElement(card.code));
  if (card.note) parts.push(element("p", { class: "note" }, card.note));
  return element("section", { class: options.wide ? "card wide" : "card", "aria-labelledby": heading }, ...parts);
}

/** Code that is copied as it is; no language of people, so nothing of it is ever translated. */
function codeElement({ title, pieces }: NonNullable<Card["code"]>): HTMLElement {
  const lines = pieces.map(({ heading, text }) =>
    element("li", {}, heading, element("code", { translate: "no" }, text)),
  );
  return element("details", {}, element("summary", {}, title), element("ul", { class: "code" }, ...lines));
}

/** A table that scrolls inside the card, with its name for those who do not see the card. */
export function tableElement({ columns, rows }: Table, name: string): HTMLElement {
  const head = columns.map(headingElement);
  const body = rows.map((cells) =>
    element("tr", {}, ...cells.map((cell, index) => cellElement(cell, index === 0, columns[index].kind))),
  );
  return element(
    "div",
    { class: "table", role: "region", "aria-label": name, tabindex: "0" },
    element("table", {}, element("thead", {}, element("tr", {}, ...head)), element("tbody", {}, ...body)),
  );
}

function headingElement({ heading, kind, meaning, detail, swatch }: Column): HTMLElement {
  const node = element("th", { scope: "col", class: kind, ...(meaning ? { title: meaning } : {}) }, heading);
  if (detail !== undefined) node.append(element("small", {}, detail));
  if (swatch !== undefined) node.prepend(swatchElement(swatch));
  return node;
}

function cellElement(cell: Cell, isRowHeading: boolean, kind: string): HTMLElement {
  const { text, detail, tint, lean, uncertain, swatch }: RichCell = typeof cell === "string" ? { text: cell } : cell;
  const node = isRowHeading ? element("th", { scope: "row", class: kind }, text) : element("td", { class: kind }, text);
  if (detail !== undefined) node.append(element("small", {}, detail));
  if (tint !== undefined) {
    node.classList.add("tinted");
    node.style.setProperty("--tint", `${Math.round(Math.min(1, Math.max(0, tint)) * 55)}%`);
  }
  if (lean !== undefined) {
    node.classList.add(lean < 0 ? "below" : "above");
    node.style.setProperty("--tint", `${Math.round(15 + 55 * Math.abs(lean))}%`);
  }
  if (uncertain) node.classList.add("uncertain");
  if (swatch !== undefined) node.prepend(swatchElement(swatch));
  return node;
}

function swatchElement(colour: string): HTMLElement {
  const square = element("i", { class: "swatch", "aria-hidden": "true" });
  square.style.setProperty("background", colour);
  return square;
}

const theFigures: Text = { en: "The figures", ru: "Цифры" };
