import type { ColumnSpec } from "../columns.ts";
import type { ParseSettings } from "./parse-settings.ts";

/** What was expected of a column, for the reason in the rejects: a noun with an example in the file's own marks. */
export function expectation(spec: ColumnSpec, settings: ParseSettings): string {
  switch (spec.type) {
    case "id":
      return "an id as it was given, not one a spreadsheet has rounded";
    case "text":
      return "a text";
    case "number":
      return `a number such as ${exampleNumber(settings)}`;
    case "money": {
      const signs = settings.currencies.length === 0 ? "" : `, in ${listed(settings.currencies)}`;
      return `a number such as ${exampleNumber(settings)}${signs}`;
    }
    case "year":
      return "a year such as 1984";
    case "boolean":
      return "yes or no";
    case "timestamp":
    case "date":
      return expectedDate(settings.dates[spec.name]);
    case "band":
      return "a range such as 25-34, 65+ or under 18";
    case "tags":
      return `a list with ${settings.listSeparator} between its parts`;
    case "choice":
      return `one of ${(spec.choices ?? []).join(", ")}`;
    case "country":
      return "a country's name or its ISO 3166 code such as DE";
    case "currency":
      return "an ISO 4217 code such as EUR";
  }
}

function exampleNumber({ decimal, thousands }: ParseSettings): string {
  return `1${thousands}234${decimal}50`;
}

function expectedDate(format: string | undefined): string {
  if (format === undefined) return "a date such as 2024-01-31 or 2024-01-31 10:00:00";
  if (format === "spreadsheet") return "a spreadsheet's day number such as 45292";
  return format === "unix" ? "seconds since 1970 such as 1704067200" : `a date written ${format}`;
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
}
