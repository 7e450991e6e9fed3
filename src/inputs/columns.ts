/**
 * How the fields of a column are read. `band` is a range of numbers ("25-34", "65+", "Under 15K") and becomes two
 * columns, `<name>_min` and `<name>_max`; `tags` is a list of words; `choice` is one of the column's `choices`;
 * `currency` is an ISO 4217 code, `country` an ISO 3166 code or one of the usual names of a country.
 */
export type ColumnType =
  | "id"
  | "text"
  | "timestamp"
  | "date"
  | "number"
  | "money"
  | "boolean"
  | "year"
  | "band"
  | "tags"
  | "choice"
  | "country"
  | "currency";

/** A canonical column of one of the input tables. */
export interface ColumnSpec {
  readonly name: string;
  readonly type: ColumnType;
  /** A row without a value is quarantined. */
  readonly required: boolean;
  /** Levels of a `choice`. */
  readonly choices?: readonly string[];
  /** Another word than these becomes `unknown` and is counted, instead of ending in quarantine. */
  readonly lenient: boolean;
}

type Names<Specs extends readonly ColumnSpec[]> = Specs[number]["name"];

function column<const Name extends string>(
  name: Name,
  type: ColumnType,
  settings: Partial<Omit<ColumnSpec, "name" | "type">> = {},
) {
  return { name, type, required: false, lenient: false, ...settings };
}
const required = { required: true };
/** Words for people: many files have a few of their own, and none of them is worth losing the person. */
const oneOf = (...choices: readonly string[]) => ({ choices, lenient: true });

export const transactionSpecs = [
  column("customer_id", "id"),
  column("ts", "timestamp", required),
  column("order_id", "id"),
  column("kind", "choice", { choices: ["sale", "return", "adjustment", "fee"] }),
  column("product_id", "id"),
  column("category", "text"),
  column("brand", "text"),
  column("quantity", "number"),
  column("unit_price", "number"),
  column("amount", "money"),
  column("discount_amount", "money"),
  column("cost_amount", "money"),
  column("coupon_id", "id"),
  column("currency", "currency"),
  column("channel", "text"),
  column("status", "text"),
  column("received_at", "timestamp"),
  column("saved_at", "timestamp"),
] as const satisfies readonly ColumnSpec[];

export const customerSpecs = [
  column("customer_id", "id", required),
  column("registered_at", "date"),
  column("birth_date", "date"),
  column("birth_year", "year"),
  column("age", "band"),
  column("age_as_of", "date"),
  column("sex", "choice", oneOf("female", "male", "other", "unknown")),
  column("country", "country"),
  column("region", "text"),
  column("city", "text"),
  column("area_type", "choice", oneOf("urban", "suburban", "rural", "unknown")),
  column("climate_zone", "text"),
  column("income", "band"),
  column("income_currency", "currency"),
  column("income_period", "choice", { choices: ["year", "month"] }),
  column("family_status", "choice", oneOf("married", "partnered", "single", "divorced", "widowed", "unknown")),
  column("children", "number"),
  column("household_size", "number"),
  column("education", "text"),
  column("profession", "text"),
  column("interests", "tags"),
  column("personal_values", "tags"),
  column("acquisition_channel", "text"),
  column("acquisition_source", "text"),
  column("customer_type", "choice", oneOf("person", "business", "unknown")),
  column("preferred_channel", "text"),
  column("consent_email", "boolean"),
  column("consent_sms", "boolean"),
  column("consent_push", "boolean"),
  column("consent_phone", "boolean"),
  column("consent_post", "boolean"),
  column("valid_from", "date"),
  column("received_at", "timestamp"),
] as const satisfies readonly ColumnSpec[];

export const contactSpecs = [
  column("contact_id", "id"),
  column("customer_id", "id", required),
  column("ts", "timestamp", required),
  column("channel", "text", required),
  column("campaign_id", "id"),
  column("arm", "text"),
  column("delivered", "boolean"),
  column("opened", "boolean"),
  column("clicked", "boolean"),
  column("visited", "boolean"),
  column("converted", "boolean"),
  column("unsubscribed", "boolean"),
  column("revenue", "money"),
  column("cost", "money"),
  column("currency", "currency"),
  column("received_at", "timestamp"),
] as const satisfies readonly ColumnSpec[];

export const visitSpecs = [
  column("customer_id", "id"),
  column("anonymous_id", "id"),
  column("session_id", "id"),
  column("ts", "timestamp", required),
  column("event", "text"),
  column("product_id", "id"),
  column("source", "text"),
  column("device", "text"),
  column("duration_s", "number"),
  column("received_at", "timestamp"),
] as const satisfies readonly ColumnSpec[];

export const costSpecs = [
  column("period_start", "date", required),
  column("period_end", "date", required),
  column("channel", "text", required),
  column("campaign_id", "id"),
  column("amount", "money", required),
  column("currency", "currency"),
] as const satisfies readonly ColumnSpec[];

export const feedbackSpecs = [
  column("customer_id", "id", required),
  column("ts", "timestamp", required),
  column("kind", "choice", { required: true, choices: ["complaint", "review", "poll", "return_reason"] }),
  column("score", "number"),
  column("scale_max", "number"),
  column("received_at", "timestamp"),
] as const satisfies readonly ColumnSpec[];

export const profileSpecs = [
  column("customer_id", "id", required),
  column("as_of", "date"),
  column("metric", "text"),
  column("window_days", "number"),
  column("value", "number"),
  column("unit", "text"),
] as const satisfies readonly ColumnSpec[];

export const productSpecs = [
  column("product_id", "id", required),
  column("name", "text"),
  column("category", "text"),
  column("brand", "text"),
  column("is_product", "boolean"),
  column("cost", "money"),
] as const satisfies readonly ColumnSpec[];

export const marketSpecs = [
  column("period_start", "date", required),
  column("period_end", "date", required),
  column("category", "text", required),
  column("price_index", "number"),
  column("market_size", "money"),
  column("currency", "currency"),
] as const satisfies readonly ColumnSpec[];

export const rateSpecs = [
  column("currency", "currency", required),
  column("valid_from", "date", required),
  column("rate", "number", required),
] as const satisfies readonly ColumnSpec[];

/** The canonical columns of every table. */
export const specsOf = {
  transactions: transactionSpecs,
  customers: customerSpecs,
  contacts: contactSpecs,
  visits: visitSpecs,
  costs: costSpecs,
  feedback: feedbackSpecs,
  profiles: profileSpecs,
  products: productSpecs,
  market: marketSpecs,
  rates: rateSpecs,
} as const;
export type TableName = keyof typeof specsOf;
export type ColumnName<Table extends TableName> = Names<(typeof specsOf)[Table]>;
