import type { Random } from "../src/math/random.ts";
import type { BasePlan } from "./base-plan.ts";
import { unknown } from "./row-buffer.ts";

/** What else is known of an order: codes, `unknown` where there is none. */
export interface Basket {
  /** Number of the product over all categories, see `productNumber`. */
  readonly product: number;
  /** Coupon of the month. */
  readonly coupon: number;
  /** What the goods cost the shop, in cents of the home currency. */
  readonly costCents: number;
}

export const emptyBasket: Basket = { product: unknown, coupon: unknown, costCents: unknown };

/** Cost shares of single products lie so far around that of their category. */
const costSpread = 0.1;

/**
 * @param price before the discount, in cents of the home currency
 * @param discounted whether there was a discount, which may have come from a coupon
 */
export function drawBasket(
  { world }: BasePlan,
  category: number,
  price: number,
  discounted: boolean,
  random: Random,
): Basket {
  const { productsPerCategory, couponShare, couponsPerMonth } = world.assortment;
  // The square of a uniform number prefers the first products of the shelf.
  const place = Math.floor(productsPerCategory * random.next() ** 2);
  const withCoupon = discounted && random.next() < couponShare;
  return {
    product: productNumber(category, place, productsPerCategory),
    coupon: withCoupon ? random.below(couponsPerMonth) : unknown,
    costCents: Math.round(price * productCostShare(world.assortment.shelves[category].costShare, place)),
  };
}

/** @param place position on the shelf of the category */
export function productNumber(category: number, place: number, productsPerCategory: number): number {
  return category * productsPerCategory + place;
}

/** Share of its price that a product costs the shop. */
export function productCostShare(costShare: number, place: number): number {
  return costShare * (1 + costSpread * (((place * 7) % 11) / 5 - 1));
}
