import type { Offer } from "./offer.ts";
import { noEvents } from "./refusals.ts";
import { firstThatHolds } from "./structure.ts";
import type { StructuresConfig } from "./structures-config.ts";

/**
 * Where a customer is on the way from a contact to a lost customer, as of a day, by their orders alone:
 *
 * 1. potential: known, no order yet
 * 2. lost, sleeping: no order for longer than `lostDays`, `sleepingDays`
 * 3. reactivated: ordered within `reactivatedDays` after a pause longer than `sleepingDays`
 * 4. new: the first order lies within `newDays`
 * 5. regular: `regularOrders` orders or more
 * 6. active: everybody else
 *
 * An order of yesterday is one day ago.
 */
export const lifecycle: Offer = ({ config, hasEvents, until }) => {
  const name = {
    id: "lifecycle",
    kind: "lifecycle",
    title: { en: "Life cycle", ru: "Жизненный цикл" },
    definition: definition(config.lifecycle),
  } as const;
  if (!hasEvents) return { ...name, refused: noEvents };
  const { newDays, regularOrders, sleepingDays, lostDays, reactivatedDays } = config.lifecycle;
  const since = (column: string) => `(${until} - ${column})`;
  return {
    ...name,
    ...firstThatHolds(
      [
        { key: "potential", title: { en: "potential", ru: "потенциальные" }, where: "orders = 0" },
        { key: "lost", title: { en: "lost", ru: "потерянные" }, where: `${since("last_order")} > ${lostDays}` },
        { key: "sleeping", title: { en: "sleeping", ru: "спящие" }, where: `${since("last_order")} > ${sleepingDays}` },
        {
          key: "reactivated",
          title: { en: "reactivated", ru: "вернувшиеся" },
          where: `${since("woken_on")} <= ${reactivatedDays}`,
        },
        { key: "new", title: { en: "new", ru: "новые" }, where: `${since("first_order")} <= ${newDays}` },
        { key: "regular", title: { en: "regular", ru: "постоянные" }, where: `orders >= ${regularOrders}` },
      ],
      { key: "active", title: { en: "active", ru: "активные" } },
    ),
  };
};

function definition({
  newDays,
  regularOrders,
  sleepingDays,
  lostDays,
  reactivatedDays,
}: StructuresConfig["lifecycle"]) {
  return {
    en: `Potential: no order yet. Lost: none for more than ${lostDays} days; sleeping: for more than ${sleepingDays}. Reactivated: ordered in the last ${reactivatedDays} days after such a pause. New: first order in the last ${newDays} days. Regular: ${regularOrders} orders or more. Active: the others.`,
    ru: `Потенциальные: заказов ещё нет. Потерянные: без заказов больше ${lostDays} дн.; спящие: больше ${sleepingDays} дн. Вернувшиеся: заказ за последние ${reactivatedDays} дн. после такой паузы. Новые: первый заказ за последние ${newDays} дн. Постоянные: заказов не меньше ${regularOrders}. Активные: остальные.`,
  };
}
