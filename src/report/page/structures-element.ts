import type { Language } from "../../language/text.ts";
import type { StructureCard } from "../structure-card.ts";
import type { Crossing } from "../structure-crossing.ts";
import type { StructuresCard } from "../structures-card.ts";
import { cardElement, tableElement } from "./card-element.ts";
import { element } from "./elements.ts";

/** The card of all divisions: a line for each, which opens to its parts and their crossing with the segments. */
export function structuresElement(card: StructuresCard, language: Language): HTMLElement {
  const figure = element("div", { class: "structures" }, ...card.structures.map(structureElement));
  openWhilePrinting(figure);
  return cardElement(card, language, { figure, wide: true });
}

function structureElement({
  id,
  question,
  summary,
  agreement,
  answer,
  table,
  crossing,
}: StructureCard): HTMLDetailsElement {
  const v = element("span", { class: "agreement" }, agreement?.text ?? "–");
  if (agreement !== null) {
    v.style.setProperty("--tint", `${Math.round(agreement.tint * 55)}%`);
    v.append(" ", element("small", {}, `(${agreement.interval})`));
  }
  const line = element(
    "summary",
    {},
    element("h3", {}, question),
    " ",
    element("span", { class: "parts" }, summary),
    " ",
    v,
  );
  const inside: HTMLElement[] = [element("p", { class: "answer" }, answer)];
  if (table !== undefined) inside.push(tableElement(table, question));
  if (crossing !== null) {
    inside.push(
      element("h4", {}, crossing.heading),
      element("p", { class: "answer" }, crossing.answer),
      crossingElement(crossing, question),
      element("p", { class: "note" }, crossing.note),
    );
  }
  return element("details", { id, class: "structure" }, line, ...inside);
}

/** The crossing as a table whose columns are equally wide, so that its colours read as a map. */
function crossingElement({ heading, table }: Crossing, question: string): HTMLElement {
  const place = tableElement(table, `${question}. ${heading}`);
  place.classList.add("crossing");
  place.style.setProperty("--states", String(table.columns.length - 2));
  return place;
}

/** A reader of paper cannot open a line. */
function openWhilePrinting(place: HTMLElement): void {
  const opened: HTMLDetailsElement[] = [];
  addEventListener("beforeprint", () => {
    for (const line of place.querySelectorAll<HTMLDetailsElement>("details:not([open])")) {
      line.open = true;
      opened.push(line);
    }
  });
  addEventListener("afterprint", () => {
    for (const line of opened.splice(0)) line.open = false;
  });
}
