import type { Text } from "../language/text.ts";

/** What the reserved states are called where segments have their names. */
export const neverBought: Text = { en: "Never bought", ru: "Ещё не покупали" };
export const dormant: Text = { en: "Dormant", ru: "Спящие" };
