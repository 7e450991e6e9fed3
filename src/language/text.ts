import * as z from "zod";

/** What names, verdicts and the report can be written in. */
export const language = z.enum(["en", "ru"]);
export type Language = z.output<typeof language>;

/** Something said to people, in every language: whoever shows it chooses one, and the log takes `en`. */
export const text = z.strictObject({ en: z.string(), ru: z.string() });
export type Text = z.output<typeof text>;

/** A text made of other texts: `write` is called for each language. */
export function inEachLanguage(write: (language: Language) => string): Text {
  return { en: write("en"), ru: write("ru") };
}
