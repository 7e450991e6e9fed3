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
  readonly brand: string | null;
  /** Cents, at least 0; null when unknown. */
  readonly discount: number | null;
  readonly cost: number | null;
  readonly coupon: boolean;
}

/** An event on the site. */
export interface VisitRow {
  readonly customer: string;
  readonly session: string;
  readonly day: number;
  readonly event: string | null;
  readonly seconds: number | null;
}

export interface FeedbackRow {
  readonly customer: string;
  readonly day: number;
  readonly kind: "complaint" | "review" | "poll" | "return_reason";
  /** Points out of 5. */
  readonly points: number | null;
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
  readonly visits: readonly VisitRow[];
  readonly feedback: readonly FeedbackRow[];
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
  brand: maybe(["lux", "eco"]),
  discount: fc.option(fc.nat(900)),
  cost: fc.option(fc.nat(4000)),
  coupon: fc.boolean(),
});

const visit: fc.Arbitrary<VisitRow> = fc.record({
  customer: fc.constantFrom(...customers),
  session: fc.constantFrom("s1", "s2", "s3"),
  day: someDay,
  event: maybe(["cart", "view"]),
  seconds: fc.option(fc.nat(600)),
});

const opinion: fc.Arbitrary<FeedbackRow> = fc.record({
  customer: fc.constantFrom(...customers),
  day: someDay,
  kind: fc.constantFrom("complaint", "review", "poll", "return_reason"),
  points: fc.option(fc.nat(5)),
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
    visits: fc.array(visit, { minLength: 1, maxLength: 40, size: "max" }),
    feedback: fc.array(opinion, { minLength: 1, maxLength: 20, size: "max" }),
    registered: fc.dictionary(fc.constantFrom(...customers), someDay),
  })
  .map(({ lines, registered, ...rest }) => {
    const days = new Map<string, number>([["c1", firstDay], ...Object.entries(registered)]);
    const known = new Set([...days.keys(), ...lines.map(({ customer }) => customer)]);
    const ofKnown = <Row extends { customer: string }>(rows: readonly Row[]) =>
      rows.filter(({ customer }) => known.has(customer));
    return {
      lines,
      contacts: ofKnown(rest.contacts),
      visits: ofKnown(rest.visits),
      feedback: ofKnown(rest.feedback),
      registered: days,
    };
  });

/** The base as files, as of `span` days after its first day unless told otherwise. */
export function written(
  { lines, contacts, visits, feedback, registered }: RandomBase,
  asOf = firstDay + span,
): WrittenBase {
  const date = (number: number) => toIsoDate(number as EpochDay); // days of a random base are whole
  const money = (cents: number | null) => (cents === null ? "" : (cents / 100).toFixed(2));
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
      "customer_id,order_id,ts,amount,category,channel,brand,discount_amount,cost_amount,coupon_id",
      ...lines.map((line) =>
        [
          ...[line.customer, line.order, date(line.day), money(line.cents), line.category ?? "", line.channel ?? ""],
          ...[line.brand ?? "", money(line.discount), money(line.cost), line.coupon ? "SPRING" : ""],
        ].join(","),
      ),
    ].join("\n"),
    ...(visits.length > 0
      ? {
          visits: [
            "customer_id,session_id,ts,event,duration_s",
            ...visits.map((each) =>
              [each.customer, each.session, date(each.day), each.event ?? "", each.seconds ?? ""].join(","),
            ),
          ].join("\n"),
        }
      : {}),
    ...(feedback.length > 0
      ? {
          feedback: [
            "customer_id,ts,kind,score,scale_max",
            ...feedback.map((each) => [each.customer, date(each.day), each.kind, each.points ?? "", 5].join(",")),
          ].join("\n"),
        }
      : {}),
    ...(contacts.length > 0 ? { contacts: contactLines.join("\n") } : {}),
    customers: ["customer_id,registered_at", ...[...registered].map(([id, at]) => `${id},${date(at)}`)].join("\n"),
  };
}

/** The date so many days after the first. */
export function dateAt(offset: number): string {
  return toIsoDate(addSpan(firstDay, { count: offset, unit: "day" }));
}
