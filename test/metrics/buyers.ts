import { createRandom, type Random } from "../../src/math/random.ts";

/** Factors on the common shares of categories, by category; 1 where none is given. */
export type Taste = Readonly<Record<number, number>>;

/** A way to divide the base, with the sizes of its parts and what each likes. */
export interface PlantedDivision {
  readonly shares: readonly number[];
  readonly tastes: readonly Taste[];
}

export interface World {
  readonly customers: number;
  readonly seed: number;
  /** Shares of the categories without any taste. */
  readonly common: readonly number[];
  readonly divisions: readonly PlantedDivision[];
}

/**
 * Customers who buy as people do: one to five hundred baskets with a heavy tail, each basket one to six lines of one
 * category, and 40 % of a customer's baskets of one favourite category. The favourite is drawn like everything else, so
 * that the planted shares hold on average.
 */
export function buyers({ customers, seed, common, divisions }: World) {
  const random = createRandom(seed);
  const codes = divisions.map(() => new Int16Array(customers));
  const columns = common.map(() => new Float64Array(customers));
  const lines = new Float64Array(customers);
  for (let i = 0; i < customers; i++) {
    const tastes = divisions.map(({ shares, tastes }, d) => {
      codes[d][i] = drawFrom(random, shares);
      return tastes[codes[d][i]];
    });
    const weights = common.map((share, c) => tastes.reduce((product, taste) => product * (taste[c] ?? 1), share));
    const favourite = drawFrom(random, weights);
    const baskets = Math.min(500, Math.floor((1 - random.next()) ** (-1 / 1.2)));
    for (let basket = 0; basket < baskets; basket++) {
      const category = random.next() < 0.4 ? favourite : drawFrom(random, weights);
      const count = 1 + random.below(6);
      columns[category][i] += count;
      lines[i] += count;
    }
  }
  return { codes, columns, lines };
}

/** An index, in proportion to the weights. */
export function drawFrom(random: Random, weights: readonly number[]): number {
  let left = random.next() * weights.reduce((sum, weight) => sum + weight, 0);
  for (let index = 0; index < weights.length - 1; index++) {
    left -= weights[index];
    if (left < 0) return index;
  }
  return weights.length - 1;
}
