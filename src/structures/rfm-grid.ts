import type { Offer } from "./offer.ts";
import { noEvents } from "./refusals.ts";
import { firstThatHolds, type Part } from "./structure.ts";

/** Recency and frequency scores, each from one to another, of the usual names of the cells. */
const cells: readonly (Part & { readonly recency: readonly number[]; readonly frequency: readonly number[] })[] = [
  cell("champions", "champions", "лучшие", [5], [4, 5]),
  cell("loyal", "loyal customers", "лояльные", [3, 4], [4, 5]),
  cell("potential_loyalists", "potential loyalists", "кандидаты в лояльные", [4, 5], [2, 3]),
  cell("new_customers", "new customers", "новички", [5], [1]),
  cell("promising", "promising", "перспективные", [4], [1]),
  cell("need_attention", "need attention", "требуют внимания", [3], [3]),
  cell("about_to_sleep", "about to sleep", "засыпающие", [3], [1, 2]),
  cell("at_risk", "at risk", "под угрозой ухода", [1, 2], [3, 4]),
  cell("cannot_lose", "cannot lose them", "нельзя потерять", [1, 2], [5]),
  cell("hibernating", "hibernating", "спящие", [1, 2], [1, 2]),
];

/**
 * The cells of the grid of recency and frequency quintiles under their well-known names, over the whole past. The two
 * scores cover the grid: each of its 25 places has one name.
 *
 * Scores are those of rfmScores among customers with an order: the more recent and the more orders, the higher.
 */
export const rfmGrid: Offer = ({ hasEvents }) => {
  const name = {
    id: "behavioural_rfm",
    kind: "behavioural",
    title: { en: "RFM cells", ru: "Ячейки RFM" },
    definition: {
      en: "Quintiles of recency and frequency among customers with an order, 5 being the latest and the most; equal values have equal scores, the lowest of theirs. The cells have their usual names.",
      ru: "Квинтили давности и частоты среди клиентов с заказом, 5 — самые недавние и частые; у равных значений равный балл, наименьший из возможных. Названия ячеек общепринятые.",
    },
  } as const;
  if (!hasEvents) return { ...name, refused: noEvents };
  const isOneOf = (fact: string, scores: readonly number[]) => `${fact} IN (${scores.join(", ")})`;
  return {
    ...name,
    ...firstThatHolds(
      cells.map(({ key, title, recency, frequency }) => ({
        key,
        title,
        where: `${isOneOf("recency_score", recency)} AND ${isOneOf("frequency_score", frequency)}`,
      })),
      { key: "no_orders", title: { en: "no orders", ru: "без заказов" } },
    ),
  };
};

function cell(key: string, en: string, ru: string, recency: readonly number[], frequency: readonly number[]) {
  return { key, title: { en, ru }, recency, frequency };
}
