import type { Text } from "../language/text.ts";

/** What a business can do; metrics name those that move them. */
export const levers = {
  loyaltyProgramme: { en: "loyalty programme", ru: "программа лояльности" },
  personalisation: { en: "personal offers", ru: "персональные предложения" },
  reactivation: { en: "win-back campaigns", ru: "кампании по возврату клиентов" },
  service: { en: "service and feedback", ru: "качество сервиса и работа с обратной связью" },
  reminders: { en: "reminders to buy again", ru: "напоминания о повторной покупке" },
  welcome: { en: "a welcome series after the first order", ru: "приветственная цепочка после первого заказа" },
  crossSell: { en: "cross-selling", ru: "кросс-продажи" },
  upsell: { en: "upselling", ru: "допродажи" },
  threshold: { en: "free delivery above a sum", ru: "бесплатная доставка от определённой суммы" },
  sets: { en: "sets and bundles", ru: "наборы и комплекты" },
  channels: { en: "shifting the budget to cheaper channels", ru: "перенос бюджета в более дешёвые каналы" },
  referral: { en: "referral programme", ru: "реферальная программа" },
  landing: { en: "better landing pages", ru: "улучшение посадочных страниц" },
  targeting: { en: "narrower targeting", ru: "более точный выбор аудитории" },
  contactPolicy: { en: "fewer messages to those who do not react", ru: "реже писать тем, кто не реагирует" },
  content: { en: "better subject lines and content", ru: "темы и содержание писем" },
  descriptions: { en: "exact product descriptions and sizes", ru: "точные описания и размеры товаров" },
  quality: { en: "product quality", ru: "качество товаров" },
  fewerDiscounts: { en: "fewer blanket discounts", ru: "меньше скидок для всех" },
  assortment: { en: "an assortment that earns more", ru: "более маржинальный ассортимент" },
  prices: { en: "prices reviewed against competitors", ru: "пересмотр цен с оглядкой на конкурентов" },
  purchasing: { en: "better purchase prices", ru: "лучшие закупочные цены" },
} as const satisfies Record<string, Text>;
