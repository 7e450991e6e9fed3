import { english } from "./english.ts";
import type { NumberWords } from "./number-words.ts";
import { russian } from "./russian.ts";
import type { Translations } from "./translations.ts";

/** Who writes figures and dates in which language. */
export const writers: Translations<NumberWords> = { en: english, ru: russian };
