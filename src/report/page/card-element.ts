import type { Language, Text } from "../../language/text.ts";
import type { Card, Cell, RichCell, Table } from "../card.ts";
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
  if (card.note) parts.push(element("p", { class: "note" }, card.note));
  return element("section", { class: options.wide ? "card wide" : "card", "aria-labelledby": heading }, ...parts);
}

function tableElement({ columns, rows }: Table, name: string): HTMLElement {
  const head = columns.map(({ heading, kind, meaning }) =>
    element("th", { scope: "col", class: kind, ...(meaning ? { title: meaning } : {}) }, heading),
  );
  const body = rows.map((cells) =>
    element("tr", {}, ...cells.map((cell, index) => cellElement(cell, index === 0, columns[index].kind))),
  );
  return element(
    "div",
    { class: "table", role: "region", "aria-label": name, tabindex: "0" },
    element("table", {}, element("thead", {}, element("tr", {}, ...head)), element("tbody", {}, ...body)),
  );
}

function cellElement(cell: Cell, isRowHeading: boolean, kind: string): HTMLElement {
  const { text, detail, tint, swatch }: RichCell = typeof cell === "string" ? { text: cell } : cell;
  const node = isRowHeading ? element("th", { scope: "row", class: kind }, text) : element("td", { class: kind }, text);
  if (detail !== undefined) node.append(element("small", {}, detail));
  if (tint !== undefined) {
    node.classList.add("tinted");
    node.style.setProperty("--tint", `${Math.round(Math.min(1, Math.max(0, tint)) * 55)}%`);
  }
  if (swatch !== undefined) {
    const square = element("i", { class: "swatch", "aria-hidden": "true" });
    square.style.setProperty("background", swatch);
    node.prepend(square);
  }
  return node;
}

const theFigures: Text = { en: "The figures", ru: "Цифры" };
