import { element } from "./elements.ts";

/**
 * A place for a figure that is drawn again whenever its width changes.
 *
 * @param label what the figure shows, for those who do not see it
 * @param draw makes the figure for a width in pixels
 */
export function figureElement(label: string, draw: (width: number) => Element): HTMLElement {
  const place = element("div", { class: "figure", role: "img", "aria-label": label });
  let drawn = 0;
  new ResizeObserver(([entry]) => {
    const width = Math.floor(entry.contentRect.width);
    if (width === 0 || width === drawn) return;
    drawn = width;
    place.replaceChildren(withoutInlineStyle(draw(width)));
  }).observe(place);
  return place;
}

/**
 * Plot puts a style element into each figure, which the content security policy of the page forbids; `page.css` has the
 * same rules. Its labels on groups are dropped as well, since only the whole figure has a role that may carry one.
 */
function withoutInlineStyle(figure: Element): Element {
  for (const style of figure.querySelectorAll("style")) style.remove();
  for (const group of figure.querySelectorAll("[aria-label]")) group.removeAttribute("aria-label");
  return figure;
}
