import { type NumberWords, numberWordsBy } from "./number-words.ts";

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const words = numberWordsBy({
  locale: "en-US",
  decimalMark: ".",
  percent: "%",
  rangeMark: " to ",
  monthsOfDates: months,
  months,
});

/** English, with figures as in the United States and the day before the month. */
export const english: NumberWords & { counted(value: number, one: string, other?: string): string } = {
  ...words,
  /** `1 customer`, `2,300 customers`. */
  counted: (value, one, other = `${one}s`) => `${words.count(value)} ${value === 1 ? one : other}`,
};
