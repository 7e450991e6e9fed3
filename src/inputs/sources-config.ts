import * as z from "zod";

const paths = z
  .union([z.string().min(1), z.array(z.string().min(1)).min(1)])
  .describe("A file, a glob, or a list of them, relative to the configuration's folder.");

const timeZone = z.string().refine(isTimeZone, "not the IANA name of a time zone, such as Europe/Berlin");

/** What every table may say about its files. */
const fileSettings = {
  path: paths,
  format: z.enum(["auto", "csv", "parquet"]).default("auto").describe("auto goes by the ending of the file's name."),
  delimiter: z
    .string()
    .min(1)
    .default(",")
    .describe("Field separator of CSV: one character, or whitespace for runs of blanks."),
  dates: z
    .record(z.string(), z.string())
    .default({})
    .describe('Format per column, such as "dd.MM.yyyy HH:mm"; without one, ISO 8601 is expected.'),
  zone: timeZone.optional().describe("Time zone of times that carry none; the project's when left out."),
  unknown: z
    .array(z.string())
    .default(["", "NA", "N/A", "n/a", "nan", "NaN", "null", "NULL", "-"])
    .describe("Texts that mean: not known."),
  duplicates: z
    .enum(["none", "redelivery", "exact"])
    .default("redelivery")
    .describe(
      "redelivery keeps, of rows that are the same in every column, as many as the file with the most of them holds; exact keeps one; none keeps all.",
    ),
};

/** Canonical column names, each mapped to the name in the file; unmapped ones are looked for under their own name. */
function mapping<const Names extends readonly string[]>(names: Names) {
  return z
    .strictObject(Object.fromEntries(names.map((name) => [name, z.string().min(1).optional()])) as Columns<Names>)
    .default({} as never) // every key is optional, so an empty object is a complete mapping
    .describe("Canonical name: name in the file.");
}
type Columns<Names extends readonly string[]> = { [Name in Names[number]]: z.ZodOptional<z.ZodString> };

export const transactionColumns = [
  "customer_id",
  "ts",
  "order_id",
  "kind",
  "product_id",
  "category",
  "quantity",
  "unit_price",
  "amount",
  "channel",
] as const;
export const customerColumns = [
  "customer_id",
  "registered_at",
  "birth_date",
  "birth_year",
  "sex",
  "country",
  "region",
  "city",
  "acquisition_channel",
  "consent_email",
  "consent_sms",
  "consent_push",
  "consent_phone",
  "consent_post",
  "valid_from",
] as const;
export const contactColumns = [
  "customer_id",
  "ts",
  "channel",
  "campaign_id",
  "arm",
  "opened",
  "clicked",
  "converted",
  "unsubscribed",
] as const;
export const costColumns = ["period_start", "period_end", "channel", "campaign_id", "amount"] as const;

export const transactionsSource = z.strictObject({
  ...fileSettings,
  columns: mapping(transactionColumns),
  orderKey: z
    .union([z.tuple([z.literal("customer_id"), z.enum(["order_id", "day"])]), z.literal("row")])
    .optional()
    .describe(
      "What makes an order: [customer_id, order_id], [customer_id, day] or row; by order id where there is one, else by day.",
    ),
  returns: z.enum(["net", "gross"]).default("net").describe("Whether monetary features are net of returns."),
  guests: z
    .enum(["exclude", "totals"])
    .default("exclude")
    .describe("Rows without a customer: left out, or counted in the totals of the base only."),
  returnPrefixes: z.array(z.string().min(1)).default([]).describe("Order ids that begin so are returns."),
  adjustmentPrefixes: z
    .array(z.string().min(1))
    .default([])
    .describe("Order ids that begin so are bookings, not sales; left out."),
  feeCodes: z.array(z.string().min(1)).default([]).describe("Product ids that are fees or postage; left out."),
});
export type TransactionsSource = z.output<typeof transactionsSource>;

export const customersSource = z.strictObject({ ...fileSettings, columns: mapping(customerColumns) });
export type CustomersSource = z.output<typeof customersSource>;

export const contactsSource = z.strictObject({ ...fileSettings, columns: mapping(contactColumns) });
export type ContactsSource = z.output<typeof contactsSource>;

export const costsSource = z.strictObject({ ...fileSettings, columns: mapping(costColumns) });
export type CostsSource = z.output<typeof costsSource>;

export type TableSource = TransactionsSource | CustomersSource | ContactsSource | CostsSource;

export const sourcesConfig = z
  .strictObject({
    transactions: transactionsSource.optional(),
    customers: customersSource.optional(),
    contacts: contactsSource.optional(),
    costs: costsSource.optional(),
  })
  .refine(({ transactions, customers }) => transactions !== undefined || customers !== undefined, {
    message: "needs transactions or customers",
  });
export type SourcesConfig = z.output<typeof sourcesConfig>;
export type TableName = keyof SourcesConfig;

export const contractConfig = z.strictObject({
  maxRejectShare: z
    .number()
    .min(0)
    .max(1)
    .default(0.01)
    .describe("Share of a table's rows that may be quarantined before the run stops with exit code 3."),
});
export type ContractConfig = z.output<typeof contractConfig>;

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
