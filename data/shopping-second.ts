import type { Random } from "../src/math/random.ts";

const opens = 7 * 3600;
const openSeconds = 15 * 3600;

/**
 * Second of the day of an order, between 7:00 and 22:00 with the most at 14:30. No clock change falls into these hours,
 * so every time exists once in every time zone.
 */
export function shoppingSecond(random: Random): number {
  return opens + Math.floor((openSeconds * (random.next() + random.next())) / 2);
}
