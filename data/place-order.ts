import type { Random } from "../src/math/random.ts";
import type { BasePlan } from "./base-plan.ts";
import type { BaseRows } from "./base-rows.ts";
import type { Life } from "./life.ts";
import { exponential, pick, poisson } from "./variates.ts";

const secondsPerDay = 86_400;
const opens = 7 * 3600;
const openSeconds = 15 * 3600;

/** Orders one customer can place: what the last three digits of an order id can count. */
export const mostOrders = 1000;

/**
 * Second of the day of an order, between 7:00 and 22:00 with the most at 14:30. No clock change falls into these hours,
 * so every time exists once in every time zone.
 */
export function shoppingSecond(random: Random): number {
  return opens + Math.floor((openSeconds * (random.next() + random.next())) / 2);
}

/**
 * One order of the customer as the archetype of the month would place it, with its return if it has one.
 *
 * @param day epoch day, in the month
 * @param second second of the day
 * @param guest written without the customer's id, and not counted as the customer's
 * @throws RangeError at the customer's 1001st order, for which there is no order id
 */
export function placeOrder(
  plan: BasePlan,
  life: Life,
  month: number,
  day: number,
  second: number,
  guest: boolean,
  rows: BaseRows,
): void {
  const { world } = plan;
  const { person, random } = life;
  const archetype = life.archetypes[month];
  const number = life.orders++;
  if (number === mostOrders) {
    throw new RangeError(`world ${world.name}: customer ${person.customer} has more than ${mostOrders} orders`);
  }
  if (!guest) life.firstOrderDay = Math.min(life.firstOrderDay, day);

  const price = Math.max(1, Math.round(100 * drawPrice(plan, life, archetype)));
  const discount = random.next() < world.discountShare[archetype] ? Math.round(price * drawDiscount(plan, random)) : 0;
  const sale: Booking = {
    number,
    guest,
    day,
    second,
    returned: false,
    category:
      random.next() < world.favouriteCategoryShare
        ? person.favouriteCategory
        : pick(random, plan.draws.category[archetype]),
    channel:
      random.next() < world.favouriteChannelShare
        ? person.favouriteChannel
        : pick(random, plan.draws.channel[archetype]),
    quantity: 1 + poisson(random, world.itemsMean[archetype] - 1),
    cents: price - discount,
    discountCents: discount,
  };
  book(plan, life, sale, rows);
  if (random.next() < world.returnShare[archetype]) book(plan, life, drawReturn(plan, sale, random), rows);
}

/** A sale or a return; money and quantity of a return are negative. */
interface Booking {
  readonly number: number;
  readonly guest: boolean;
  readonly day: number;
  readonly second: number;
  readonly returned: boolean;
  readonly category: number;
  readonly channel: number;
  readonly quantity: number;
  readonly cents: number;
  readonly discountCents: number;
}

function drawPrice({ world }: BasePlan, { person, random }: Life, archetype: number): number {
  return world.medianBasket[archetype] * person.basketFactor * Math.exp(world.basketLogSd[archetype] * random.normal());
}

function drawDiscount({ world }: BasePlan, random: Random): number {
  const [least, most] = world.discountRange;
  return least + (most - least) * random.next();
}

function drawReturn({ world }: BasePlan, sale: Booking, random: Random): Booking {
  const share = random.next() < world.wholeReturnShare ? 1 : 0.5;
  const day = Math.floor(sale.day + sale.second / secondsPerDay + exponential(random, world.returnDelayDays));
  const second = shoppingSecond(random);
  return {
    ...sale,
    day,
    // On the day of the order, at least ten minutes later.
    second: day === sale.day ? Math.max(second, sale.second + 600) : second,
    returned: true,
    quantity: -Math.ceil(sale.quantity * share),
    cents: -Math.round(sale.cents * share),
    discountCents: 0,
  };
}

function book(plan: BasePlan, life: Life, booking: Booking, { transactions }: BaseRows): void {
  const { day, guest } = booking;
  if (!guest && day >= plan.asOf && day < plan.monthStart[plan.months]) life.holdoutCents += booking.cents;
  if (day >= plan.writtenUntil) return;

  const { columns } = transactions;
  const row = transactions.addRow();
  columns.customer[row] = life.person.customer;
  columns.number[row] = booking.number;
  columns.guest[row] = guest ? 1 : 0;
  columns.day[row] = day;
  columns.second[row] = booking.second;
  columns.returned[row] = booking.returned ? 1 : 0;
  columns.category[row] = booking.category;
  columns.channel[row] = booking.channel;
  columns.quantity[row] = booking.quantity;
  columns.cents[row] = booking.cents;
  columns.discount_cents[row] = booking.discountCents;
}
