/** How the fields of a column are read. */
export type ColumnType = "id" | "text" | "timestamp" | "date" | "number" | "money" | "boolean" | "year";

/** A canonical column of one of the input tables. */
export interface ColumnSpec {
  readonly name: string;
  readonly type: ColumnType;
  /** A row without a value is quarantined. */
  readonly required: boolean;
}

function column(name: string, type: ColumnType, required = false): ColumnSpec {
  return { name, type, required };
}

export const transactionSpecs: readonly ColumnSpec[] = [
  column("customer_id", "id"),
  column("ts", "timestamp", true),
  column("order_id", "id"),
  column("kind", "text"),
  column("product_id", "id"),
  column("category", "text"),
  column("quantity", "number"),
  column("unit_price", "number"),
  column("amount", "money"),
  column("channel", "text"),
];

export const customerSpecs: readonly ColumnSpec[] = [
  column("customer_id", "id", true),
  column("registered_at", "date"),
  column("birth_date", "date"),
  column("birth_year", "year"),
  column("sex", "text"),
  column("country", "text"),
  column("region", "text"),
  column("city", "text"),
  column("acquisition_channel", "text"),
  column("consent_email", "boolean"),
  column("consent_sms", "boolean"),
  column("consent_push", "boolean"),
  column("consent_phone", "boolean"),
  column("consent_post", "boolean"),
  column("valid_from", "date"),
];

export const contactSpecs: readonly ColumnSpec[] = [
  column("customer_id", "id", true),
  column("ts", "timestamp", true),
  column("channel", "text", true),
  column("campaign_id", "id"),
  column("arm", "text"),
  column("opened", "boolean"),
  column("clicked", "boolean"),
  column("converted", "boolean"),
  column("unsubscribed", "boolean"),
];

export const costSpecs: readonly ColumnSpec[] = [
  column("period_start", "date", true),
  column("period_end", "date", true),
  column("channel", "text", true),
  column("campaign_id", "id"),
  column("amount", "money", true),
];
