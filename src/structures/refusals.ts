import type { Text } from "../language/text.ts";

/** Why a structure is not told. */
export const noEvents: Text = { en: "there are no dated orders", ru: "нет заказов с датами" };

export function noAttribute(en: string, ru: string): Text {
  return { en: `the customers' table has no ${en}`, ru: `в таблице клиентов нет признака «${ru}»` };
}
