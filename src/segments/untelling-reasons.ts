import type { Text } from "../language/text.ts";

/** Why a feature tells customers apart in nothing. */
export const unknownForAll: Text = { en: "unknown for every customer", ru: "неизвестен ни для одного клиента" };
export const sameForAll: Text = {
  en: "the same for every customer where it is known",
  ru: "одинаков у всех, у кого известен",
};
export const sameForNearlyAll: Text = {
  en: "the same for nearly every customer",
  ru: "одинаков почти у всех клиентов",
};
