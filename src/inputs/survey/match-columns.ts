import { type ColumnSpec, specsOf, type TableName } from "../columns.ts";
import { choiceOf } from "./choice-words.ts";
import { type ColumnLook, isUnique, shareOf } from "./column-look.ts";
import { countText, rangeText } from "./evidence-text.ts";
import { headerFit } from "./header-words.ts";

/** A canonical column and the column of the file that seems to hold it. */
export interface ColumnMatch {
  readonly spec: ColumnSpec;
  readonly column: ColumnLook;
  /** 0..1. */
  readonly confidence: number;
  /** What speaks for it. */
  readonly seen: string;
}

/**
 * Finds the canonical columns of a table among a file's columns: by the header, and by whether the values can be read as
 * the column's type; words of a choice column are recognised under any header. A column of the file serves one column
 * of the table, the best pairs first.
 */
export function matchColumns(table: TableName, columns: readonly ColumnLook[]): ColumnMatch[] {
  const pairs = (specsOf[table] as readonly ColumnSpec[])
    .flatMap((spec, place) => columns.map((column) => ({ match: pair(table, spec, column), place })))
    .filter((each): each is { match: ColumnMatch; place: number } => each.match !== undefined)
    .sort(
      (a, b) =>
        b.match.confidence - a.match.confidence || a.place - b.place || a.match.column.index - b.match.column.index,
    );
  const taken = new Set<string>();
  const used = new Set<number>();
  const matches: { match: ColumnMatch; place: number }[] = [];
  for (const each of pairs) {
    const { spec, column } = each.match;
    if (taken.has(spec.name) || used.has(column.index)) continue;
    taken.add(spec.name);
    used.add(column.index);
    matches.push(each);
  }
  return matches.sort((a, b) => a.place - b.place).map(({ match }) => match);
}

function pair(table: TableName, spec: ColumnSpec, column: ColumnLook): ColumnMatch | undefined {
  const header = headerFit(table, spec.name, column.name);
  const fits = header > 0 ? suits(spec, column) : speaksForItself(spec, column);
  if (!fits) return undefined;
  const confidence = header > 0 ? 0.35 + 0.63 * header : 0.75;
  const named = header > 0 ? `; the header says "${column.name}"` : "";
  return { spec, column, confidence, seen: `${describe(spec, column)}${named}` };
}

const band =
  /^(?:[\d.,]+\s*(?:-|–|to|до)\s*[$€£₽]?\s*[\d.,]+|.*\d.*\+|(?:under|over|less than|more than|up to|до|от|свыше|[<>]=?)\s*\S*\d.*|\d+\)\s.*\d.*)/iu;
const booleanWords: ReadonlySet<string> = new Set("true|false|t|f|yes|no|y|n|1|0|да|нет".split("|"));

/** Whether the values of a column can be read as those of a canonical column, given that its header says so. */
function suits(spec: ColumnSpec, column: ColumnLook): boolean {
  if (column.known === 0) return false;
  switch (spec.type) {
    case "id":
      return spec.name.startsWith("coupon") || column.dates === undefined || column.dates.weak || isUnique(column);
    case "timestamp":
    case "date":
      return column.dates !== undefined;
    case "number":
    case "money":
      return column.numbers !== undefined;
    case "boolean":
      return shareOf(column, (text) => booleanWords.has(text.toLowerCase())) >= 0.98;
    case "year":
      return shareOf(column, (text) => /^(18|19|20)\d\d(\.0+)?$/.test(text)) >= 0.98;
    case "band":
      return column.numbers !== undefined || shareOf(column, (text) => band.test(text)) >= 0.9;
    case "choice":
      return (
        shareOf(column, (text) => choiceOf(spec.name, spec.choices ?? [], text) !== undefined) >=
        (spec.lenient ? 0.5 : 0.98)
      );
    case "currency":
      return shareOf(column, (text) => /^[A-Za-z]{3}$/.test(text)) >= 0.98;
    case "country":
    case "text":
    case "tags":
      return column.numbers === undefined || isCode(column);
  }
}

/** A few whole numbers may be codes of a category. */
function isCode({ numbers, counts }: ColumnLook): boolean {
  return numbers?.whole === true && counts.size <= 200 && counts.size > 2;
}

/** Whether the values alone tell that a column holds the levels of a choice. */
function speaksForItself(spec: ColumnSpec, column: ColumnLook): boolean {
  if (spec.type !== "choice" || !spec.lenient || column.counts.size < 2 || column.counts.size > 12) return false;
  const levels = new Set<string>();
  const share = shareOf(column, (text) => {
    const level = choiceOf(spec.name, spec.choices ?? [], text);
    if (level !== undefined) levels.add(level);
    return level !== undefined;
  });
  return share >= 0.9 && levels.size >= 2;
}

/** What a column holds, without the values that tell of a person. */
function describe({ type }: ColumnSpec, column: ColumnLook): string {
  const distinct = `${column.capped ? "over " : ""}${countText(column.counts.size)}`;
  if (type === "id") return `${distinct} distinct in ${countText(column.rows)} rows${emptyText(column)}`;
  if (type === "timestamp" || type === "date") return `dates such as ${first(column)}${emptyText(column)}`;
  if (["money", "number", "year"].includes(type) || (type === "band" && column.numbers !== undefined))
    return `numbers${rangeText(column)}${emptyText(column)}`;
  return `${distinct} ${column.counts.size === 1 ? "value" : "values"}, most often "${first(column)}"${emptyText(column)}`;
}

function emptyText({ rows, known }: ColumnLook): string {
  return known === rows ? "" : `, ${countText(rows - known)} of ${countText(rows)} empty`;
}

function first({ counts }: ColumnLook): string {
  const [text = ""] = counts.keys();
  return text.length > 30 ? `${text.slice(0, 29)}…` : text;
}
