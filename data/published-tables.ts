import type { AcquisitionCost } from "./acquisition-costs.ts";
import type { BasePlan } from "./base-plan.ts";
import { archetypeColumns } from "./base-rows.ts";
import { mostOrders } from "./place-order.ts";
import { unknown } from "./row-buffer.ts";

/** SQL that reads the staged tables and gives the published ones, rows in a total order. */
export interface PublishedTables {
  readonly transactions: string;
  readonly customers: string;
  readonly contacts: string;
  readonly costs: string;
  readonly truth: string;
}

export function publishedTables(plan: BasePlan, spent: readonly AcquisitionCost[]): PublishedTables {
  return {
    transactions: transactions(plan),
    customers: customers(plan),
    contacts: contacts(plan),
    costs: costs(spent),
    truth: truth(plan),
  };
}

// Numbers are sorted before they become text: the sort then carries 11 integers a row, a third of the bytes.
function transactions({ world }: BasePlan): string {
  return `
    SELECT
      lpad((customer * ${mostOrders}::BIGINT + number)::VARCHAR, 12, '0') AS order_id,
      CASE WHEN guest = 0 THEN ${customerId} END AS customer_id,
      ${timestamp("day")} AS ts,
      CASE WHEN returned = 0 THEN 'sale' ELSE 'return' END AS kind,
      ${named("category", world.categories.names)} AS category,
      ${named("channel", world.channels.names)} AS channel,
      quantity,
      ${money("cents")} AS amount,
      ${money("discount_cents")} AS discount_amount
    FROM (FROM transactions ORDER BY day, second, customer, number, returned)`;
}

function customers({ world }: BasePlan): string {
  const { sexes, places } = world.demography;
  const sexNames = sexes.map(({ sex }) => sex);
  const countries = places.map(({ country }) => country);
  const regions = places.map(({ region }) => region);
  const cities = places.map(({ city }) => city);
  const sources = world.acquisition.map(({ channel }) => channel);
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
    FROM (FROM customers ORDER BY customer, valid_from)`;
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

function truth(plan: BasePlan): string {
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

const customerId = "lpad(customer::VARCHAR, 10, '0')";

/** The name a code stands for; DuckDB counts lists from 1 and gives NULL beside an unknown code. */
function named(code: string, names: readonly string[]): string {
  return `[${names.map(text).join(", ")}][nullif(${code}, ${unknown}) + 1]`;
}

function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

function date(day: string): string {
  return `DATE '1970-01-01' + nullif(${day}, ${unknown})`;
}

function timestamp(day: string): string {
  return `make_timestamp((${day} * 86400::BIGINT + second) * 1000000)`;
}

/** Integer arithmetic: cents times the decimal 0.01 is exact. */
function money(cents: string): string {
  return `(${cents} * 0.01::DECIMAL(3, 2))::DECIMAL(12, 2)`;
}

function yesOrNo(flag: string): string {
  return `CASE WHEN ${flag} = 1 THEN 'yes' ELSE 'no' END`;
}
