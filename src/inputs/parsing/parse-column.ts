import type { Dialect } from "../../engine/dialect.ts";
import type { ColumnSpec, ColumnType } from "../columns.ts";
import { textOf } from "./clean-field.ts";
import { currencySigns } from "./currency-signs.ts";
import { parsedBand } from "./parse-band.ts";
import { parsedBoolean } from "./parse-boolean.ts";
import { parsedChoice } from "./parse-choice.ts";
import { parsedCurrency } from "./parse-currency.ts";
import { parsedDate } from "./parse-date.ts";
import { parsedId } from "./parse-id.ts";
import { type Decimal, parsedNumber } from "./parse-number.ts";
import type { ParseSettings } from "./parse-settings.ts";
import { parsedTags } from "./parse-tags.ts";

/** One of the SQL columns of a typed field. */
export interface TypedColumn {
  readonly name: string;
  readonly sqlType: string;
}

/** The same with the SQL of its value. */
export interface ParsedColumn extends TypedColumn {
  readonly expression: string;
}

const decimal = "DECIMAL(18,6)" satisfies Decimal;
const amount = "DECIMAL(17,4)" satisfies Decimal;

const sqlTypes: Readonly<Record<ColumnType, string>> = {
  id: "VARCHAR",
  text: "VARCHAR",
  timestamp: "TIMESTAMP",
  date: "TIMESTAMP",
  number: decimal,
  money: amount,
  boolean: "BOOLEAN",
  year: "BIGINT",
  band: decimal,
  tags: "VARCHAR[]",
  choice: "VARCHAR",
  country: "VARCHAR",
  currency: "VARCHAR",
};

/** The SQL columns a column has once it is parsed: one of its name, for a band its two ends. */
export function sqlTypesOf({ name, type }: Pick<ColumnSpec, "name" | "type">): readonly TypedColumn[] {
  const names = type === "band" ? [`${name}_min`, `${name}_max`] : [name];
  return names.map((each) => ({ name: each, sqlType: sqlTypes[type] }));
}

/**
 * A cleaned field (see clean-field.ts) as the columns of its type, null where it cannot be read as one; a country stays the
 * name it is.
 *
 * @param field name of a column that holds the cleaned field: its SQL is repeated
 */
export function parsedColumns(
  dialect: Dialect,
  spec: ColumnSpec,
  field: string,
  sqlType: string,
  settings: ParseSettings,
): readonly ParsedColumn[] {
  // A synonym turned it into text, see `cleaned`.
  const type = Object.keys(settings.synonyms[spec.name] ?? {}).length > 0 ? "VARCHAR" : sqlType;
  if (spec.type !== "band") {
    const [column] = sqlTypesOf(spec);
    return [{ ...column, expression: parsed(dialect, { ...spec, type: spec.type }, field, type, settings) }];
  }
  const band = parsedBand(dialect, field, type, decimal, settings);
  const [min, max] = sqlTypesOf(spec);
  return [
    { ...min, expression: band.min },
    { ...max, expression: band.max },
  ];
}

interface ScalarSpec extends ColumnSpec {
  readonly type: Exclude<ColumnType, "band">;
}

function parsed(dialect: Dialect, spec: ScalarSpec, field: string, sqlType: string, settings: ParseSettings): string {
  switch (spec.type) {
    case "id":
      return parsedId(dialect, field, sqlType, settings.dropPointZero.includes(spec.name));
    case "text":
      return textOf(field, sqlType);
    case "number":
      return parsedNumber(dialect, field, sqlType, decimal, settings);
    case "money":
      return parsedNumber(dialect, field, sqlType, amount, settings, currencySigns(settings.currencies));
    case "year":
      return parsedYear(dialect, field);
    case "boolean":
      return parsedBoolean(dialect, field, sqlType);
    case "timestamp":
    case "date":
      return parsedDate(dialect, spec, field, sqlType, settings);
    case "tags":
      return parsedTags(dialect, field, sqlType, settings.listSeparator);
    case "choice":
      return parsedChoice(dialect, spec, field);
    // Names become codes once all of them are known: see tables/countries.ts.
    case "country":
      return textOf(field, sqlType);
    case "currency":
      return parsedCurrency(dialect, field, settings.currencies);
  }
}

function parsedYear(dialect: Dialect, field: string): string {
  const isYear = dialect.matches(`CAST(${field} AS VARCHAR)`, "^[1-9]\\d{3}(\\.0+)?$");
  return `CASE WHEN ${isYear} THEN ${dialect.tryCast(field, "BIGINT")} END`;
}
