import * as z from "zod";
import { type ColumnName, specsOf, type TableName } from "./columns.ts";

const paths = z
  .union([z.string().min(1), z.array(z.string().min(1)).min(1)])
  .describe("A file, a glob, or a list of them, relative to the configuration's folder.");

const timeZone = z.string().refine(isTimeZone, "not the IANA name of a time zone, such as Europe/Berlin");
const encoding = z.string().refine(isEncoding, "not the name of an encoding, such as windows-1251 or utf-16le");
const columnNames = z.array(z.string().min(1));
const isoDate = z.iso.date();

/** Texts that mean "not known" in most files. */
const usualUnknown = ["", "NA", "N/A", "n/a", "nan", "NaN", "null", "NULL", "-"];

/** What every table may say about its files. */
const fileSettings = {
  path: paths,
  format: z
    .enum(["auto", "csv", "jsonl", "parquet"])
    .default("auto")
    .describe("auto goes by the ending of the file's name; .gz may follow that of a text file."),
  encoding: encoding
    .default("utf-8")
    .describe("Encoding of text files, such as windows-1251 or utf-16le; a byte-order mark is passed over."),
  delimiter: z
    .string()
    .min(1)
    .default(",")
    .describe("Field separator of CSV: one character, or whitespace for runs of blanks."),
  header: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe("Names of the columns of a file that has no header line."),
  decimal: z.enum([".", ","]).default(".").describe("Decimal mark of numbers and money."),
  thousands: z
    .enum(["", ",", ".", " ", "'"])
    .default("")
    .describe("Mark between thousands, none when empty; a blank stands for no-break and thin blanks too."),
  dates: z
    .record(z.string(), z.string())
    .default({})
    .describe(
      'Format per column, such as "dd.MM.yyyy HH:mm" or "yyyyMM", or spreadsheet for day numbers; without one, ISO 8601 is expected.',
    ),
  zone: timeZone.optional().describe("Time zone of times that carry none; the project's when left out."),
  unknown: z
    .union([z.array(z.string()), z.record(z.string(), z.array(z.string()))])
    .default(usualUnknown)
    .describe("Texts that mean: not known; a list for all columns, or one per column beside the usual texts."),
  synonyms: z
    .record(z.string(), z.record(z.string(), z.string()))
    .default({})
    .describe("Per column, texts of the file and what they stand for: { area_type: { Surburban: suburban } }."),
  dropPointZero: columnNames
    .default([])
    .describe("Id columns whose ids were saved as numbers: 17850.0 is read as 17850."),
  duplicates: z
    .enum(["none", "redelivery", "exact"])
    .default("redelivery")
    .describe(
      "redelivery keeps, of rows that are the same in every column, as many as the file with the most of them holds; exact keeps one; none keeps all.",
    ),
  expect: z
    .strictObject({
      rows: z.int().min(0).optional().describe("Rows of all files."),
      total: z.number().optional().describe("Sum of all amounts as delivered, to a hundredth."),
      from: isoDate.optional().describe("Day of the first row."),
      until: isoDate.optional().describe("Day of the last row."),
    })
    .optional()
    .describe("Control totals; a delivery that differs stops the run."),
};

/** Money of a source that is not in the project's currency. */
const currency = z
  .string()
  .regex(/^[A-Z]{3}$/, "a currency is an ISO 4217 code such as EUR")
  .optional()
  .describe("Currency of this source's money; the project's when left out.");

/** Canonical column names, each mapped to the name in the file; unmapped ones are looked for under their own name. */
function mapping<const Table extends TableName>(table: Table) {
  const names = specsOf[table].map(({ name }) => [name, z.string().min(1).optional()]);
  type Columns = { [Name in ColumnName<Table>]: z.ZodOptional<z.ZodString> };
  return z
    .strictObject(Object.fromEntries(names) as Columns)
    .default({} as never) // every key is optional, so an empty object is a complete mapping
    .describe("Canonical name: name in the file.");
}

export const transactionsSource = z.strictObject({
  ...fileSettings,
  columns: mapping("transactions"),
  currency,
  orderKey: z
    .union([z.tuple([z.literal("customer_id"), z.enum(["order_id", "day"])]), z.literal("row")])
    .optional()
    .describe(
      "What makes an order: [customer_id, order_id], [customer_id, day] or row; by order id where there is one, else by day.",
    ),
  versions: z
    .enum(["none", "first", "last"])
    .default("none")
    .describe("Of an order that was saved several times (saved_at, or ts without it): all rows, or one saving's."),
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
  excludedStatuses: z
    .array(z.string().min(1))
    .default([])
    .describe("Values of status that make a row no sale, such as cancelled; left out."),
});
export type TransactionsSource = z.output<typeof transactionsSource>;

export const customersSource = z.strictObject({
  ...fileSettings,
  columns: mapping("customers"),
  generateIds: generateIds(),
  listSeparator: z.string().min(1).default(";").describe("Separator of interests and personal_values."),
  incomePeriod: z.enum(["year", "month"]).default("year").describe("What income is paid for, where no column says it."),
  ageAsOf: isoDate.optional().describe("Day the ages are of, where no column says it."),
});
export type CustomersSource = z.output<typeof customersSource>;

export const contactsSource = z.strictObject({
  ...fileSettings,
  columns: mapping("contacts"),
  currency,
  generateIds: generateIds(),
  at: isoDate.optional().describe("Day of all contacts, for a file without a column for it."),
  channel: z.string().min(1).optional().describe("Channel of all contacts, for a file without a column for it."),
});
export type ContactsSource = z.output<typeof contactsSource>;

export const visitsSource = z.strictObject({ ...fileSettings, columns: mapping("visits") });

export const costsSource = z.strictObject({ ...fileSettings, columns: mapping("costs"), currency });

export const feedbackSource = z.strictObject({ ...fileSettings, columns: mapping("feedback") });

const metricSource = z.union([
  z.string().min(1),
  z.strictObject({
    column: z.string().min(1),
    windowDays: z.int().min(0).default(0).describe("Days the metric looks back; 0 is the whole past."),
    unit: z.string().default(""),
  }),
]);
export const profilesSource = z.strictObject({
  ...fileSettings,
  columns: mapping("profiles"),
  generateIds: generateIds(),
  metrics: z
    .record(z.string().min(1), metricSource)
    .default({})
    .describe("For a file with a column per metric: metric (recency_days, orders, spend, spend:wine, …): column."),
  asOf: isoDate.optional().describe("Day the metrics are as of, for a file without a column for it."),
});
export type ProfilesSource = z.output<typeof profilesSource>;

export const productsSource = z.strictObject({ ...fileSettings, columns: mapping("products"), currency });

export const marketSource = z.strictObject({ ...fileSettings, columns: mapping("market"), currency });

export const ratesSource = z.strictObject({ ...fileSettings, columns: mapping("rates") });

export const sourcesConfig = z
  .strictObject({
    transactions: transactionsSource.optional().describe("Orders or their lines, and returns."),
    customers: customersSource.optional().describe("Who they are, as of valid_from where there is one."),
    contacts: contactsSource.optional().describe("Messages sent to customers, and control groups."),
    visits: visitsSource.optional().describe("What customers did on the site."),
    costs: costsSource.optional().describe("What was spent to win customers, per period and channel."),
    feedback: feedbackSource.optional().describe("Complaints, reviews and polls."),
    profiles: profilesSource.optional().describe("Ready aggregates per customer, where there is no event log."),
    products: productsSource.optional().describe("Category, brand and cost per product."),
    market: marketSource
      .optional()
      .describe(
        "Per category and period, the competitors' price level in percent of ours (100 is alike), and what all sellers together took.",
      ),
    rates: ratesSource.optional().describe("Units of the project's currency for one unit of another, by valid_from."),
  } satisfies Record<TableName, unknown>)
  .refine(({ transactions, customers }) => transactions !== undefined || customers !== undefined, {
    message: "needs transactions or customers",
  });
export type SourcesConfig = z.output<typeof sourcesConfig>;
export type TableSource = NonNullable<SourcesConfig[TableName]>;

export const contractConfig = z.strictObject({
  maxRejectShare: z
    .number()
    .min(0)
    .max(1)
    .default(0.01)
    .describe("Share of a table's rows that may be quarantined before the run stops with exit code 3."),
});
export type ContractConfig = z.output<typeof contractConfig>;

/** Texts that mean "not known" in a column. */
export function unknownTexts({ unknown }: Pick<TableSource, "unknown">, column: string): readonly string[] {
  return Array.isArray(unknown) ? unknown : [...usualUnknown, ...(unknown[column] ?? [])];
}

function generateIds() {
  return z
    .boolean()
    .default(false)
    .describe("Number the rows of a file without customer ids; tables of the same file get the same numbers.");
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function isEncoding(label: string): boolean {
  try {
    new TextDecoder(label);
    return true;
  } catch {
    return false;
  }
}
