import type { Offer } from "./offer.ts";
import { noEvents } from "./refusals.ts";
import { firstThatHolds } from "./structure.ts";

/** Potential (no order), long absent, new (first order within `lifecycle.newDays`, or no second one yet), regular. */
export const loyalty: Offer = ({ config, hasEvents, until }) => {
  const { longAbsentDays } = config.loyalty;
  const { newDays } = config.lifecycle;
  const name = {
    id: "loyalty",
    kind: "loyalty",
    title: { en: "Loyalty", ru: "Лояльность" },
    definition: {
      en: `Potential: no order yet. Long absent: none for more than ${longAbsentDays} days. New: first order in the last ${newDays} days, or no second one yet. Regular: the others.`,
      ru: `Потенциальные: заказов ещё нет. Давно не были: без заказов больше ${longAbsentDays} дн. Новые: первый заказ за последние ${newDays} дн. или второго ещё не было. Постоянные: остальные.`,
    },
  } as const;
  if (!hasEvents) return { ...name, refused: noEvents };
  return {
    ...name,
    ...firstThatHolds(
      [
        { key: "potential", title: { en: "potential", ru: "потенциальные" }, where: "orders = 0" },
        {
          key: "long_absent",
          title: { en: "long absent", ru: "давно не были" },
          where: `${until} - last_order > ${longAbsentDays}`,
        },
        {
          key: "new",
          title: { en: "new", ru: "новые" },
          where: `orders = 1 OR ${until} - first_order <= ${newDays}`,
        },
      ],
      { key: "regular", title: { en: "regular", ru: "постоянные" } },
    ),
  };
};
