import type { Text } from "./text.ts";

/** What people call the tables of the data contract. */
export const tableWords = {
  customers: { en: "customers", ru: "клиенты" },
  transactions: { en: "transactions", ru: "транзакции" },
  contacts: { en: "contacts", ru: "контакты" },
  visits: { en: "visits", ru: "визиты" },
  costs: { en: "costs", ru: "затраты" },
  feedback: { en: "feedback", ru: "обратная связь" },
  profiles: { en: "profiles", ru: "профили" },
  products: { en: "products", ru: "товары" },
  market: { en: "market", ru: "рынок" },
  rates: { en: "rates", ru: "курсы валют" },
} satisfies Readonly<Record<string, Text>>;
