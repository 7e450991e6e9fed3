import { addSpan, civil, type EpochDay } from "../math/calendar.ts";

/** Whole calendar months from one day to a later one. */
export type MonthsSince = (from: number, to: number) => number;

/**
 * Whole months between days of [from, until], as `addSpan` counts them: one from 31 January to 28 February.
 *
 * Days are taken apart once, for months are counted once for every day that somebody bought on.
 */
export function monthsSince(from: EpochDay, until: EpochDay): MonthsSince {
  const length = until - from + 1;
  const months = new Int32Array(length);
  const days = new Uint8Array(length);
  const isLast = new Uint8Array(length);
  for (let i = 0; i < length; i++) {
    const today = addSpan(from, { count: i, unit: "day" });
    const { year, month, day } = civil(today);
    months[i] = year * 12 + month;
    days[i] = day;
    isLast[i] = civil(addSpan(today, { count: 1, unit: "day" })).day === 1 ? 1 : 0;
  }
  return (start, end) => {
    const a = start - from;
    const b = end - from;
    return months[b] - months[a] - (days[b] < days[a] && isLast[b] === 0 ? 1 : 0);
  };
}

/** Money of newcomers by the months since their first order, so that those seen for too short a time can be left out. */
export interface MoneyByAge {
  /** Newcomers by the whole months that they have been seen for; length L. */
  readonly seen: Float64Array;
  /** Changes, from age to age, of the money that those who have been seen for that long had brought by then; length L + 1. */
  readonly changes: Float64Array;
}

/** @param longest whole months that the first of them was seen for at most */
export function createMoneyByAge(longest: number): MoneyByAge {
  return { seen: new Float64Array(longest + 1), changes: new Float64Array(longest + 2) };
}

/**
 * Adds the money that somebody who has been seen for `seen` whole months brought in the month after the `age`-th; what
 * they brought in the month that is not over counts nowhere.
 */
export function addMoneyAtAge({ changes }: MoneyByAge, age: number, seen: number, money: number) {
  if (age >= seen) return;
  changes[age + 1] += money;
  changes[seen + 1] -= money;
}

export interface Payback {
  readonly months: number;
  /** Newcomers who have been seen for that long. */
  readonly newcomers: number;
}

/**
 * The first month after the first order at whose end newcomers have brought on average what each of them cost. Each
 * month looks only at those who have been seen to its end (right-censoring).
 *
 * @param costPerNewcomer above 0, in the unit of the money
 * @param share of the money that counts, such as the margin; 1 for all
 * @returns null when it was not reached within what was seen
 */
export function payback({ seen, changes }: MoneyByAge, costPerNewcomer: number, share: number): Payback | null {
  let newcomers = seen.reduce((sum, count) => sum + count, 0);
  let money = changes[0];
  for (let months = 1; months < seen.length; months++) {
    newcomers -= seen[months - 1];
    money += changes[months];
    if (newcomers > 0 && money * share >= costPerNewcomer * newcomers) return { months, newcomers };
  }
  return null;
}
