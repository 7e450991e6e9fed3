import { basename } from "node:path";
import { UserError } from "../../user-error.ts";
import type { TableName } from "../columns.ts";
import { isUnique } from "./column-look.ts";
import { countText } from "./evidence-text.ts";
import { headerWords } from "./header-words.ts";
import type { FileLook } from "./look-at-files.ts";
import { type ColumnMatch, matchColumns } from "./match-columns.ts";
import { metricOf } from "./profile-metrics.ts";

/** The table that a file is made for, as far as its columns and its name tell. */
export interface TableChoice {
  readonly table: TableName;
  readonly matches: readonly ColumnMatch[];
  readonly confidence: number;
  readonly seen: string;
}

/** What makes a file one of a table: columns it cannot do without, any set of them, and columns that speak for it. */
interface Marks {
  readonly needs: readonly (readonly string[])[];
  readonly speaking: readonly string[];
  /** Words of file names. */
  readonly names: readonly string[];
}

const marks: ReadonlyMap<TableName, Marks> = new Map<TableName, Marks>([
  [
    "transactions",
    {
      needs: [
        ["ts", "amount"],
        ["ts", "quantity", "unit_price"],
        ["ts", "order_id"],
      ],
      speaking: ["customer_id", "amount", "order_id", "quantity", "unit_price", "product_id"],
      names: words("transactions|orders|sales|purchases|receipts|invoices|retail|tx|заказы|продажи|чеки|покупки"),
    },
  ],
  [
    "contacts",
    {
      needs: ["opened", "clicked", "delivered", "arm", "unsubscribed", "contact_id"].map((each) => [
        "customer_id",
        "ts",
        each,
      ]),
      speaking: ["opened", "clicked", "delivered", "arm", "campaign_id", "channel", "unsubscribed", "contact_id"],
      names: words("contacts|mailings|emails|messages|sends|campaigns|рассылки|контакты"),
    },
  ],
  [
    "visits",
    {
      needs: ["session_id", "event", "duration_s", "anonymous_id"].map((each) => ["ts", each]),
      speaking: ["session_id", "event", "duration_s", "anonymous_id", "device", "source"],
      names: words("visits|sessions|events|clickstream|web|визиты|сессии|события"),
    },
  ],
  [
    "feedback",
    {
      needs: [
        ["customer_id", "ts", "kind"],
        ["customer_id", "ts", "kind", "score"],
      ],
      speaking: ["kind", "score", "scale_max"],
      names: words("feedback|reviews|complaints|surveys|nps|отзывы|жалобы"),
    },
  ],
  [
    "costs",
    {
      needs: [["period_start", "amount", "channel"]],
      speaking: ["period_start", "period_end", "channel", "amount"],
      names: words("costs|spend|budget|marketing costs|расходы|затраты"),
    },
  ],
  [
    "profiles",
    {
      needs: [["customer_id", "metric", "value"]],
      speaking: ["metric", "value", "window_days"],
      names: words("profiles|aggregates|rfm|metrics|профили"),
    },
  ],
  [
    "products",
    {
      needs: ["name", "category", "brand", "cost"].map((each) => ["product_id", each]),
      speaking: ["name", "category", "brand"],
      names: words("products|catalog|catalogue|items|goods|товары|каталог"),
    },
  ],
  [
    "market",
    {
      needs: ["price_index", "market_size"].map((each) => ["period_start", "category", each]),
      speaking: ["period_start", "period_end", "category", "price_index", "market_size"],
      names: words("market|markets|competitors|competition|рынок|конкуренты"),
    },
  ],
  [
    "rates",
    {
      needs: [["currency", "valid_from", "rate"]],
      speaking: ["currency", "rate"],
      names: words("rates|fx|exchange|курсы"),
    },
  ],
  [
    "customers",
    {
      needs: [[]],
      speaking: [],
      names: words("customers|clients|users|members|subscribers|crm|клиенты|покупатели"),
    },
  ],
]);

function words(names: string): readonly string[] {
  return names.split("|");
}

/**
 * Chooses the table a file is made for: of those whose necessary columns it has, the one with the most columns that speak
 * for it, where the file's name counts two.
 *
 * @throws UserError 2 when its columns are those of no table
 */
export function chooseTable(file: FileLook): TableChoice {
  const candidates = [...marks].flatMap(([table, mark], place) => {
    const matches = file.hasHeader.value
      ? matchColumns(table, file.columns)
      : matchColumns(table, file.columns).map(withoutHeader);
    const score = scoreOf(table, mark, matches, file);
    return score === undefined ? [] : [{ table, matches, score, place }];
  });
  candidates.sort((a, b) => b.score - a.score || a.place - b.place);
  const [best, second] = candidates;
  if (best === undefined) {
    const names = file.columns.map(({ name }) => `"${name}"`).join(", ");
    throw new UserError(
      2,
      `${file.title}: its columns (${names}) are those of no table; rename them, or write sources by hand (see docs/data-contract.md)`,
    );
  }
  const lead = best.score - (second?.score ?? 0);
  return {
    table: best.table,
    matches: best.matches,
    confidence: Math.min(0.98, 0.6 + 0.1 * lead) - (file.hasHeader.value ? 0 : 0.2),
    seen: reasonFor(best.table, best.matches, file),
  };
}

/** Names that were given by us say nothing about the values. */
function withoutHeader(match: ColumnMatch): ColumnMatch {
  return { ...match, confidence: 0.6, seen: match.seen.replace(/; the header says .*$/, ", by its values") };
}

function scoreOf(table: TableName, mark: Marks, matches: readonly ColumnMatch[], file: FileLook): number | undefined {
  const found = new Set(matches.map(({ spec }) => spec.name));
  if (!mark.needs.some((set) => set.every((name) => found.has(name)))) return undefined;
  const named = file.paths.some((path) => nameHolds(path, mark.names)) ? 2 : 0;
  const id = matches.find(({ spec }) => spec.name === "customer_id")?.column;
  const oneRowEach = id === undefined || isUnique(id);
  if (table === "customers") {
    if (!oneRowEach && !found.has("valid_from")) return undefined;
    const attributes = matches.filter(({ spec }) => spec.name !== "customer_id").length;
    const aggregates = file.columns.some((column) => (metricOf(column)?.confidence ?? 0) >= 0.7) ? 1 : 0;
    const speaking = attributes + aggregates + named;
    return speaking > 0 ? 1 + speaking : undefined;
  }
  if (table === "products" && !matches.some(({ spec, column }) => spec.name === "product_id" && isUnique(column)))
    return undefined;
  if (table === "costs" && id !== undefined) return undefined;
  const speaking = mark.speaking.filter((name) => found.has(name)).length;
  // Events of which every customer has exactly one are most likely a list of customers with a date.
  const lonely =
    table !== "products" &&
    table !== "rates" &&
    table !== "costs" &&
    id !== undefined &&
    oneRowEach &&
    file.rows.length >= 10;
  return 2 + speaking + named - (lonely ? 3 : 0);
}

function nameHolds(path: string, names: readonly string[]): boolean {
  const stem = ` ${headerWords(basename(path).replace(/(\.\w+)+$/, ""))} `;
  return names.some((name) => stem.includes(` ${name} `));
}

function reasonFor(table: TableName, matches: readonly ColumnMatch[], { title, rows, whole }: FileLook): string {
  const part = whole ? "" : `; a sample of ${countText(rows.length)} rows was looked at`;
  const found = matches.map(({ spec }) => spec.name);
  if (table === "customers" && !found.includes("customer_id"))
    return `${title}: one row a customer, without an id${part}`;
  const named = found.slice(0, 5).join(", ");
  return `${title} has ${named}${found.length > 5 ? " and more" : ""}${part}`;
}
