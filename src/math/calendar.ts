import * as z from "zod";

/** A calendar date without a time, written `yyyy-mm-dd`. */
export const isoDate = z
  .string()
  .refine((text) => parseIsoDate(text) !== undefined, "a date is written yyyy-mm-dd")
  .brand<"IsoDate">();
export type IsoDate = z.output<typeof isoDate>;

/** Days since 1970-01-01 in the proleptic Gregorian calendar; no time zone is involved. */
export const epochDay = z.int().brand<"EpochDay">();
export type EpochDay = z.output<typeof epochDay>;

/** A length of calendar time such as `12mo` or `7d`. */
export interface CalendarSpan {
  readonly count: number;
  readonly unit: "day" | "month";
}

/** Reads `90d`, `2w`, `12mo` or `1y` (years are 12 months, weeks 7 days). */
export const calendarSpan = z.string().transform((text, context): CalendarSpan => {
  const match = /^([1-9]\d{0,4})\s*(d|w|mo|y)$/.exec(text.trim());
  if (match === null) {
    context.addIssue({
      code: "custom",
      message: `a length of time is written like 90d, 2w, 12mo or 1y, not "${text}"`,
    });
    return z.NEVER;
  }
  const count = Number(match[1]);
  if (match[2] === "d") return { count, unit: "day" };
  if (match[2] === "w") return { count: count * 7, unit: "day" };
  return { count: match[2] === "y" ? count * 12 : count, unit: "month" };
});

/** The day number of `yyyy-mm-dd`, or undefined when there is no such date. */
export function parseIsoDate(text: string): EpochDay | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  return epochDayOf(year, month, day);
}

/** The day number of a valid `yyyy-mm-dd`. */
export function toEpochDay(date: IsoDate): EpochDay {
  return parseIsoDate(date) as EpochDay; // an IsoDate has been parsed before
}

export function toIsoDate(day: EpochDay): IsoDate {
  const { year, month, day: dayOfMonth } = civil(day);
  return `${String(year).padStart(4, "0")}-${pad(month)}-${pad(dayOfMonth)}` as IsoDate; // a day number always names a date
}

/**
 * The day `count` spans later (earlier when negative). Months keep the day of the month where it exists and take the
 * last day of the month otherwise, so 31 March plus one month is 30 April.
 */
export function addSpan(from: EpochDay, span: CalendarSpan, times = 1): EpochDay {
  const count = span.count * times;
  if (span.unit === "day") return (from + count) as EpochDay; // a whole number plus a whole number
  const { year, month, day } = civil(from);
  const months = year * 12 + (month - 1) + count;
  const targetYear = Math.floor(months / 12);
  const targetMonth = months - targetYear * 12 + 1;
  return epochDayOf(targetYear, targetMonth, Math.min(day, daysInMonth(targetYear, targetMonth)));
}

/** The first day of the month that holds `day`. */
export function startOfMonth(day: EpochDay): EpochDay {
  const { year, month } = civil(day);
  return epochDayOf(year, month, 1);
}

export function epochDayOf(year: number, month: number, day: number): EpochDay {
  // Days from civil, after H. Hinnant's chrono-compatible low-level date algorithms: years start in March.
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return (era * 146097 + dayOfEra - 719468) as EpochDay; // integer arithmetic only
}

/** Year, month 1…12 and day of the month of a day number. */
export function civil(day: EpochDay): { year: number; month: number; day: number } {
  const z0 = day + 719468;
  const era = Math.floor(z0 / 146097);
  const dayOfEra = z0 - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1,
  };
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function pad(value: number): string {
  return String(value).padStart(2, "0");
}
