import type { Offer } from "./offer.ts";
import { noEvents } from "./refusals.ts";
import { firstThatHolds } from "./structure.ts";

/**
 * Potential (no order), inactive (neither an order nor an answer to a message, a visit or feedback within
 * `inactiveDays`), new (first order within `lifecycle.newDays`), regular. A high income is a flag of its own, see
 * highIncome, since somebody of each type may have one.
 */
export const clientType: Offer = ({ config, hasEvents, facts, until }) => {
  const { inactiveDays } = config.clientType;
  const { newDays } = config.lifecycle;
  const name = {
    id: "client_type",
    kind: "client_type",
    title: { en: "Type of client", ru: "Тип клиента" },
    definition: {
      en: `Potential: no order yet. Inactive: no order, answer to a message, visit or feedback for more than ${inactiveDays} days. New: first order in the last ${newDays} days. Regular: the others.`,
      ru: `Потенциальные: заказов ещё нет. Неактивные: ни заказа, ни отклика на сообщение, ни визита, ни отзыва больше ${inactiveDays} дн. Новые: первый заказ за последние ${newDays} дн. Постоянные: остальные.`,
    },
  } as const;
  if (!hasEvents) return { ...name, refused: noEvents };
  const seen = ["last_order", "last_answer", "last_visit", "last_feedback"].filter((fact) => facts.has(fact));
  const isSilent = seen.map((fact) => `(${fact} IS NULL OR ${until} - ${fact} > ${inactiveDays})`);
  return {
    ...name,
    ...firstThatHolds(
      [
        { key: "potential", title: { en: "potential", ru: "потенциальные" }, where: "orders = 0" },
        { key: "inactive", title: { en: "inactive", ru: "неактивные" }, where: isSilent.join(" AND ") },
        { key: "new", title: { en: "new", ru: "новые" }, where: `${until} - first_order <= ${newDays}` },
      ],
      { key: "regular", title: { en: "regular", ru: "постоянные" } },
    ),
  };
};
