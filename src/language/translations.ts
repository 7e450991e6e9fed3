import type { Language } from "./text.ts";

/** The same thing for every language. */
export type Translations<T> = Readonly<Record<Language, T>>;

/** Texts of one place in every language; a text that English has and another language lacks does not compile. */
export function translations<T>(all: { readonly en: T } & Translations<NoInfer<T>>): Translations<T> {
  return all;
}
