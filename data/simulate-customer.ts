import type { Random } from "../src/math/random.ts";
import type { BasePlan } from "./base-plan.ts";
import type { BaseRows } from "./base-rows.ts";
import { answerPoll } from "./feedback.ts";
import { beginLife, type Life } from "./life.ts";
import { drawPerson } from "./person.ts";
import { placeOrder } from "./place-order.ts";
import { archetypeByRules } from "./planted-rules.ts";
import { customerRandom } from "./random-streams.ts";
import { unknown } from "./row-buffer.ts";
import { sendCampaign } from "./send-campaign.ts";
import { shoppingSecond } from "./shopping-second.ts";
import { writeSociety } from "./society.ts";
import { gamma, poisson } from "./variates.ts";
import { browse } from "./visits.ts";
import type { World } from "./worlds/world.ts";
import { writeCustomer } from "./write-customer.ts";

/**
 * Live one customer's months and leave the rows. A function of the plan and the customer's number alone: the other
 * customers of a base, and how many there are, change nothing.
 *
 * @param customer number of the customer, from 0
 */
export function simulateCustomer(plan: BasePlan, customer: number, rows: BaseRows): void {
  const random = customerRandom(plan.seed, "life", customer);
  const person = drawPerson(plan, customer, random);
  const life = beginLife(plan, person, random);

  writeCustomer(life, person.registeredDay, rows);
  let campaign = 0;
  for (let month = plan.firstMonth; month < plan.months; month++) {
    if (plan.world.rules !== undefined && month > Math.max(person.registeredMonth, plan.firstMonth))
      life.archetypes[month] = archetypeByRules(plan, life, month);
    if (month >= person.registeredMonth) shop(plan, life, month, rows);
    if (plan.tables === "all" && month >= person.registeredMonth) {
      browse(plan, life, month, rows);
      answerPoll(plan, life, month, rows);
    }
    if (plan.campaigns[campaign]?.month === month) sendCampaign(plan, life, campaign++, rows);
  }
  if (plan.tables === "all") writeSociety(plan, life, rows);
  writeTruth(plan, life, rows);
  countFirstOrder(plan, life, rows);
}

/** The customer's own orders of a month; campaigns add theirs. */
function shop(plan: BasePlan, life: Life, month: number, rows: BaseRows): void {
  const { world, monthStart } = plan;
  const { person, random } = life;
  const newcomer = month === person.registeredMonth;
  if (newcomer && random.next() >= world.registration.firstOrderShare) return;

  const until = monthStart[month + 1];
  const from = newcomer ? person.registeredDay : monthStart[month];
  const shareOfMonth = (until - from) / (until - monthStart[month]);
  const mean = world.ordersPerMonth[life.archetypes[month]] * person.rateFactor * plan.season[month] * shareOfMonth;
  const orders = poisson(random, mean * monthFactor(world, random)) + (newcomer ? 1 : 0);
  const orderOnSomeDay = (guest: boolean) =>
    placeOrder(plan, life, month, from + random.below(until - from), shoppingSecond(random), guest, rows);

  for (let i = 0; i < orders; i++) {
    orderOnSomeDay(false);
    if (random.next() < world.guestShare) orderOnSomeDay(true);
  }
}

/** What one month of one customer has more or fewer orders by, 1 in the mean. */
function monthFactor({ monthGammaShape: shape }: World, random: Random): number {
  return shape === undefined ? 1 : gamma(random, shape) / shape;
}

function writeTruth(
  plan: BasePlan,
  { person, archetypes, holdoutCents }: Life,
  { truth, archetypes: months }: BaseRows,
) {
  const { columns } = truth;
  const row = truth.addRow();
  columns.customer[row] = person.customer;
  columns.holdout_cents[row] = holdoutCents;
  columns.rate_factor[row] = Math.round(person.rateFactor * 1e6);
  columns.basket_factor[row] = Math.round(person.basketFactor * 1e6);
  columns.favourite_category[row] = person.favouriteCategory;
  columns.favourite_channel[row] = person.favouriteChannel;
  for (let i = 0; i < months.length; i++) months[i][row] = archetypes[plan.firstMonth + i];
}

function countFirstOrder(plan: BasePlan, { person, firstOrderDay }: Life, { firstOrders }: BaseRows) {
  const { acquisition, registeredMonth } = person;
  if (acquisition === unknown || registeredMonth < plan.firstMonth || firstOrderDay === Number.POSITIVE_INFINITY)
    return;
  let month = registeredMonth;
  while (firstOrderDay >= plan.monthStart[month + 1]) month++;
  firstOrders[month * plan.world.acquisition.length + acquisition] += 1;
}
