import { everyday } from "./everyday.ts";
import type { World } from "./world.ts";

/**
 * Worlds to measure how well movements are found again: four groups far apart by orders and basket, drawn afresh every month,
 * six months, nobody new, nobody different from their group, and nothing else. With windows of a month that follow one
 * another without overlap, what is estimated between windows must be the monthly matrix.
 */
function migrating(name: string, about: string, monthlyMatrix: World["monthlyMatrix"], monthlyPriceGrowth = 0): World {
  const alike = <T>(value: T): T[] => Array.from({ length: 4 }, () => value);
  return {
    ...everyday,
    ...{ name, about, monthlyMatrix, monthlyPriceGrowth },
    historyMonths: 6,
    holdoutMonths: 0,
    registration: { shareBefore: 1, monthsBefore: 1, firstOrderShare: 1 },
    archetypes: ["rare_small", "rare_large", "often_small", "often_large"],
    initial: alike(0.25),
    ordersPerMonth: [7, 7, 30, 30],
    rateGammaShape: 1e6,
    season: Array.from({ length: 12 }, () => 1),
    medianBasket: [20, 400, 20, 400],
    basketLogSd: alike(0.3),
    basketCustomerLogSd: 0,
    itemsMean: alike(1),
    discountShare: alike(0),
    returnShare: alike(0),
    categories: { names: everyday.categories.names, rows: alike(everyday.categories.rows[4]) },
    channels: { names: everyday.channels.names, rows: alike(everyday.channels.rows[4]) },
    favouriteCategoryShare: 0,
    favouriteChannelShare: 0,
    guestShare: 0,
    society: { ...everyday.society, values: everyday.society.values.map((value) => ({ ...value, archetypes: [] })) },
    visits: { ...everyday.visits, sessionsPerMonth: alike(0.2) },
    feedback: {
      ...everyday.feedback,
      complaintShare: alike(0.01),
      stars: alike(everyday.feedback.stars[4]),
      pollShare: alike(0.1),
      recommendation: alike(everyday.feedback.recommendation[4]),
    },
    campaign: {
      ...everyday.campaign,
      reach: 0,
      baseConversion: alike(0),
      uplift: alike(0),
      open: alike(0),
      clickGivenOpen: alike(0),
      unsubscribe: alike(0),
    },
  };
}

const stayers = [
  [0.83, 0.07, 0.06, 0.04],
  [0.1, 0.7, 0.05, 0.15],
  [0.2, 0.05, 0.6, 0.15],
  [0.1, 0.2, 0.2, 0.5],
];

const movers = [
  [0.28, 0.42, 0.2, 0.1],
  [0.15, 0.1, 0.55, 0.2],
  [0.1, 0.2, 0.2, 0.5],
  [0.6, 0.15, 0.1, 0.15],
];

const homebodies = [
  [0.97, 0.01, 0.01, 0.01],
  [0.01, 0.97, 0.01, 0.01],
  [0.01, 0.01, 0.97, 0.01],
  [0.01, 0.01, 0.01, 0.97],
];

/** Half to five sixths of a group stay from month to month. */
export const calm = migrating("calm", "Four groups far apart, whose customers mostly stay where they are.", stayers);

/** Most of every group are elsewhere a month later. */
export const restless = migrating("restless", "Four groups far apart, whose customers move on every month.", movers);

/** The same while prices rise by a sixth every month. */
export const inflation = migrating(
  "inflation",
  "Four groups far apart, whose customers move on every month while prices rise.",
  movers,
  0.15,
);

/**
 * Four groups of whom two, the twins, order as often, pay as much and only shop in other places: their segments later spend alike,
 * so neither gives an action of its own.
 */
export const twins: World = {
  ...migrating("twins", "Four groups, two of whom only shop in other places and spend alike.", homebodies),
  archetypes: ["thrifty", "twin_web", "twin_store", "grand"],
  ordersPerMonth: [60, 30, 30, 20],
  medianBasket: [20, 100, 100, 400],
  basketLogSd: [0.15, 0.15, 0.15, 0.15],
  channels: {
    names: everyday.channels.names,
    rows: [
      [0, 0, 0, 1],
      [0.8, 0, 0.2, 0],
      [0.2, 0, 0.8, 0],
      [0, 1, 0, 0],
    ],
  },
};
