import { sentence } from "../language/sentence.ts";
import type { Language } from "../language/text.ts";
import { type Translations, translations } from "../language/translations.ts";
import { writers } from "../language/writers.ts";
import { addSpan, toEpochDay, toIsoDate } from "../math/calendar.ts";
import type { CompareOutcome, DatedPeriod } from "../run/compare/compare-programme.ts";
import { type TextColumn, textTable } from "./text-table.ts";

type Figure = CompareOutcome["figures"][number];

interface Words {
  readonly before: string;
  readonly after: string;
  readonly metric: string;
  readonly difference: string;
  readonly interval: string;
  /** Percentage points, with the space before them. */
  readonly points: string;
  /** What the two are called before their days. */
  readonly periods: readonly [string, string];
  /** The first and the last day, both included. */
  readonly days: (first: string, last: string) => string;
  readonly between: (lo: string, hi: string) => string;
  readonly chosen: (condition: string, customers: string, date: string) => string;
  readonly cautions: string;
}

const words: Translations<Words> = translations<Words>({
  en: {
    before: "before",
    after: "after",
    metric: "metric",
    difference: "difference",
    interval: "95% interval",
    points: "\u00a0pp",
    periods: ["Before", "After"],
    days: (first, last) => `${first} to ${last}`,
    between: (lo, hi) => `${lo} to ${hi}`,
    chosen: (condition, customers, date) =>
      `Customers: ${condition}, by what was known before ${date}; they are ${customers}`,
    cautions: "Keep in mind",
  },
  ru: {
    before: "до",
    after: "после",
    metric: "показатель",
    difference: "разница",
    interval: "интервал 95\u00a0%",
    points: "\u00a0п.\u00a0п.",
    periods: ["Период до", "Период после"],
    days: (first, last) => `с ${first} по ${last}`,
    between: (lo, hi) => `от ${lo} до ${hi}`,
    chosen: (condition, customers, date) =>
      `Клиенты: ${condition}, по тому, что было известно до ${date}; их ${customers}`,
    cautions: "При чтении учтите",
  },
});

/**
 * A comparison for a terminal: the periods, a table of the figures, the verdict, and what to keep in mind.
 *
 * @param width letters of a line; names of metrics are cut where the table is wider
 */
export function comparisonText(outcome: CompareOutcome, width: number): string[] {
  const { language, before, after, where, figures, verdict, cautions } = outcome;
  const say = words[language];
  const columns: readonly TextColumn[] = [
    { title: say.metric, align: "left", flexible: true },
    { title: say.before, align: "right" },
    { title: say.after, align: "right" },
    { title: say.difference, align: "right" },
    { title: say.interval, align: "right" },
  ];
  return [
    `${say.periods[0]}: ${daysOf(before, language)}`,
    `${say.periods[1]}: ${daysOf(after, language)}`,
    ...(where === null
      ? []
      : [say.chosen(where.condition, writers[language].count(where.customers), writers[language].date(where.asOf))]),
    "",
    ...textTable(
      columns,
      figures.map((figure) => row(figure, outcome)),
      width,
    ),
    "",
    verdict,
    ...(cautions.length === 0 ? [] : ["", say.cautions, ...cautions.map((caution) => `  ${sentence(caution)}`)]),
  ];
}

/** The first and the last day of a period. */
function daysOf({ from, until }: DatedPeriod, language: Language): string {
  const last = addSpan(toEpochDay(until), { count: -1, unit: "day" });
  const { date } = writers[language];
  return words[language].days(date(from), date(toIsoDate(last)));
}

function row({ title, unit, before, after, change }: Figure, { language, currency }: CompareOutcome): string[] {
  const { level, step, mark } = written(unit, currency.digits, language);
  const { lo, hi } = change;
  return [
    unit === "money" ? `${title}, ${currency.code}` : title,
    level(before.value),
    level(after.value),
    `${step(change.value)}${mark}`,
    `${words[language].between(step(lo), step(hi))}${mark}`,
  ];
}

/** How values of a unit and their differences are written; those of shares are percentage points. */
function written(unit: Figure["unit"], digits: number, language: Language) {
  const { share, signed, amount } = writers[language];
  if (unit === "share")
    return { level: share, step: (value: number) => signed(100 * value, 1), mark: words[language].points };
  if (unit === "money") {
    const level = (value: number) => amount(value, { code: "", digits });
    return { level, step: (value: number) => (isAbove0(value, digits) ? "+" : "") + level(value), mark: "" };
  }
  return {
    level: (value: number) => writers[language].decimal(value, 2),
    step: (value: number) => signed(value, 2),
    mark: "",
  };
}

/** Still above 0 when it is rounded, so that no `+0.00` is written. */
function isAbove0(value: number, digits: number): boolean {
  return Number(value.toFixed(digits)) > 0;
}
