import fc from "fast-check";
import { addSpan, type EpochDay, toIsoDate } from "../../src/math/calendar.ts";
import { day, type WrittenBase } from "./staged-base.ts";

/** A line of an order, or of a return where money is negative. */
export interface LineRow {
  readonly customer: string;
  readonly order: string;
  readonly day: number;
  readonly cents: number;
  readonly category: string | null;
  readonly channel: string | null;
}

export interface ContactRow {
  readonly customer: string;
  readonly day: number;
  readonly channel: string;
  readonly control: boolean;
  readonly opened: boolean;
  readonly converted: boolean;
}

export interface RandomBase {
  readonly lines: readonly LineRow[];
  readonly contacts: readonly ContactRow[];
  readonly registered: ReadonlyMap<string, number>;
}

/** Everything happens in the `span` days from here. */
export const firstDay = day("2023-11-20");
export const span = 100;

const customers = ["c1", "c10", "c2", "Zoe", "ann", "0007"];
const someDay = fc.nat(span - 1).map((offset) => firstDay + offset);
const maybe = (values: readonly string[]) => fc.option(fc.constantFrom(...values));

const line: fc.Arbitrary<LineRow> = fc.record({
  customer: fc.constantFrom(...customers.slice(1)),
  order: fc.constantFrom("1", "2", "3", "4", "5", "6", "7"),
  day: someDay,
  cents: fc.oneof({ weight: 5, arbitrary: fc.nat(5000) }, fc.constant(0), fc.integer({ min: -5000, max: -1 })),
  category: maybe(["tea", "pots", "books"]),
  channel: maybe(["web", "shop"]),
});

const contact: fc.Arbitrary<ContactRow> = fc.record({
  customer: fc.constantFrom(...customers),
  day: someDay,
  channel: fc.constantFrom("email", "sms"),
  control: fc.boolean(),
  opened: fc.boolean(),
  converted: fc.boolean(),
});

/** A small base in which order numbers repeat, orders last for weeks, and returns come whenever they like. */
export const randomBase: fc.Arbitrary<RandomBase> = fc
  .record({
    lines: fc.array(line, { minLength: 1, maxLength: 120, size: "max" }),
    contacts: fc.array(contact, { minLength: 1, maxLength: 60, size: "max" }),
    registered: fc.dictionary(fc.constantFrom(...customers), someDay),
  })
  .map(({ lines, contacts, registered }) => {
    const days = new Map<string, number>([["c1", firstDay], ...Object.entries(registered)]);
    const known = new Set([...days.keys(), ...lines.map(({ customer }) => customer)]);
    return { lines, contacts: contacts.filter(({ customer }) => known.has(customer)), registered: days };
  });

/** The base as files, as of `span` days after its first day unless told otherwise. */
export function written({ lines, contacts, registered }: RandomBase, asOf = firstDay + span): WrittenBase {
  const date = (number: number) => toIsoDate(number as EpochDay); // days of a random base are whole
  const yes = (flag: boolean) => (flag ? "yes" : "no");
  const contactLines = [
    "customer_id,ts,channel,arm,opened,converted",
    ...contacts.map(
      ({ customer, day: at, channel, control, opened, converted }) =>
        `${customer},${date(at)},${channel},${control ? "control" : "offer"},${yes(opened)},${yes(converted)}`,
    ),
  ];
  return {
    asOf: date(asOf),
    settings: { duplicates: "none" },
    transactions: [
      "customer_id,order_id,ts,amount,category,channel",
      ...lines.map(
        ({ customer, order, day: at, cents, category, channel }) =>
          `${customer},${order},${date(at)},${(cents / 100).toFixed(2)},${category ?? ""},${channel ?? ""}`,
      ),
    ].join("\n"),
    ...(contacts.length > 0 ? { contacts: contactLines.join("\n") } : {}),
    customers: ["customer_id,registered_at", ...[...registered].map(([id, at]) => `${id},${date(at)}`)].join("\n"),
  };
}

/** The date so many days after the first. */
export function dateAt(offset: number): string {
  return toIsoDate(addSpan(firstDay, { count: offset, unit: "day" }));
}
