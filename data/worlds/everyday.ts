import { everydayAssortment } from "./assortment.ts";
import { centralEurope } from "./demography.ts";
import { outspokenHabits, webHabits } from "./habits.ts";
import { europeanSociety } from "./society.ts";
import type { World } from "./world.ts";

/**
 * An everyday shop: six overlapping archetypes that move slowly from month to month, with season, personal rates,
 * baskets and tastes, returns, guests and campaigns with control groups. About 20 orders a customer in three years.
 */
export const everyday: World = {
  name: "everyday",
  about: "An everyday shop whose customers move slowly between six overlapping archetypes.",

  timezone: "Europe/Berlin",
  currency: "EUR",
  foreign: [],

  historyMonths: 36,
  holdoutMonths: 6,
  registration: { shareBefore: 0.45, monthsBefore: 36, firstOrderShare: 0.85 },

  archetypes: ["champion", "steady", "deal_hunter", "big_ticket", "casual", "lapsed"],
  monthlyMatrix: [
    [0.955, 0.025, 0.006, 0.006, 0.006, 0.002],
    [0.015, 0.94, 0.015, 0.003, 0.02, 0.007],
    [0.003, 0.018, 0.935, 0.004, 0.022, 0.018],
    [0.006, 0.006, 0.004, 0.95, 0.016, 0.018],
    [0.004, 0.022, 0.018, 0.01, 0.911, 0.035],
    [0.001, 0.004, 0.007, 0.002, 0.011, 0.975],
  ],
  initial: [0.1, 0.22, 0.2, 0.1, 0.3, 0.08],

  ordersPerMonth: [
    2.2771976426196665, 1.3137678707421152, 0.7882607224452691, 0.24523666920519485, 0.33282119392133586,
    0.01051014296593692,
  ],
  rateGammaShape: 5,
  season: [0.95, 0.9, 0.95, 1, 1, 0.98, 0.95, 0.93, 1, 1.05, 1.2, 1.35],

  medianBasket: [72, 46, 27, 240, 40, 38],
  monthlyPriceGrowth: 0,
  basketLogSd: [0.5, 0.45, 0.5, 0.65, 0.6, 0.6],
  basketCustomerLogSd: 0.3,
  itemsMean: [3.2, 3.6, 2.2, 1.4, 1.8, 1.6],

  discountShare: [0.15, 0.28, 0.8, 0.18, 0.35, 0.45],
  discountRange: [0.05, 0.35],

  returnShare: [0.03, 0.035, 0.05, 0.08, 0.04, 0.03],
  returnDelayDays: 9,
  wholeReturnShare: 0.7,

  categories: {
    names: ["grocery", "beauty", "home", "electronics", "fashion", "sport", "toys", "books"],
    rows: [
      [0.2, 0.2, 0.12, 0.08, 0.24, 0.08, 0.04, 0.04],
      [0.4, 0.12, 0.16, 0.03, 0.1, 0.04, 0.11, 0.04],
      [0.18, 0.18, 0.1, 0.04, 0.34, 0.06, 0.08, 0.02],
      [0.02, 0.03, 0.24, 0.48, 0.06, 0.14, 0.01, 0.02],
      [0.18, 0.12, 0.12, 0.08, 0.18, 0.1, 0.1, 0.12],
      [0.18, 0.12, 0.12, 0.08, 0.18, 0.1, 0.1, 0.12],
    ],
  },
  channels: {
    names: ["web", "app", "store", "phone"],
    rows: [
      [0.25, 0.5, 0.22, 0.03],
      [0.2, 0.25, 0.52, 0.03],
      [0.4, 0.52, 0.06, 0.02],
      [0.55, 0.07, 0.28, 0.1],
      [0.45, 0.2, 0.3, 0.05],
      [0.45, 0.15, 0.33, 0.07],
    ],
  },
  favouriteCategoryShare: 0.3,
  favouriteChannelShare: 0.35,

  guestShare: 0.03,

  campaign: {
    everyMonths: 2,
    channels: ["email", "sms", "push"],
    reach: 0.45,
    controlShare: 0.15,
    baseConversion: [0.06, 0.045, 0.03, 0.008, 0.01, 0.003],
    uplift: [0.01, 0.015, 0.06, 0.006, 0.02, 0.004],
    conversionDays: 7,
    open: [0.45, 0.36, 0.48, 0.28, 0.22, 0.08],
    clickGivenOpen: [0.3, 0.22, 0.38, 0.2, 0.15, 0.1],
    unsubscribe: [0.002, 0.003, 0.004, 0.006, 0.008, 0.01],
  },
  consent: { email: 0.8, sms: 0.55, push: 0.45 },

  acquisition: [
    { channel: "organic", share: 0.3, cac: 2 },
    { channel: "search", share: 0.24, cac: 14 },
    { channel: "social", share: 0.18, cac: 11 },
    { channel: "referral", share: 0.12, cac: 6 },
    { channel: "affiliate", share: 0.07, cac: 18 },
    { channel: "offline", share: 0.09, cac: 9 },
  ],
  acquisitionUnknown: 0.03,

  demography: centralEurope,
  society: europeanSociety,
  assortment: everydayAssortment,
  visits: { ...webHabits, channels: ["web", "app"] },
  feedback: outspokenHabits,
};
