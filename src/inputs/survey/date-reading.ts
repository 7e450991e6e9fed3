/** How the texts of a column are read as dates. */
export interface DateReading {
  /** Formats that read them all, in the letters of the configuration; `null` is ISO 8601, which needs none. */
  readonly formats: readonly (string | null)[];
  /** Whether only a header that speaks of time makes such a number a date. */
  readonly weak: boolean;
  readonly hasTime: boolean;
}

/** Share of the values that must agree. */
const agreement = 0.98;

/**
 * Tells by which format a column's texts are dates. Day and month are told apart by a number above 12 and by nothing
 * else: when no value has one, both formats come back and somebody has to say which it is.
 *
 * @param counts distinct texts with the rows that hold them
 * @returns undefined when the texts are no dates
 */
export function readDates(counts: ReadonlyMap<string, number>): DateReading | undefined {
  const total = sum(counts.values());
  const shapes = new Map<string, Parts[]>();
  for (const [text, weight] of counts) {
    const parts = partsOf(text, weight);
    if (parts === undefined) continue;
    const same = shapes.get(parts.shape);
    if (same === undefined) shapes.set(parts.shape, [parts]);
    else same.push(parts);
  }
  for (const [shape, values] of shapes) {
    if (sum(values.map(({ weight }) => weight)) < agreement * total) continue;
    const formats = formatsOf(values);
    if (formats.length === 0) return undefined;
    return { formats, weak: values[0].weak, hasTime: shape.includes("H") };
  }
  return undefined;
}

/** A text taken apart. */
interface Parts {
  /** What texts of one format have in common. */
  readonly shape: string;
  readonly weight: number;
  readonly weak: boolean;
  /** The format when the shape alone tells it; `null` for ISO 8601. */
  readonly format?: string | null;
  /** The three numbers of the date in their order, as they are written. */
  readonly numbers: readonly string[];
  readonly separator: string;
  /** Format of the time of day with what stands before it, and the hour as it is written. */
  readonly time: string;
  readonly hour: string;
}

const iso = /^[1-9]\d{3}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d(\.\d+)?)?(\s*(Z|[+-]\d\d(:?\d\d)?))?)?$/;
const threeNumbers = /^(\d{1,4})([-/. ])(\d{1,2})\2(\d{4}|\d{1,2})(?:([ T])(\d{1,2}):\d\d(:\d\d)?)?$/;
const packed: readonly [RegExp, string][] = [
  [/^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/, "yyyyMMdd"],
  [/^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])$/, "yyyyMMddHH"],
  [/^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d[0-5]\d$/, "yyyyMMddHHmmss"],
  [/^(?:19|20)\d\d-(?:0[1-9]|1[0-2])$/, "yyyy-MM"],
  [/^(?:0?[1-9]|1[0-2])\.(?:19|20)\d\d$/, "MM.yyyy"],
  [/^(?:0?[1-9]|1[0-2])\/(?:19|20)\d\d$/, "MM/yyyy"],
];
/** Numbers that are dates only where the header says so. */
const numbersAsDates: readonly [RegExp, string][] = [
  [/^(?:19|20)\d\d(?:0[1-9]|1[0-2])$/, "yyyyMM"],
  [/^[2-5]\d{4}(?:\.\d+)?$/, "spreadsheet"],
  [/^1\d{9}(?:\.\d+)?$/, "unix"],
];

function partsOf(text: string, weight: number): Parts | undefined {
  const plain = { weight, weak: false, numbers: [], separator: "", time: "", hour: "" };
  if (iso.test(text)) return { ...plain, shape: text.length > 10 ? "iso H" : "iso", format: null };
  for (const [pattern, format] of packed) if (pattern.test(text)) return { ...plain, shape: format, format };
  for (const [pattern, format] of numbersAsDates) {
    if (pattern.test(text)) return { ...plain, shape: format, format, weak: true };
  }
  const found = threeNumbers.exec(text);
  if (found === null) return undefined;
  const [, first, separator, second, third, between, hour, seconds] = found;
  const time = between === undefined ? "" : `${between}H:mm${seconds === undefined ? "" : ":ss"}`;
  const year = first.length > 2 ? "first" : third.length > 2 ? "last" : "short";
  if (first.length === 3 || (first.length === 4 && third.length === 4)) return undefined;
  return {
    ...plain,
    shape: `${year} ${separator} ${time}`,
    numbers: [first, second, third],
    separator,
    time,
    hour: hour ?? "",
  };
}

type Letter = "y" | "M" | "d";
const orders: ReadonlyMap<string, readonly (readonly [Letter, Letter, Letter])[]> = new Map([
  ["first", [["y", "M", "d"]]],
  [
    "last",
    [
      ["d", "M", "y"],
      ["M", "d", "y"],
    ],
  ],
  [
    "short",
    [
      ["d", "M", "y"],
      ["M", "d", "y"],
      ["y", "M", "d"],
    ],
  ],
]);

/** The formats that nearly all of the values, which are of one shape, agree to. */
function formatsOf(values: readonly Parts[]): (string | null)[] {
  const [{ shape, format, separator, time }] = values;
  if (format !== undefined) return [format];
  const total = sum(values.map(({ weight }) => weight));
  const possible = (orders.get(shape.split(" ")[0]) ?? []).filter((order) => {
    const agreeing = values.filter(({ numbers }) => numbers.every((number, i) => fits(order[i], Number(number))));
    return sum(agreeing.map(({ weight }) => weight)) >= agreement * total;
  });
  const clock = values.every(({ hour }) => hour.length === 2) ? time.replace("H", "HH") : time;
  return possible.map((order) => order.map((letter, i) => written(letter, i, values)).join(separator) + clock);
}

function fits(letter: Letter, number: number): boolean {
  if (letter === "y") return true;
  return number >= 1 && number <= (letter === "M" ? 12 : 31);
}

function written(letter: Letter, place: number, values: readonly Parts[]): string {
  if (letter === "y") return values[0].numbers[place].length > 2 ? "yyyy" : "yy";
  return values.every(({ numbers }) => numbers[place].length === 2) ? letter + letter : letter;
}

function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}
