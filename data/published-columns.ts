import { unknown } from "./row-buffer.ts";

/** SQL over staged rows, in which days and codes are whole numbers. */
export const customerId = "lpad(customer::VARCHAR, 10, '0')";

/** The name a code stands for; DuckDB counts lists from 1 and gives NULL beside an unknown code. */
export function named(code: string, names: readonly string[]): string {
  return `[${names.map(text).join(", ")}][nullif(${code}, ${unknown}) + 1]`;
}

/** A text as SQL. */
export function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** The day a number stands for. */
export function date(day: string): string {
  return `DATE '1970-01-01' + nullif(${day}, ${unknown})`;
}

/** The time of day `second` on a day. */
export function timestamp(day: string): string {
  return `make_timestamp((${day} * 86400::BIGINT + second) * 1000000)`;
}

/** Integer arithmetic: cents times the decimal 0.01 is exact. */
export function money(cents: string): string {
  return `(${cents} * 0.01::DECIMAL(3, 2))::DECIMAL(12, 2)`;
}

/** `yes` for 1, `no` for 0. */
export function yesOrNo(flag: string): string {
  return `CASE WHEN ${flag} = 1 THEN 'yes' ELSE 'no' END`;
}
