import { everyday } from "./everyday.ts";
import { keepArchetypes } from "./keep-archetypes.ts";
import type { World } from "./world.ts";

/** Worlds to measure how well hidden states are found again where that is harder than in `everyday`, easier, or another question. */

/** Every archetype orders so many times as often, of its own accord and because of campaigns. */
function withTraffic(world: World, factor: number): Pick<World, "ordersPerMonth" | "campaign"> {
  const scaled = (values: readonly number[]) => values.map((value) => factor * value);
  const { campaign, ordersPerMonth } = world;
  return {
    ordersPerMonth: scaled(ordersPerMonth),
    campaign: { ...campaign, baseConversion: scaled(campaign.baseConversion), uplift: scaled(campaign.uplift) },
  };
}

export const quiet: World = {
  ...everyday,
  ...withTraffic(everyday, 2 / 3),
  name: "quiet",
  about: "The everyday shop with a third less traffic.",
};

export const bursty: World = {
  ...quiet,
  name: "bursty",
  about: "The quiet shop, whose customers have months of many orders and of few: negative binomial of shape 2.",
  monthGammaShape: 2,
};

export const lingering: World = {
  ...quiet,
  name: "lingering",
  about: "The quiet shop, whose customers stay at least four months before they move.",
  shortestDwell: 4,
};

export const outlying: World = {
  ...quiet,
  name: "outlying",
  about: "The quiet shop with extreme prices: log prices are Student's t of 3 degrees.",
  basketDegrees: 3,
};

/** Two years, for a customer's orders to be fewer than there are ids for. */
export const distinct: World = {
  ...everyday,
  name: "distinct",
  about:
    "The everyday shop with ten times the orders, alike in price and without favourites: archetypes do not overlap.",
  historyMonths: 24,
  mostOrders: 10_000,
  ordersPerMonth: everyday.ordersPerMonth.map((orders) => 10 * orders),
  basketLogSd: everyday.basketLogSd.map(() => 0.3),
  favouriteCategoryShare: 0,
  favouriteChannelShare: 0,
};

export const quartet: World = keepArchetypes(
  everyday,
  ["steady", "deal_hunter", "big_ticket", "lapsed"],
  "quartet",
  "The everyday shop with four of its six archetypes.",
);

/** Share of each type that lapses in a month. */
const lapses = [0.01, 0.015, 0.02, 0.025, 0.04];
const last = everyday.archetypes.length - 1;
/** The last archetype never does anything. */
const inactive = (values: readonly number[]) => values.map((value, z) => (z === last ? 0 : value));

export const lapsing: World = {
  ...everyday,
  name: "lapsing",
  about: "The everyday shop, whose customers stay what they are until they lapse for good and never order again.",
  monthlyMatrix: everyday.archetypes.map((_, y) =>
    everyday.archetypes.map((_, z) => {
      if (y === last) return Number(z === last);
      return z === y ? 1 - lapses[y] : z === last ? lapses[y] : 0;
    }),
  ),
  initial: [0.11, 0.24, 0.22, 0.11, 0.32, 0],
  ordersPerMonth: inactive(everyday.ordersPerMonth),
  campaign: {
    ...everyday.campaign,
    baseConversion: inactive(everyday.campaign.baseConversion),
    uplift: inactive(everyday.campaign.uplift),
  },
};
