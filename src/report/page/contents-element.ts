import { element } from "./elements.ts";

/** Links to every card, by the question it answers. */
export function contentsElement(name: string, cards: HTMLElement): HTMLElement {
  const links = [...cards.querySelectorAll("h2")].map((question) =>
    element("li", {}, element("a", { href: `#${question.id}` }, question.textContent ?? "")),
  );
  return element(
    "nav",
    { class: "contents", "aria-label": name },
    element("details", {}, element("summary", {}, name), element("ul", {}, ...links)),
  );
}
