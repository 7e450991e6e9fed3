import type { AcquisitionCost } from "./acquisition-costs.ts";
import type { BasePlan } from "./base-plan.ts";
import { archetypeColumns } from "./base-rows.ts";
import { mostOrders } from "./place-order.ts";
import { customerId, date, money, named, text, timestamp, yesOrNo } from "./published-columns.ts";
import { basketColumns, feedback, products, rates, societyColumns, visits } from "./published-extras.ts";
import { unknown } from "./row-buffer.ts";

/**
 * SQL that reads the staged tables and gives the published ones by name, rows in a total order: the core tables, `rates`
 * where the world has several currencies, and in a whole base the others. `truth` is not one of them.
 */
export function publishedTables(plan: BasePlan, spent: readonly AcquisitionCost[]): Map<string, string> {
  const tables = new Map([
    ["transactions", transactions(plan)],
    ["customers", customers(plan)],
    ["contacts", contacts(plan)],
    ["costs", costs(spent)],
  ]);
  if (plan.rates.length > 0) tables.set("rates", rates(plan));
  if (plan.tables === "all") {
    tables.set("visits", visits(plan)).set("feedback", feedback()).set("products", products(plan));
  }
  return tables;
}

// Numbers are sorted before they become text: the sort then carries 11 integers a row, a third of the bytes.
function transactions(plan: BasePlan): string {
  const { world } = plan;
  return `
    SELECT
      lpad((customer * ${mostOrders(world)}::BIGINT + number)::VARCHAR, 12, '0') AS order_id,
      CASE WHEN guest = 0 THEN ${customerId} END AS customer_id,
      ${timestamp("day")} AS ts,
      CASE WHEN returned = 0 THEN 'sale' ELSE 'return' END AS kind,
      ${named("category", world.categories.names)} AS category,
      ${named("channel", world.channels.names)} AS channel,
      quantity,
      ${money("cents")} AS amount,
      ${money("discount_cents")} AS discount_amount
      ${basketColumns(plan)}
    FROM (FROM transactions ORDER BY day, second, customer, number, returned)`;
}

function customers(plan: BasePlan): string {
  const { world } = plan;
  const { sexes, places } = world.demography;
  const sexNames = sexes.map(({ sex }) => sex);
  const countries = places.map(({ country }) => country);
  const regions = places.map(({ region }) => region);
  const cities = places.map(({ city }) => city);
  const sources = world.acquisition.map(({ channel }) => channel);
  const staged = plan.tables === "all" ? "customers JOIN society USING (customer)" : "customers";
  return `
    SELECT
      ${customerId} AS customer_id,
      ${date("registered")} AS registered_at,
      ${date("born")} AS birth_date,
      ${named("sex", sexNames)} AS sex,
      ${named("place", countries)} AS country,
      CASE WHEN city_known = 1 THEN ${named("place", regions)} END AS region,
      CASE WHEN city_known = 1 THEN ${named("place", cities)} END AS city,
      ${named("acquisition", sources)} AS acquisition_channel,
      ${yesOrNo("email")} AS consent_email,
      ${yesOrNo("sms")} AS consent_sms,
      ${yesOrNo("push")} AS consent_push,
      ${date("valid_from")} AS valid_from
      ${societyColumns(plan)}
    FROM (FROM ${staged} ORDER BY customer, valid_from)`;
}

function contacts({ campaigns }: BasePlan): string {
  const day = `[${campaigns.map((campaign) => campaign.day).join(", ")}][campaign + 1]`;
  const channels = campaigns.map(({ channel }) => channel);
  const ids = campaigns.map(({ id }) => id);
  return `
    SELECT
      ${customerId} || '-' || lpad(campaign::VARCHAR, 2, '0') AS contact_id,
      ${customerId} AS customer_id,
      ${timestamp(day)} AS ts,
      ${named("campaign", channels)} AS channel,
      ${named("campaign", ids)} AS campaign_id,
      CASE WHEN control = 1 THEN 'control' ELSE 'message' END AS arm,
      opened = 1 AS opened,
      clicked = 1 AS clicked,
      converted = 1 AS converted,
      unsubscribed = 1 AS unsubscribed
    FROM (FROM contacts ORDER BY campaign, second, customer)`;
}

function costs(spent: readonly AcquisitionCost[]): string {
  const rows = spent.map(({ from, until, channel, cents }) => `(${from}, ${until}, ${text(channel)}, ${cents})`);
  return `
    SELECT ${date("first_day")} AS period_start, ${date("end_day")} AS period_end, channel, ${money("cents")} AS amount
    FROM (VALUES ${rows.join(", ")}) AS cost (first_day, end_day, channel, cents)`;
}

/** SQL of `truth/customers`. */
export function truth(plan: BasePlan): string {
  const { world } = plan;
  const months = archetypeColumns(plan);
  const atAsOf = months[plan.asOfMonth - plan.firstMonth - 1];
  return `
    SELECT
      ${customerId} AS customer_id,
      ${named(atAsOf, world.archetypes)} AS archetype,
      ${atAsOf}::TINYINT AS archetype_index,
      ${money("holdout_cents")} AS holdout_net,
      rate_factor / 1e6 AS rate_factor,
      basket_factor / 1e6 AS basket_factor,
      ${named("favourite_category", world.categories.names)} AS favourite_category,
      ${named("favourite_channel", world.channels.names)} AS favourite_channel,
      ${months.map((month) => `nullif(${month}, ${unknown})::TINYINT AS ${month}`).join(", ")}
    FROM (FROM truth ORDER BY customer)`;
}
