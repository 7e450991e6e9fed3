/** The marks of numbers in a file. */
export interface NumberMarks {
  readonly decimal: "." | ",";
  readonly thousands: "" | "," | "." | " " | "'";
}

/** How the texts of a column are read as numbers. */
export interface NumberReading {
  /** What the texts tell of their marks; empty when they are whole numbers without any. */
  readonly evidence: ReadonlySet<MarkEvidence>;
  /** A text that shows the marks, for the comment. */
  readonly example: string | undefined;
  /** ISO 4217 code of the sign most amounts carry. */
  readonly currency: string | undefined;
  readonly currencySign: string | undefined;
  /** Whether every number is written without a fraction. */
  readonly whole: boolean;
  /** Whether some number but 0 begins with a zero, which only ids do. */
  readonly leadingZeros: boolean;
  /** Rows with a number below zero. */
  readonly negative: number;
}

/** `. ?` is a full stop before exactly three digits, which may end the thousands or begin the fraction. */
export type MarkEvidence =
  | "decimal ."
  | "decimal ,"
  | "thousands ."
  | "thousands ,"
  | "thousands  "
  | "thousands '"
  | ". ?"
  | ", ?";

const currencySigns: ReadonlyMap<string, string> = new Map([
  ["$", "USD"],
  ["€", "EUR"],
  ["£", "GBP"],
  ["¥", "JPY"],
  ["₽", "RUB"],
  ["руб.", "RUB"],
  ["руб", "RUB"],
  ["р.", "RUB"],
  ["₴", "UAH"],
  ["₸", "KZT"],
  ["zł", "PLN"],
]);
const sign = [...currencySigns.keys()].map((each) => each.replace(/[$.]/g, "\\$&")).join("|");
const withCurrency = new RegExp(`^(${sign}|[A-Z]{3})?\\s*([^A-Za-zА-я]*?)\\s*(${sign}|[A-Z]{3})?$`, "u");
const number = /^[-−+(]?\d[\d.,'’ \u00a0\u202f\u2009]*\)?$|^[-+]?\.\d+$|^-?\d+(?:\.\d+)?[eE][-+]?\d+$/;

/**
 * Tells whether a column's texts are numbers, and what they say of the decimal mark and the mark between thousands.
 *
 * @param counts distinct texts with the rows that hold them
 * @returns undefined unless 98 % of the rows hold numbers
 */
export function readNumbers(counts: ReadonlyMap<string, number>): NumberReading | undefined {
  const evidence = new Set<MarkEvidence>();
  const signs = new Map<string, number>();
  let [total, numeric, negative] = [0, 0, 0];
  let [whole, leadingZeros] = [true, false];
  let example: string | undefined;
  for (const [text, weight] of counts) {
    total += weight;
    const bare = withoutCurrency(text);
    if (bare === undefined || !number.test(bare.digits)) continue;
    numeric += weight;
    if (bare.sign !== undefined) signs.set(bare.sign, (signs.get(bare.sign) ?? 0) + weight);
    if (/^[-−(]/.test(bare.digits)) negative += weight;
    if (/^0\d/.test(bare.digits)) leadingZeros = true;
    const told = evidenceOf(bare.digits);
    if (told.some((each) => each.startsWith("decimal") || each.endsWith("?"))) whole = false;
    if (told.some((each) => !evidence.has(each))) example = text;
    for (const each of told) evidence.add(each);
  }
  if (total === 0 || numeric < 0.98 * total) return undefined;
  const [most] = [...signs].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return {
    evidence,
    example,
    currencySign: most?.[0],
    currency: most === undefined ? undefined : (currencySigns.get(most[0]) ?? most[0]),
    whole,
    leadingZeros,
    negative,
  };
}

function withoutCurrency(text: string): { digits: string; sign: string | undefined } | undefined {
  if (number.test(text)) return { digits: text, sign: undefined };
  const found = withCurrency.exec(text);
  return found === null ? undefined : { digits: found[2], sign: found[1] ?? found[3] };
}

function evidenceOf(digits: string): MarkEvidence[] {
  const told: MarkEvidence[] = [];
  if (/\d[ \u00a0\u202f\u2009]\d/.test(digits)) told.push("thousands  ");
  if (/\d['’]\d/.test(digits)) told.push("thousands '");
  const marks = digits.replace(/[^.,]/g, "");
  if (marks === "") return told;
  const last = marks.at(-1) as "." | ","; // nothing else is left in `marks`
  const other = last === "." ? "," : ".";
  if (marks.includes(other)) return [...told, `decimal ${last}`, `thousands ${other}`];
  if (marks.length > 1) return [...told, `thousands ${last}`];
  const [before, after] = digits.replace(/[^\d.,]/g, "").split(last);
  const mayGroup = after.length === 3 && before.length <= 3 && before !== "" && !before.startsWith("0");
  return [...told, mayGroup && told.length === 0 ? `${last} ?` : `decimal ${last}`];
}

/**
 * The marks of a file's numbers, from all that its columns tell.
 *
 * @returns the marks; `doubtful` and the marks for either answer when "1,234" may be a thousand or a fraction; undefined
 *   when the columns contradict each other
 */
export function marksOf(
  evidence: ReadonlySet<MarkEvidence>,
): NumberMarks | { readonly doubtful: "." | "," } | undefined {
  const has = (each: MarkEvidence) => evidence.has(each);
  const thousands = ([",", ".", " ", "'"] as const).filter((mark) => has(`thousands ${mark}`));
  const point = has("decimal .") || has("thousands ,");
  const comma = has("decimal ,") || has("thousands .");
  if ((point && comma) || thousands.length > 1) return undefined;
  if (point || comma) {
    const [decimal, grouping] = point ? ([".", ","] as const) : ([",", "."] as const);
    return { decimal, thousands: has(`${grouping} ?`) ? grouping : (thousands[0] ?? "") };
  }
  if (has(". ?") && has(", ?")) return undefined;
  if (has(", ?")) return { doubtful: "," };
  if (has(". ?")) return { doubtful: "." };
  return { decimal: ".", thousands: thousands[0] ?? "" };
}

/** A text as a number by the marks of its file, NaN when it is none. */
export function numberOf(text: string, { decimal, thousands }: NumberMarks): number {
  const digits = withoutCurrency(text)?.digits ?? text;
  const grouping = thousands === " " ? /[ \u00a0\u202f\u2009]/g : thousands === "'" ? /['’]/g : thousands;
  const plain = digits.replaceAll(grouping === "" ? " " : grouping, "").replace(decimal, ".");
  const negative = /^\(.*\)$/.test(plain);
  return plain === "" ? Number.NaN : (negative ? -1 : 1) * Number(plain.replace(/[()+]/g, "").replace("−", "-"));
}
