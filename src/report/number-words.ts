import type { ReportModel } from "./report-model.ts";

const whole = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const significant = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 3 });
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** What the report writes where there is no figure. */
export const noFigure = "–";

export function countWords(value: number): string {
  return whole.format(value);
}

/** `12.3%`. */
export function shareWords(value: number | null): string {
  return value === null ? noFigure : `${decimalWords(value * 100, 1)}%`;
}

/** `+12.3%` or `−4.0%`. */
export function changeWords(value: number): string {
  return `${signed(value * 100, 1)}%`;
}

/** A fixed number of digits, with a real minus sign. */
export function decimalWords(value: number | null, digits: number): string {
  if (value === null) return noFigure;
  return Math.abs(value)
    .toFixed(digits)
    .replace(/^/, isNegative(value, digits) ? "−" : "");
}

/** As `decimalWords`, with a sign before every figure that is not 0. */
export function signed(value: number | null, digits: number): string {
  if (value === null) return noFigure;
  const text = decimalWords(value, digits);
  return value > 0 && Number(value.toFixed(digits)) !== 0 ? `+${text}` : text;
}

/** Three significant digits: `0.0123`, `4.57`, `12,300`. */
export function significantWords(value: number | null): string {
  return value === null ? noFigure : significant.format(value).replace("-", "−");
}

/** `1,234.50 EUR`. */
export function moneyWords(value: number | null, currency: ReportModel["currency"]): string {
  return value === null ? noFigure : `${amountWords(value, currency)} ${currency.code}`;
}

/** `1,234.50`; without the digits of the minor unit from a million on. */
export function amountWords(value: number | null, { digits }: ReportModel["currency"]): string {
  if (value === null) return noFigure;
  const shown = Math.abs(value) >= 1e6 ? 0 : digits;
  const text = Math.abs(value).toLocaleString("en-US", { minimumFractionDigits: shown, maximumFractionDigits: shown });
  return `${isNegative(value, shown) ? "−" : ""}${text}`;
}

/** `2025-12-01` as `1 Dec 2025`. */
export function dateWords(date: string): string {
  const [year, month, day] = date.split("-");
  return `${Number(day)} ${months[Number(month) - 1]} ${year}`;
}

/** `2025-12` as `Dec 2025`. */
export function monthWords(month: string): string {
  const [year, number] = month.split("-");
  return `${months[Number(number) - 1]} ${year}`;
}

/** `1 customer`, `2 customers`. */
export function counted(value: number, noun: string): string {
  return `${countWords(value)} ${noun}${value === 1 ? "" : "s"}`;
}

/** Rounding keeps it below zero, so that no `−0.0` is written. */
function isNegative(value: number, digits: number): boolean {
  return Number(value.toFixed(digits)) < 0;
}
