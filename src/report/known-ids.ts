import { tableWords } from "../language/table-words.ts";
import type { Language, Text } from "../language/text.ts";
import { dormant, neverBought } from "../segments/state-names.ts";

/** What people call the names that the engine gives to tables, policies, stages, units and states. */
const known = {
  tables: tableWords,
  policies: {
    after_as_of: { en: "on or after the as-of date", ru: "на дату расчёта и позже" },
    duplicate: { en: "duplicates", ru: "дубликаты" },
    adjustment: { en: "adjustments", ru: "корректировки" },
    fee: { en: "fees", ru: "сборы" },
    guest: { en: "guests", ru: "гости" },
    status: { en: "excluded statuses", ru: "исключённые статусы" },
    other_version: { en: "other versions", ru: "другие версии" },
    received_after_as_of: { en: "received on or after the as-of date", ru: "получены на дату расчёта и позже" },
    anonymous: { en: "anonymous", ru: "анонимные" },
    unchanged: { en: "nothing changed", ru: "без изменений" },
  },
  stages: {
    inputs: { en: "inputs", ru: "входные данные" },
    features: { en: "features", ru: "признаки" },
    segments: { en: "segments", ru: "сегменты" },
    windows: { en: "windows", ru: "окна" },
    structures: { en: "structures", ru: "деления базы" },
    stability: { en: "stability", ru: "устойчивость" },
    transitions: { en: "transitions", ru: "переходы" },
    activity: { en: "activity", ru: "активность" },
    movers: { en: "movers", ru: "прогноз переходов" },
    "lifetime value": { en: "lifetime value", ru: "LTV" },
    figures: { en: "figures", ru: "показатели" },
    publication: { en: "publication", ru: "публикация" },
  },
  units: {
    days: { en: "days", ru: "дни" },
    years: { en: "years", ru: "годы" },
    orders: { en: "orders", ru: "заказы" },
    messages: { en: "messages", ru: "сообщения" },
    visits: { en: "visits", ru: "визиты" },
    events: { en: "events", ru: "события" },
    conversions: { en: "conversions", ru: "конверсии" },
    channels: { en: "channels", ru: "каналы" },
    interests: { en: "interests", ru: "интересы" },
    values: { en: "values", ru: "ценности" },
    polls: { en: "polls", ru: "опросы" },
    reviews: { en: "reviews", ru: "отзывы" },
    minutes: { en: "minutes", ru: "минуты" },
    index: { en: "index", ru: "индекс" },
    "a year": { en: "a year", ru: "в год" },
    sessions: { en: "sessions", ru: "сеансы" },
    carts: { en: "carts", ru: "корзины" },
    complaints: { en: "complaints", ru: "жалобы" },
    answers: { en: "answers", ru: "ответы" },
    brands: { en: "brands", ru: "бренды" },
    children: { en: "children", ru: "дети" },
    people: { en: "people", ru: "люди" },
    seconds: { en: "seconds", ru: "секунды" },
    categories: { en: "categories", ru: "категории" },
    number: { en: "number", ru: "число" },
    "0 or 1": { en: "0 or 1", ru: "0 или 1" },
    share: { en: "share", ru: "доля" },
    ratio: { en: "ratio", ru: "отношение" },
  },
  states: {
    none: neverBought,
    dormant,
    "(entered)": { en: "Entered", ru: "Новые в базе" },
  },
} satisfies Readonly<Record<string, Readonly<Record<string, Text>>>>;

/** The words for an id; the id itself where there are none, as for currencies. */
export function wordsForId(kind: keyof typeof known, id: string, language: Language): string {
  const words: Readonly<Record<string, Text>> = known[kind];
  return words[id]?.[language] ?? id;
}
