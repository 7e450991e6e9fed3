import type { Assortment } from "./assortment.ts";
import type { Demography } from "./demography.ts";
import { everyday } from "./everyday.ts";
import { outspokenHabits, webHabits } from "./habits.ts";
import type { Society } from "./society.ts";
import type { World } from "./world.ts";

const demography: Demography = {
  age: { mean: 39, sd: 13, range: [18, 85] },
  sexes: [
    { sex: "female", share: 0.58 },
    { sex: "male", share: 0.42 },
  ],
  places: [
    { country: "RU", region: "Москва", city: "Москва", weight: 24, climate: "умеренно континентальный", urban: 0.85 },
    {
      country: "RU",
      region: "Санкт-Петербург",
      city: "Санкт-Петербург",
      weight: 12,
      climate: "умеренный",
      urban: 0.85,
    },
    {
      country: "RU",
      region: "Новосибирская область",
      city: "Новосибирск",
      weight: 6,
      climate: "резко континентальный",
      urban: 0.7,
    },
    {
      country: "RU",
      region: "Свердловская область",
      city: "Екатеринбург",
      weight: 6,
      climate: "континентальный",
      urban: 0.7,
    },
    {
      country: "RU",
      region: "Республика Татарстан",
      city: "Казань",
      weight: 5,
      climate: "умеренно континентальный",
      urban: 0.65,
    },
    {
      country: "RU",
      region: "Нижегородская область",
      city: "Нижний Новгород",
      weight: 5,
      climate: "умеренно континентальный",
      urban: 0.6,
    },
    {
      country: "RU",
      region: "Челябинская область",
      city: "Челябинск",
      weight: 4,
      climate: "континентальный",
      urban: 0.65,
    },
    { country: "RU", region: "Самарская область", city: "Самара", weight: 4, climate: "континентальный", urban: 0.6 },
    { country: "RU", region: "Ростовская область", city: "Ростов-на-Дону", weight: 4, climate: "степной", urban: 0.55 },
    { country: "RU", region: "Краснодарский край", city: "Краснодар", weight: 5, climate: "степной", urban: 0.5 },
    { country: "RU", region: "Краснодарский край", city: "Сочи", weight: 2, climate: "субтропический", urban: 0.5 },
    { country: "RU", region: "Пермский край", city: "Пермь", weight: 3, climate: "континентальный", urban: 0.6 },
    {
      country: "RU",
      region: "Красноярский край",
      city: "Красноярск",
      weight: 3,
      climate: "резко континентальный",
      urban: 0.6,
    },
    { country: "RU", region: "Приморский край", city: "Владивосток", weight: 2, climate: "муссонный", urban: 0.6 },
    { country: "RU", region: "Мурманская область", city: "Мурманск", weight: 1, climate: "субарктический", urban: 0.7 },
    {
      country: "RU",
      region: "Орловская область",
      city: "Орёл",
      weight: 1,
      climate: "умеренно континентальный",
      urban: 0.5,
    },
    { country: "KZ", region: "Алматы", city: "Алматы", weight: 5, climate: "континентальный", urban: 0.7 },
    { country: "KZ", region: "Астана", city: "Астана", weight: 2, climate: "резко континентальный", urban: 0.7 },
    { country: "BY", region: "Минск", city: "Минск", weight: 6, climate: "умеренно континентальный", urban: 0.75 },
  ],
  unknown: { birthDate: 0.12, sex: 0.06, city: 0.05 },
};

const society: Society = {
  educations: [
    { name: "среднее", share: 0.24, earns: 0.8 },
    { name: "среднее специальное", share: 0.4, earns: 0.93 },
    { name: "неоконченное высшее", share: 0.05, earns: 0.95 },
    { name: "высшее", share: 0.3, earns: 1.22 },
    { name: "учёная степень", share: 0.01, earns: 1.5 },
  ],
  professions: [
    { name: "студент", share: 0.6, ages: [18, 25], income: 240_000 },
    { name: "продавец", share: 0.14, ages: [18, 65], income: 520_000 },
    { name: "водитель", share: 0.1, ages: [21, 65], income: 760_000 },
    { name: "инженер", share: 0.11, ages: [23, 65], income: 980_000 },
    { name: "учитель", share: 0.08, ages: [22, 65], income: 640_000 },
    { name: "врач", share: 0.05, ages: [25, 70], income: 1_020_000 },
    { name: "медсестра", share: 0.05, ages: [20, 65], income: 600_000 },
    { name: "бухгалтер", share: 0.08, ages: [22, 65], income: 720_000 },
    { name: "рабочий", share: 0.16, ages: [18, 65], income: 740_000 },
    { name: "программист", share: 0.07, ages: [20, 65], income: 2_100_000 },
    { name: "руководитель", share: 0.07, ages: [27, 65], income: 1_900_000 },
    { name: "предприниматель", share: 0.05, ages: [23, 70], income: 1_500_000 },
    { name: "домохозяйка", share: 0.04, ages: [22, 70], income: 180_000 },
    { name: "пенсионер", share: 2.5, ages: [60, 200], income: 290_000 },
  ],
  incomeLogSd: 0.35,
  incomeRounding: 10_000,
  interests: [
    { name: "кулинария", category: "продукты" },
    { name: "здоровое питание", category: "продукты" },
    { name: "уход за собой", category: "красота" },
    { name: "дача и огород", category: "дом" },
    { name: "ремонт", category: "дом" },
    { name: "гаджеты", category: "электроника" },
    { name: "видеоигры", category: "электроника" },
    { name: "мода", category: "одежда" },
    { name: "лыжи", category: "спорт" },
    { name: "рыбалка", category: "спорт" },
    { name: "воспитание детей", category: "игрушки" },
    { name: "чтение", category: "книги" },
    { name: "путешествия", category: null },
    { name: "музыка", category: null },
    { name: "автомобили", category: null },
  ],
  values: [
    { name: "бережливость", archetypes: ["deal_hunter"] },
    { name: "качество", archetypes: ["champion", "big_ticket"] },
    { name: "удобство", archetypes: ["champion", "steady"] },
    { name: "семья", archetypes: ["steady"] },
    { name: "статус", archetypes: ["big_ticket"] },
    { name: "независимость", archetypes: ["casual", "lapsed"] },
    { name: "здоровье", archetypes: [] },
    { name: "традиции", archetypes: [] },
  ],
  sources: {
    органика: [
      { name: "прямой заход", share: 0.75 },
      { name: "блог", share: 0.25 },
    ],
    поиск: [
      { name: "Яндекс", share: 0.8 },
      { name: "Google", share: 0.2 },
    ],
    соцсети: [
      { name: "ВКонтакте", share: 0.6 },
      { name: "Telegram", share: 0.4 },
    ],
    рекомендации: [{ name: "друзья", share: 1 }],
    партнёры: [
      { name: "кешбэк-сервис", share: 0.55 },
      { name: "сравнение цен", share: 0.45 },
    ],
    офлайн: [
      { name: "магазин", share: 0.7 },
      { name: "листовка", share: 0.3 },
    ],
  },
  businessShare: 0.05,
  consent: { phone: 0.35, post: 0.15 },
  unknown: { education: 0.15, profession: 0.18, income: 0.4, family: 0.12, interests: 0.25, preferredChannel: 0.4 },
};

const assortment: Assortment = {
  shelves: [
    { brands: ["Ладушка", "Простоквашкин двор", "Гурман"], things: ["кофе", "гречка", "мёд", "чай"], costShare: 0.79 },
    { brands: ["Чистая роса", "Ольга"], things: ["шампунь", "крем для лица", "духи"], costShare: 0.5 },
    { brands: ["Очаг", "Уют"], things: ["светильник", "плед", "сковорода", "полка"], costShare: 0.6 },
    { brands: ["Сигнал", "Вектор"], things: ["наушники", "планшет", "колонка"], costShare: 0.86 },
    { brands: ["Северный ветер", "Берёзка"], things: ["рубашка", "джинсы", "пальто", "ботинки"], costShare: 0.48 },
    { brands: ["Вершина", "Старт"], things: ["кроссовки", "коврик", "рюкзак"], costShare: 0.6 },
    { brands: ["Ёлочка", "Мастерок"], things: ["пазл", "конструктор", "кукла"], costShare: 0.58 },
    { brands: ["Слово", "Читай-город книг"], things: ["роман", "сборник рецептов", "путеводитель"], costShare: 0.66 },
  ],
  productsPerCategory: 12,
  couponShare: 0.5,
  couponsPerMonth: 3,
  postage: "доставка",
};

/**
 * A shop in Russia that also delivers to Kazakhstan and Belarus, where people pay in tenge and roubles of their own.
 * Customers move as those of `everyday` do; texts, prices, seasons, tastes, returns and campaigns are its own.
 */
export const russian: World = {
  ...everyday,
  name: "russian",
  about: "A Russian shop with Cyrillic texts and three currencies, whose customers move like those of everyday.",

  timezone: "Europe/Moscow",
  currency: "RUB",
  foreign: [
    { code: "KZT", countries: ["KZ"], rate: 0.18, monthlyLogSd: 0.02 },
    { code: "BYN", countries: ["BY"], rate: 28, monthlyLogSd: 0.015 },
  ],

  ordersPerMonth: [2, 1.2, 0.85, 0.22, 0.3, 0.01],
  season: [0.85, 1.02, 1.08, 0.95, 0.92, 0.93, 0.95, 1.05, 1.02, 1, 1.15, 1.4],
  medianBasket: [4200, 2600, 1500, 14_000, 2200, 2100],
  monthlyPriceGrowth: 0,
  discountShare: [0.2, 0.35, 0.85, 0.2, 0.4, 0.5],
  discountRange: [0.05, 0.4],
  returnShare: [0.05, 0.05, 0.08, 0.09, 0.06, 0.05],

  categories: {
    ...everyday.categories,
    names: ["продукты", "красота", "дом", "электроника", "одежда", "спорт", "игрушки", "книги"],
  },
  channels: { ...everyday.channels, names: ["сайт", "приложение", "магазин", "телефон"] },

  campaign: { ...everyday.campaign, channels: ["sms", "push", "email"], reach: 0.5 },
  consent: { email: 0.6, sms: 0.7, push: 0.55 },
  acquisition: [
    { channel: "органика", share: 0.27, cac: 150 },
    { channel: "поиск", share: 0.28, cac: 900 },
    { channel: "соцсети", share: 0.2, cac: 650 },
    { channel: "рекомендации", share: 0.1, cac: 350 },
    { channel: "партнёры", share: 0.06, cac: 1200 },
    { channel: "офлайн", share: 0.09, cac: 500 },
  ],

  demography,
  society,
  assortment,
  visits: {
    ...webHabits,
    channels: ["сайт", "приложение"],
    origins: [
      { source: "прямой заход", medium: "none", share: 0.35 },
      { source: "yandex", medium: "organic", share: 0.27 },
      { source: "yandex", medium: "cpc", share: 0.15 },
      { source: "vk", medium: "social", share: 0.12 },
      { source: "рассылка", medium: "email", share: 0.11 },
    ],
  },
  feedback: { ...outspokenHabits, reviewShare: 0.09, stars: [4.7, 4.4, 4, 4.2, 3.7, 3] },
};
