import type { Random } from "../src/math/random.ts";
import type { BasePlan } from "./base-plan.ts";
import type { BaseRows } from "./base-rows.ts";
import { productNumber } from "./basket.ts";
import type { Life } from "./life.ts";
import { unknown } from "./row-buffer.ts";
import { shoppingSecond } from "./shopping-second.ts";
import { exponential, pick, poisson } from "./variates.ts";

export const visitEvents = ["page_view", "search", "product_view", "cart", "checkout", "purchase"] as const;
type VisitEvent = (typeof visitEvents)[number];

/** Sessions one customer can have: what the last four digits of a session id can count. */
export const mostSessions = 10_000;

/** A page stays open for at most so long, so that a session never begins before the shop opens its day. */
const longestPage = 900;

/** Whether visits of this day are recorded. */
export function isRecorded(plan: BasePlan, day: number): boolean {
  const first = plan.monthStart[plan.asOfMonth - plan.world.visits.months];
  return plan.tables === "all" && day >= first && day < plan.writtenUntil;
}

/** Sessions of a month that end without an order. */
export function browse(plan: BasePlan, life: Life, month: number, rows: BaseRows): void {
  const { visits } = plan.world;
  const { person, visiting: random } = life;
  const from = Math.max(plan.monthStart[month], person.registeredDay);
  const until = plan.monthStart[month + 1];
  const shareOfMonth = (until - from) / (until - plan.monthStart[month]);
  const mean = visits.sessionsPerMonth[life.archetypes[month]] * person.rateFactor * plan.season[month] * shareOfMonth;
  for (let sessions = poisson(random, mean); sessions > 0; sessions--) {
    const day = from + random.below(until - from);
    const second = shoppingSecond(random);
    if (!isRecorded(plan, day)) continue;
    const events = look(plan, random);
    if (random.next() < visits.cartShare) events.push("cart");
    writeSession(
      plan,
      life,
      { day, second, known: random.next() >= visits.anonymousShare, events, product: unknown },
      rows,
    );
  }
}

/** The session of an order on a site, if it was recorded; it ends with the order. */
export function visitForOrder(
  plan: BasePlan,
  life: Life,
  order: { readonly day: number; readonly second: number; readonly guest: boolean; readonly product: number },
  rows: BaseRows,
): void {
  const { day, second, guest, product } = order;
  const { visits } = plan.world;
  if (!isRecorded(plan, day) || life.visiting.next() >= visits.recordedShare) return;
  const events: VisitEvent[] = [...look(plan, life.visiting), "cart", "checkout", "purchase"];
  writeSession(plan, life, { day, second, known: !guest, events, product }, rows);
}

/** How a session begins: a page, perhaps a search, then products. */
function look({ world }: BasePlan, random: Random): VisitEvent[] {
  const events: VisitEvent[] = ["page_view"];
  if (random.next() < world.visits.searchShare) events.push("search");
  for (let products = 1 + poisson(random, world.visits.productsMean - 1); products > 0; products--) {
    events.push("product_view");
  }
  return events;
}

interface Session {
  readonly day: number;
  /** Of the last event. */
  readonly second: number;
  readonly known: boolean;
  readonly events: readonly VisitEvent[];
  /** What was bought; unknown when nothing was. */
  readonly product: number;
}

function writeSession(plan: BasePlan, life: Life, session: Session, { visits: rows }: BaseRows): void {
  const { world, draws } = plan;
  const { person, visiting: random } = life;
  const number = life.sessions++;
  if (number === mostSessions) {
    throw new RangeError(`world ${world.name}: customer ${person.customer} has more than ${mostSessions} sessions`);
  }
  const origin = pick(random, draws.origin);
  const device = pick(random, draws.device);
  const stays = session.events.map(() =>
    Math.min(longestPage, Math.ceil(exponential(random, world.visits.pageSeconds))),
  );
  let second = session.second - stays.reduce((sum, stay) => sum + stay, 0) + stays[stays.length - 1];
  let product = unknown;
  for (const [step, event] of session.events.entries()) {
    if (event === "product_view") product = drawProduct(plan, person.favouriteCategory, random);
    if (event === "cart" && session.product !== unknown) product = session.product;
    const { columns } = rows;
    const row = rows.addRow();
    columns.customer[row] = person.customer;
    columns.session[row] = number;
    columns.step[row] = step;
    columns.day[row] = session.day;
    columns.second[row] = second;
    columns.known[row] = session.known ? 1 : 0;
    columns.event[row] = visitEvents.indexOf(event);
    columns.product[row] = event === "product_view" || event === "cart" || event === "purchase" ? product : unknown;
    columns.origin[row] = origin;
    columns.device[row] = device;
    columns.duration[row] = stays[step];
    second += stays[step];
  }
}

/** Half of what people look at is of their favourite category. */
function drawProduct({ world }: BasePlan, favourite: number, random: Random): number {
  const { productsPerCategory, shelves } = world.assortment;
  const category = random.next() < 0.5 ? favourite : random.below(shelves.length);
  return productNumber(category, random.below(productsPerCategory), productsPerCategory);
}
