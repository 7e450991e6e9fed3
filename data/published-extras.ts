import { type EpochDay, toIsoDate } from "../src/math/calendar.ts";
import type { BasePlan } from "./base-plan.ts";
import { productNumber } from "./basket.ts";
import { feedbackKinds } from "./feedback.ts";
import { customerId, date, money, named, text, timestamp, yesOrNo } from "./published-columns.ts";
import { unknown } from "./row-buffer.ts";
import { mostSessions, visitEvents } from "./visits.ts";
import { areaTypes, familyStatuses, preferredChannels } from "./worlds/society.ts";
import type { World } from "./worlds/world.ts";

/** Columns that follow the first ones of `transactions`, each after a comma; none in a core base of one currency. */
export function basketColumns(plan: BasePlan): string {
  const { world } = plan;
  const currencies = [world.currency, ...world.foreign.map(({ code }) => code)];
  const currency = world.foreign.length === 0 ? "" : `, ${named("currency", currencies)} AS currency`;
  if (plan.tables === "core") return currency;
  const price = `((abs(cents) + discount_cents)::BIGINT * 100)::DECIMAL(18, 0)`;
  return `${currency},
      ${productId} AS product_id,
      ${productBrand(world)} AS brand,
      ((${price} // abs(quantity)) * 0.0001::DECIMAL(5, 4))::DECIMAL(14, 4) AS unit_price,
      ${money(`nullif(cost_cents, ${unknown})`)} AS cost_amount,
      CASE WHEN coupon <> ${unknown} THEN strftime(${date("day")}, '%Y-%m') || '-' || (coupon + 1) END AS coupon_id`;
}

/** Columns that follow the first ones of `customers` in a whole base. */
export function societyColumns({ world, tables, placeCurrency }: BasePlan): string {
  if (tables === "core") return "";
  const { society, demography, acquisition, foreign } = world;
  const currencies = Array.from(placeCurrency, (code) => (code === 0 ? world.currency : foreign[code - 1].code));
  const climates = demography.places.map(({ climate }) => climate);
  const sources = acquisition.flatMap(({ channel }) => society.sources[channel].map(({ name }) => name));
  const whole = (column: string) => `nullif(${column}, ${unknown})`;
  return `,
      ${named("education", namesOf(society.educations))} AS education,
      ${named("profession", namesOf(society.professions))} AS profession,
      ${whole("income")} AS income,
      CASE WHEN income <> ${unknown} THEN ${named("place", currencies)} END AS income_currency,
      CASE WHEN income <> ${unknown} THEN 'year' END AS income_period,
      ${named("family", familyStatuses)} AS family_status,
      ${whole("children")} AS children,
      ${whole("household")} AS household_size,
      ${named("area", areaTypes)} AS area_type,
      CASE WHEN city_known = 1 THEN ${named("place", climates)} END AS climate_zone,
      ${tags("interests", namesOf(society.interests))} AS interests,
      ${tags("personal_values", namesOf(society.values))} AS personal_values,
      ${named("source", sources)} AS acquisition_source,
      CASE WHEN business = 1 THEN 'business' ELSE 'person' END AS customer_type,
      ${named("preferred", preferredChannels)} AS preferred_channel,
      ${yesOrNo("phone")} AS consent_phone,
      ${yesOrNo("post")} AS consent_post`;
}

/** SQL of the events of visits, by time. */
export function visits({ world }: BasePlan): string {
  const { origins, devices } = world.visits;
  const sources = origins.map(({ source }) => source);
  const mediums = origins.map(({ medium }) => medium);
  const session = `customer * ${mostSessions}::BIGINT + session`;
  return `
    SELECT
      CASE WHEN known = 1 THEN ${customerId} END AS customer_id,
      CASE WHEN known = 0 THEN 'a' || lpad(customer::VARCHAR, 10, '0') END AS anonymous_id,
      lpad((${session})::VARCHAR, 13, '0') AS session_id,
      ${timestamp("day")} AS ts,
      ${named("event", visitEvents)} AS event,
      ${productId} AS product_id,
      ${named("origin", sources)} AS source,
      ${named("origin", mediums)} AS medium,
      ${named("device", namesOf(devices.map(({ device }) => ({ name: device }))))} AS device,
      duration AS duration_s
    FROM (FROM visits ORDER BY day, second, customer, session, step)`;
}

/** SQL of what customers said, by time. */
export function feedback(): string {
  return `
    SELECT ${customerId} AS customer_id, ${timestamp("day")} AS ts, ${named("kind", feedbackKinds)} AS kind,
      nullif(score, ${unknown}) AS score, nullif(scale_max, ${unknown}) AS scale_max
    FROM (FROM feedback ORDER BY day, second, customer, number)`;
}

/** SQL of the products: `cost` is what a piece of them cost in the mean of the home currency's sales. */
export function products({ world }: BasePlan): string {
  const { shelves, productsPerCategory, postage } = world.assortment;
  const rows = shelves.flatMap(({ things }, category) =>
    Array.from({ length: productsPerCategory }, (_, place) => {
      const name = `${things[place % things.length]} ${brandOf(world, category, place)} ${Math.floor(place / things.length) + 1}`;
      return `(${productNumber(category, place, productsPerCategory)}, ${text(name)}, ${text(world.categories.names[category])})`;
    }),
  );
  return `
    SELECT ${productId} AS product_id, name, category, ${productBrand(world)} AS brand, TRUE AS is_product, cost
    FROM (VALUES ${rows.join(", ")}) AS product (product, name, category)
    LEFT JOIN (
      SELECT product, ${money("round(sum(cost_cents) / sum(quantity))::BIGINT")} AS cost FROM transactions
      WHERE returned = 0 AND currency = 0 GROUP BY product) USING (product)
    UNION ALL SELECT 'POST', ${text(postage)}, NULL, NULL, FALSE, NULL
    ORDER BY product_id`;
}

/** SQL of the exchange rates: units of the home currency for one unit, from the first day of each written month. */
export function rates({ rates: walks, monthStart, firstMonth, writtenUntil }: BasePlan): string {
  const rows = walks.flatMap(({ currency, millionths }) =>
    Array.from(monthStart.subarray(firstMonth, -1))
      .filter((start) => start < writtenUntil)
      .map((start, i) => `(${text(currency)}, DATE '${toIsoDate(start as EpochDay)}', ${millionths[firstMonth + i]})`),
  );
  return `
    SELECT currency, valid_from, (millionths * 0.000001::DECIMAL(7, 6))::DECIMAL(12, 6) AS rate
    FROM (VALUES ${rows.join(", ")}) AS rate (currency, valid_from, millionths) ORDER BY currency, valid_from`;
}

const productId = `lpad((nullif(product, ${unknown}) + 1)::VARCHAR, 6, '0')`;

function productBrand(world: World): string {
  const { shelves, productsPerCategory } = world.assortment;
  const brands = shelves.flatMap((_, category) =>
    Array.from({ length: productsPerCategory }, (_, place) => brandOf(world, category, place)),
  );
  return named("product", brands);
}

function brandOf({ assortment }: World, category: number, place: number): string {
  const { brands } = assortment.shelves[category];
  return brands[place % brands.length];
}

function namesOf(list: readonly { readonly name: string }[]): string[] {
  return list.map(({ name }) => name);
}

/** The names whose bits are set, joined; nothing for an empty or unknown set. */
function tags(set: string, names: readonly string[]): string {
  const each = names.map((name, i) => `CASE WHEN ${set} & ${1 << i} <> 0 THEN ${text(name)} END`);
  return `CASE WHEN ${set} > 0 THEN concat_ws(';', ${each.join(", ")}) END`;
}
