import type { Random } from "../src/math/random.ts";
import type { BasePlan } from "./base-plan.ts";
import type { BaseRows } from "./base-rows.ts";
import { type Basket, drawBasket, emptyBasket } from "./basket.ts";
import { speakOfOrder, speakOfReturn } from "./feedback.ts";
import type { Life } from "./life.ts";
import { unknown } from "./row-buffer.ts";
import { shoppingSecond } from "./shopping-second.ts";
import { exponential, pick, poisson, studentT } from "./variates.ts";
import { visitForOrder } from "./visits.ts";
import type { World } from "./worlds/world.ts";

const secondsPerDay = 86_400;

/** What the whole numbers of the staged tables hold; only Student's t comes that far. */
const mostCents = 2 ** 31 - 1;

/** Orders one customer can place: what the last digits of an order id can count, three unless the world says otherwise. */
export function mostOrders({ mostOrders: most = 1000 }: World): number {
  return most;
}

/**
 * One order of the customer as the archetype of the month would place it, with its return if it has one.
 *
 * @param day epoch day, in the month
 * @param second second of the day
 * @param guest written without the customer's id, and not counted as the customer's
 * @throws RangeError at the first order beyond `mostOrders`, for which there is no order id
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
  if (number === mostOrders(world)) {
    throw new RangeError(`world ${world.name}: customer ${person.customer} has more than ${number} orders`);
  }
  if (!guest) life.firstOrderDay = Math.min(life.firstOrderDay, day);

  const price = Math.min(Math.max(1, Math.round(100 * drawPrice(plan, life, month, archetype))), mostCents);
  const discount = random.next() < world.discountShare[archetype] ? Math.round(price * drawDiscount(plan, random)) : 0;
  const category =
    random.next() < world.favouriteCategoryShare
      ? person.favouriteCategory
      : pick(random, plan.draws.category[archetype]);
  const sale: Booking = {
    number,
    guest,
    day,
    second,
    returned: false,
    category,
    channel:
      random.next() < world.favouriteChannelShare
        ? person.favouriteChannel
        : pick(random, plan.draws.channel[archetype]),
    quantity: 1 + poisson(random, world.itemsMean[archetype] - 1),
    cents: price - discount,
    discountCents: discount,
    basket: plan.tables === "all" ? drawBasket(plan, category, price, discount > 0, life.packing) : emptyBasket,
  };
  book(plan, life, month, sale, rows);
  if (!guest && world.rules !== undefined) life.past.orders.push(sale);
  const back = random.next() < world.returnShare[archetype] ? drawReturn(plan, sale, random) : undefined;
  if (back !== undefined) book(plan, life, month, back, rows);
  if (plan.tables === "all") afterwards(plan, life, month, sale, back, rows);
}

/** What whole bases know of an order besides: the visit that led to it and what was said about it. */
function afterwards(
  plan: BasePlan,
  life: Life,
  month: number,
  sale: Booking,
  back: Booking | undefined,
  rows: BaseRows,
): void {
  const { visits, channels } = plan.world;
  const { day, second, guest, basket } = sale;
  if (visits.channels.includes(channels.names[sale.channel])) {
    visitForOrder(plan, life, { day, second, guest, product: basket.product }, rows);
  }
  if (guest) return;
  speakOfOrder(plan, life, month, day, rows);
  if (back !== undefined) speakOfReturn(plan, life, back.day, rows);
}

/** A sale or a return, in cents of the home currency; money, quantity and cost of a return are negative. */
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
  readonly basket: Basket;
}

function drawPrice(
  { world, firstMonth }: BasePlan,
  { person, random }: Life,
  month: number,
  archetype: number,
): number {
  const typical = world.medianBasket[archetype] * Math.exp(world.monthlyPriceGrowth * (month - firstMonth));
  const deviate = world.basketDegrees === undefined ? random.normal() : studentT(random, world.basketDegrees);
  return typical * person.basketFactor * Math.exp(world.basketLogSd[archetype] * deviate);
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
    basket: returnedBasket(sale.basket, share),
  };
}

function returnedBasket({ product, costCents }: Basket, share: number): Basket {
  return { product, coupon: unknown, costCents: costCents === unknown ? unknown : -Math.round(costCents * share) };
}

/** @param month of the order, whose exchange rate also holds for its return */
function book(plan: BasePlan, life: Life, month: number, booking: Booking, { transactions }: BaseRows): void {
  const { day, guest } = booking;
  if (!guest && day >= plan.asOf && day < plan.monthStart[plan.months]) life.holdoutCents += booking.cents;
  if (day >= plan.writtenUntil) return;

  const { product, coupon, costCents } = booking.basket;
  const currency = plan.placeCurrency[life.person.place];
  const perUnit = currency === 0 ? 1 : plan.rates[currency - 1].millionths[month] / 1e6;
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
  columns.cents[row] = inCurrency(booking.cents, perUnit);
  columns.discount_cents[row] = inCurrency(booking.discountCents, perUnit);
  columns.cost_cents[row] = costCents === unknown ? unknown : inCurrency(costCents, perUnit);
  columns.currency[row] = currency;
  columns.product[row] = product;
  columns.coupon[row] = coupon;
}

/** Rounded alike on both sides of zero, so that a whole return takes back exactly what was paid. */
function inCurrency(cents: number, perUnit: number): number {
  return Math.sign(cents) * Math.round(Math.abs(cents) / perUnit);
}
