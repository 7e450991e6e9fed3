import type { Dialect } from "../../engine/dialect.ts";
import { currencySigns } from "./currency-signs.ts";
import { blank, type Decimal } from "./parse-number.ts";
import type { ParseSettings } from "./parse-settings.ts";

/** SQL of the ends of a band. */
export interface Band {
  readonly min: string;
  readonly max: string;
}

/** Words between, before and after the numbers of a band. */
const to = "(?:[-\\x{2013}\\x{2014}\\x{2212}]|\\.\\.\\.?|to|until|and|до|и|по)";
const from = "(?:from|between|от|с|между)";
const below =
  "(?:<=?|\\x{2264}|under|below|less than|up to|at most|no more than|younger than|до|менее|меньше|не более|младше|моложе|ниже)";
const above =
  "(?:>=?|\\x{2265}|over|above|more than|at least|older than|from|от|свыше|более|больше|не менее|старше|выше)";
const andBelow = "(?:(?:and|or) (?:under|below|less|younger)|(?:и|или) (?:менее|меньше|младше|моложе|ниже))";
const andAbove = "(?:\\+|(?:and|or) (?:over|above|more|older|up)|(?:и|или) (?:более|больше|старше|выше))";
const unit = "(?:years? old|years?|yrs?\\.?|y\\.?o\\.?|лет|года?|г\\.)";
const thousand = "(?:k|thousand|тысяч[аи]?|тыс\\.?)";
const million = "(?:m|mln|million|миллион(?:а|ов)?|млн\\.?)";
/** Stands between the ends of a band that was understood; no text has it. */
const between = "\u001f";

/**
 * A cleaned field as a range of numbers: 25-34, 65+, under 18, >65, 15K to 20K, $1,000 +, "1) $0 - $100", до 18, свыше
 * 100 000, 15–20 тыс.; a single number is both ends, an open end is null. Ends are taken as they are written and belong to
 * the band: "under 18" ends at 18. Both ends are null when the text is no band or its ends are the wrong way round.
 *
 * Marks between thousands need no declaration here: a band has no need of three digits after a decimal mark.
 */
export function parsedBand(
  dialect: Dialect,
  field: string,
  sqlType: string,
  type: Decimal,
  settings: Pick<ParseSettings, "decimal" | "currencies">,
): Band {
  const number = dialect.tryCast(field, type);
  if (sqlType !== "VARCHAR") return { min: number, max: number };

  const foreign = settings.decimal === "." ? "" : ` AND NOT contains(${field}, '.')`;
  const quick = `CASE WHEN NOT contains(${field}, '_')${foreign} THEN ${number} END`;
  const ends = endsOf(dialect, plainNumbers(dialect, dialect.trimmed(`lower(${field})`), settings), settings);
  const careful = (end: string) =>
    `coalesce(${quick}, CASE WHEN ${field} IS NOT NULL THEN ${dialect.letting(ends, "ends", end)} END)`;

  const part = (n: 1 | 2) => `split_part(ends, ${dialect.text(between)}, ${n})`;
  const [first, last] = [dialect.tryCast(part(1), type), dialect.tryCast(part(2), type)];
  // In 15-20K both ends are thousands, in 500-1K only the second.
  const multiple = `split_part(${part(2)}, 'e', 2)`;
  const alike = `${multiple} <> '' AND NOT contains(${part(1)}, 'e')
    AND ${first} < ${dialect.tryCast(`split_part(${part(2)}, 'e', 1)`, type)}`;
  const min = `CASE WHEN ${alike} THEN ${dialect.tryCast(`${part(1)} || 'e' || ${multiple}`, type)} ELSE ${first} END`;
  const inOrder = (end: string) =>
    `CASE WHEN contains(ends, ${dialect.text(between)}) AND coalesce(${min} <= ${last}, TRUE) THEN ${end} END`;
  return { min: careful(inOrder(min)), max: careful(inOrder(last)) };
}

/** A text with its numbers in one way of writing: no marks between thousands, a point, e3 for thousands, e6 for millions. */
function plainNumbers(dialect: Dialect, text: string, { decimal }: Pick<ParseSettings, "decimal">): string {
  const mark = `(?:${blank}|['\\x{2019}]|${decimal === "." ? "," : "\\."})`;
  const group = `${mark}(\\d{3})`;
  let plain = dialect.replaced(text, `\\b(\\d{1,3})${group}${group}(\\D|$)`, "\\1\\2\\3\\4");
  plain = dialect.replaced(plain, `\\b(\\d{1,3})${group}(\\D|$)`, "\\1\\2\\3");
  if (decimal === ",") plain = `replace(${plain}, ',', '.')`;
  plain = dialect.replaced(plain, `(\\d)${blank}*${thousand}([^\\pL]|$)`, "\\1e3\\2");
  return dialect.replaced(plain, `(\\d)${blank}*${million}([^\\pL]|$)`, "\\1e6\\2");
}

/** The ends of a band with {@link between} between them, each empty where it is open; another text stays as it is. */
function endsOf(dialect: Dialect, text: string, { currencies }: Pick<ParseSettings, "currencies">): string {
  const sign = currencySigns(currencies);
  const [before, after] = sign === undefined ? ["", ""] : [`(?:${sign}${blank}*)?`, `(?:${blank}*${sign})?`];
  const number = `${before}(\\d+(?:\\.\\d*)?(?:e[36])?)${after}`;
  const years = `(?:${blank}*${unit})?`;
  const shapes: readonly (readonly [shape: string, ends: string])[] = [
    [number, `\\1${between}\\1`],
    [`(?:${from}${blank}+)?${number}${blank}*${to}${blank}*${number}`, `\\1${between}\\2`],
    [`${below}${blank}*${number}`, `${between}\\1`],
    [`${number}${years}${blank}*${andBelow}`, `${between}\\1`],
    [`${above}${blank}*${number}`, `\\1${between}`],
    [`${number}${years}${blank}*${andAbove}`, `\\1${between}`],
  ];
  return shapes.reduce(
    (ends, [shape, written]) => dialect.replaced(ends, `^(?:\\d+\\)${blank}*)?${shape}${years}$`, written),
    text,
  );
}
