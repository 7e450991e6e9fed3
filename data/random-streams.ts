import { createRandom, type Random } from "../src/math/random.ts";

/**
 * What has random numbers of its own. Customers' lives and the base's costs have the first streams; what was added to
 * the base after them must not move their numbers.
 */
const uses = ["life", "society", "baskets", "visits", "feedback", "rates", "rules"] as const;

/** Streams of one use: more than a base has customers. */
const streamsPerUse = 2 ** 24;

/** The random numbers one customer has for one use. */
export function customerRandom(seed: number, use: (typeof uses)[number], customer: number): Random {
  // Stream 0 is the base's own; customers have the streams from 1.
  return createRandom(seed, uses.indexOf(use) * streamsPerUse + customer + 1);
}

/** The random numbers of the whole base for one use. */
export function baseRandom(seed: number, use: (typeof uses)[number]): Random {
  return createRandom(seed, uses.indexOf(use) * streamsPerUse);
}
