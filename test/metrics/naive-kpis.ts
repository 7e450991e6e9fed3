import { civil, type EpochDay, epochDayOf } from "../../src/math/calendar.ts";

/** A day of a customer with orders and returns, in whole units of money. */
export interface DayRow {
  readonly customer: number;
  readonly day: number;
  readonly orders: number;
  readonly gross: number;
  readonly returned: number;
}

/** `2024-01` of a day. */
export function monthName(day: number): string {
  const { year, month } = civil(day as EpochDay); // days of a test are whole
  return `${year}-${String(month).padStart(2, "0")}`;
}

/** The month after, or so many before. */
export function shiftMonth(name: string, months: number): string {
  const [year, month] = name.split("-").map(Number);
  const all = year * 12 + month - 1 + months;
  return monthName(epochDayOf(Math.floor(all / 12), (all % 12) + 1, 1));
}

/** Customers with an order in a month, and with their first one in it, by the words of the definitions. */
export function buyersIn(rows: readonly DayRow[], month: string): { active: Set<number>; newcomers: Set<number> } {
  const ordering = rows.filter(({ orders }) => orders > 0);
  const active = new Set(ordering.filter(({ day }) => monthName(day) === month).map(({ customer }) => customer));
  const earlier = new Set(ordering.filter(({ day }) => monthName(day) < month).map(({ customer }) => customer));
  return { active, newcomers: new Set([...active].filter((customer) => !earlier.has(customer))) };
}

/** What growth accounting says of a month, from sets of customers. */
export function naiveGrowth(rows: readonly DayRow[], month: string) {
  const now = buyersIn(rows, month);
  const before = buyersIn(rows, shiftMonth(month, -1)).active;
  const retained = [...now.active].filter((customer) => before.has(customer)).length;
  return {
    start: before.size,
    active: now.active.size,
    newcomers: now.newcomers.size,
    retained,
    reactivated: now.active.size - now.newcomers.size - retained,
    churned: [...before].filter((customer) => !now.active.has(customer)).length,
  };
}
