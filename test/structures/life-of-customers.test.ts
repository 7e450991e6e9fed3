import { describe, expect, it } from "vitest";
import { addSpan, type EpochDay, toIsoDate } from "../../src/math/calendar.ts";
import { createRandom } from "../../src/math/random.ts";
import { day } from "../features/staged-base.ts";
import { divide } from "./divided-base.ts";

const asOf = "2024-07-01";
const header = "customer_id,order_id,ts,amount";

describe("lifecycle, loyalty and client type", () => {
  const transactions = `${header}
    once,o1,2024-06-30,10
    newest,o2,2024-04-02,10
    newest,o3,2024-06-30,10
    edge,o4,2024-04-01,10
    regular,o5,2023-11-01,10
    regular,o6,2024-02-01,10
    regular,o7,2024-06-01,10
    pair,o8,2024-01-01,10
    pair,o9,2024-03-01,10
    awake,o10,2023-01-10,10
    awake,o11,2024-05-01,10
    slept,o12,2023-01-10,10
    slept,o13,2024-01-03,10
    gone,o14,2023-07-01,10
    late,o15,2023-07-02,10
    gone,o16,2023-06-30,10
    gone,o17,2023-06-29,10`;
  const customers = `customer_id,registered_at
    once,2024-06-01
    waiting,2024-06-02`;

  it("tells each state at its edge", async () => {
    const divided = await divide({ asOf, transactions, customers });
    expect(divided.partsOf("lifecycle")).toEqual({
      awake: "reactivated", // 61 days after a pause of 477
      edge: "active", // the first order is 91 days ago
      gone: "lost", // 366 days ago
      late: "sleeping", // 365 days ago
      newest: "new", // the first order is 90 days ago
      once: "new",
      pair: "active",
      regular: "regular",
      slept: "active", // 180 days ago; woke up more than 90 days ago
      waiting: "potential",
    });
    expect(divided.partsOf("loyalty")).toEqual({
      awake: "regular",
      edge: "new", // has not come back yet
      gone: "long_absent",
      late: "new",
      newest: "new",
      once: "new",
      pair: "regular",
      regular: "regular",
      slept: "regular",
      waiting: "potential",
    });
    expect(divided.partsOf("client_type")).toMatchObject({ late: "inactive", gone: "inactive", slept: "regular" });
  });

  it("takes an answer, a visit or feedback for a sign of life", async () => {
    const divided = await divide({
      asOf,
      transactions: `${header}
        silent,o1,2023-01-01,10
        opens,o2,2023-01-01,10
        mailed,o3,2023-01-01,10
        visits,o4,2023-01-01,10
        writes,o5,2023-01-01,10`,
      contacts: `customer_id,ts,channel,opened
        opens,2024-03-01,email,true
        mailed,2024-03-01,email,false`,
      visits: `customer_id,ts,event
        visits,2024-03-01,view`,
      feedback: `customer_id,ts,kind
        writes,2024-03-01,review`,
    });
    expect(divided.partsOf("client_type")).toEqual({
      silent: "inactive",
      mailed: "inactive",
      opens: "regular",
      visits: "regular",
      writes: "regular",
    });
  });

  it("is refused without dated orders", async () => {
    const divided = await divide({ asOf, customers });
    for (const structure of ["lifecycle", "loyalty", "client_type"]) {
      expect(divided.refusal(structure)).toBe("there are no dated orders");
    }
  });
});

describe("10,000 random customers", () => {
  const until = day(asOf);
  const random = createRandom(7).next;
  const orders = new Map<string, EpochDay[]>();
  const lines: string[] = [];
  const later: string[] = [];
  for (let i = 0; i < 10_000; i++) {
    const id = `c${String(i).padStart(5, "0")}`;
    const count = Math.floor(random() * random() * 7);
    const daysAgo = Array.from({ length: count }, () => 1 + Math.floor(random() ** 2 * 900));
    orders.set(
      id,
      daysAgo.map((ago) => dayBefore(until, ago)).sort((a, b) => a - b),
    );
    for (const ago of daysAgo) lines.push(`${id},${id}-${ago},${toIsoDate(dayBefore(until, ago))},10`);
    // At and after as-of.
    const next = Math.floor(random() * 40);
    later.push(`${id},${id}-later,${toIsoDate(dayBefore(until, -next))},10`);
  }
  const customers = ["customer_id,registered_at", ...[...orders.keys()].map((id) => `${id},2020-01-01`)].join("\n");

  it("are each in the one part that the definition gives, whatever happens at and after as-of", async () => {
    const base = { asOf, customers, transactions: [header, ...lines].join("\n") };
    const divided = await divide(base);
    const further = await divide({ ...base, transactions: [header, ...lines, ...later].join("\n") });
    for (const [structure, partOf] of Object.entries({ lifecycle, loyalty, client_type: clientType })) {
      const expected = Object.fromEntries([...orders].map(([id, days]) => [id, partOf(days, until)]));
      expect(divided.partsOf(structure)).toEqual(expected);
      expect(further.partsOf(structure)).toEqual(expected);
      const { keys, codes } = divided.divisions.find(({ id }) => id === structure) ?? { keys: [], codes: [] };
      expect(codes.length).toBe(10_000);
      expect(codes.every((code) => code >= 0 && code < keys.length)).toBe(true);
      expect(new Set(codes).size).toBe(keys.length);
    }
  });
});

function dayBefore(from: EpochDay, days: number): EpochDay {
  return addSpan(from, { count: 1, unit: "day" }, -days);
}

/** The states as the texts define them, one condition after another. */
function lifecycle(days: readonly number[], until: number): string {
  if (days.length === 0) return "potential";
  const ago = until - days[days.length - 1];
  if (ago > 365) return "lost";
  if (ago > 180) return "sleeping";
  if (days.some((at, i) => i > 0 && at - days[i - 1] > 180 && until - at <= 90)) return "reactivated";
  if (until - days[0] <= 90) return "new";
  return new Set(days).size >= 3 ? "regular" : "active";
}

function loyalty(days: readonly number[], until: number): string {
  if (days.length === 0) return "potential";
  if (until - days[days.length - 1] > 365) return "long_absent";
  return new Set(days).size === 1 || until - days[0] <= 90 ? "new" : "regular";
}

function clientType(days: readonly number[], until: number): string {
  if (days.length === 0) return "potential";
  if (until - days[days.length - 1] > 180) return "inactive";
  return until - days[0] <= 90 ? "new" : "regular";
}
