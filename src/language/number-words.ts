/** ISO 4217 code, and how many digits amounts are written with. */
export interface Currency {
  readonly code: string;
  readonly digits: number;
}

/** How one language writes figures and dates. Null is a figure that is not known, and is written as a dash. */
export interface NumberWords {
  /** A whole number: `1,234` or `1 234`. */
  count(value: number): string;
  /** Of a share: `12.3%` or `12,3 %`. */
  share(value: number | null): string;
  /** Of a share, always with its sign: `+12.3%` or `−4.0%`. */
  change(value: number): string;
  /** A fixed number of digits, with a real minus sign. */
  decimal(value: number | null, digits: number): string;
  /** The same with a sign before every figure that is not 0. */
  signed(value: number | null, digits: number): string;
  /** Three significant digits: `0.0123`, `4.57`, `12,300`. */
  significant(value: number | null): string;
  /** As short as an axis needs it: `12K` or `12 тыс.`. */
  compact(value: number): string;
  /** `0.61 to 0.74` or `0,61–0,74`, of two figures as written. */
  range(lo: string, hi: string): string;
  /** `1,234.50`; without the digits of the minor unit from a million on. */
  amount(value: number | null, currency: Currency): string;
  /** `1,234.50 EUR`. */
  money(value: number | null, currency: Currency): string;
  /** `2025-12-01` as `1 Dec 2025` or `1 декабря 2025`. */
  date(date: string): string;
  /** `2025-12` as `Dec 2025` or `декабрь 2025`. */
  month(month: string): string;
}

/** What is written where there is no figure. */
export const noFigure = "–";

/** The customs a language has in figures. */
export interface NumberCustoms {
  readonly locale: string;
  readonly decimalMark: string;
  /** After a figure, with the space before it where there is one. */
  readonly percent: string;
  readonly rangeMark: string;
  /** Twelve each, as they stand in a date and alone. */
  readonly monthsOfDates: readonly string[];
  readonly months: readonly string[];
}

/** The figures and dates of a language with these customs. */
export function numberWordsBy(customs: NumberCustoms): NumberWords {
  const { locale, decimalMark, percent, rangeMark } = customs;
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const three = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 });
  const short = new Intl.NumberFormat(locale, { notation: "compact", maximumSignificantDigits: 3 });

  const decimal = (value: number | null, digits: number) =>
    value === null
      ? noFigure
      : `${isNegative(value, digits) ? "−" : ""}${Math.abs(value).toFixed(digits).replace(".", decimalMark)}`;
  const signed = (value: number | null, digits: number) =>
    value !== null && value > 0 && Number(value.toFixed(digits)) !== 0
      ? `+${decimal(value, digits)}`
      : decimal(value, digits);
  const amount = (value: number | null, { digits }: Currency) => {
    if (value === null) return noFigure;
    const shown = Math.abs(value) >= 1e6 ? 0 : digits;
    const format = new Intl.NumberFormat(locale, { minimumFractionDigits: shown, maximumFractionDigits: shown });
    return `${isNegative(value, shown) ? "−" : ""}${format.format(Math.abs(value))}`;
  };

  return {
    count: (value) => whole.format(value),
    share: (value) => (value === null ? noFigure : `${decimal(value * 100, 1)}${percent}`),
    change: (value) => `${signed(value * 100, 1)}${percent}`,
    decimal,
    signed,
    significant: (value) => (value === null ? noFigure : three.format(value).replace("-", "−")),
    compact: (value) => short.format(value),
    range: (lo, hi) => `${lo}${rangeMark}${hi}`,
    amount,
    money: (value, currency) => (value === null ? noFigure : `${amount(value, currency)}\u00a0${currency.code}`),
    date: (date) => {
      const [year, month, day] = date.split("-");
      return `${Number(day)} ${customs.monthsOfDates[Number(month) - 1]} ${year}`;
    },
    month: (date) => {
      const [year, month] = date.split("-");
      return `${customs.months[Number(month) - 1]} ${year}`;
    },
  };
}

/** Rounding keeps it below zero, so that no `−0.0` is written. */
function isNegative(value: number, digits: number): boolean {
  return Number(value.toFixed(digits)) < 0;
}
