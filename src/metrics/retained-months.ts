import type { Engine } from "../engine/engine.ts";
import { type EpochDay, startOfMonth } from "../math/calendar.ts";
import type { CustomerSample, DaySpan } from "./customer-sample.ts";
import { monthOf, monthsBetween } from "./months.ts";

/**
 * Of each customer in a sample: in how many of the months before the given ones there was an order (`start`), and after
 * how many of those another in the month that followed (`retained`).
 *
 * @param months up to 31 calendar months, each looked at against the one before
 */
export async function retainedMonths(
  engine: Engine,
  { start, end }: DaySpan,
  { every, n }: Pick<CustomerSample, "every"> & { readonly n: number },
): Promise<CustomerSample["typical_month"]> {
  const before = startOfMonth((start - 1) as EpochDay); // the day before a day
  const months = monthsBetween(before, end);
  /** Bit m is set where there is an order in month m. */
  const ordered = new Int32Array(n);
  await engine.stream(
    `SELECT customer, day FROM days
     WHERE orders > 0 AND customer % ${every} = 0 AND day >= ${before} AND day < ${end}`,
    ([customers, days], rows) => {
      for (let i = 0; i < rows; i++) ordered[customers[i] / every] |= 1 << (monthOf(months, days[i]) ?? 0);
    },
  );
  const last = months.starts.length - 1;
  const startMonths = new Float64Array(n);
  const retained = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    for (let month = 0; month < last; month++) {
      if ((ordered[i] & (1 << month)) === 0) continue;
      startMonths[i]++;
      if ((ordered[i] & (1 << (month + 1))) !== 0) retained[i]++;
    }
  }
  return new Map([
    ["start", startMonths],
    ["retained", retained],
  ]);
}
