import fc from "fast-check";
import { expect, it } from "vitest";
import type { FeatureTable } from "../../src/features/feature-table.ts";
import { createRandom } from "../../src/math/random.ts";
import { dateAt, firstDay, type RandomBase, randomBase, span, written } from "./random-base.ts";
import { type StagedBase, stageBase } from "./staged-base.ts";

const asOf = 60;
/** Families whose columns do not depend on which levels are known. */
const levelless = ["recency", "frequency", "monetary", "response"] as const;

/** What was known of a base on a day. */
function before({ lines, contacts, visits, feedback, registered }: RandomBase, offset: number): RandomBase {
  const happened = (day: number) => day < firstDay + offset;
  return {
    lines: lines.filter(({ day }) => happened(day)),
    contacts: contacts.filter(({ day }) => happened(day)),
    visits: visits.filter(({ day }) => happened(day)),
    feedback: feedback.filter(({ day }) => happened(day)),
    registered: new Map([...registered].filter(([, day]) => happened(day))),
  };
}

function plain({ customers, features }: FeatureTable, ids: readonly string[]) {
  return {
    customers: [...customers].map((customer) => ids[customer]),
    columns: Object.fromEntries(features.map(({ name, values }) => [name, [...values]])),
  };
}

async function staged<T>(base: Parameters<typeof stageBase>[0], use: (base: StagedBase) => Promise<T>): Promise<T> {
  const opened = await stageBase(base);
  try {
    return await use(opened);
  } finally {
    await opened.close();
  }
}

it("is changed by nothing at or after as-of, and sees in a window of the past what a run of that day saw", async () => {
  const withSales = randomBase.filter((base) => before(base, asOf).lines.length > 0);
  const everything = async (base: StagedBase) => [
    plain(await base.features(dateAt(0), dateAt(asOf)), base.ids),
    plain(await base.features(dateAt(20), dateAt(41)), base.ids),
  ];
  const undated = (base: StagedBase) => base.features(dateAt(0), dateAt(asOf), [...levelless]);
  await fc.assert(
    fc.asyncProperty(withSales, async (random) => {
      const then = await staged(written(before(random, asOf), firstDay + asOf), everything);
      expect(await staged(written(random, firstDay + asOf), everything)).toEqual(then);

      const now = await staged(written(random, firstDay + span), async (base) => plain(await undated(base), base.ids));
      expect(now.customers).toEqual(then[0].customers);
      expect(then[0].columns).toMatchObject(
        Object.fromEntries(Object.entries(now.columns).filter(([name]) => name in then[0].columns)),
      );
    }),
    { numRuns: 3, interruptAfterTimeLimit: 8_000 },
  );
});

it("is the same to the last bit for one thread and for four", async () => {
  const random = createRandom(3);
  const rows = Array.from({ length: 20_000 }, () => {
    const money = (random.below(100_000) / 100 - 100).toFixed(2);
    return `c${random.below(3000)},${dateAt(random.below(span))},${random.below(20)},${money},k${random.below(15)},${random.below(4)}`;
  });
  const transactions = ["customer_id,ts,order_id,amount,category,channel", ...rows].join("\n");
  await staged({ asOf: dateAt(2 * span), transactions }, async (base) => {
    // Several row groups, which threads take in any order.
    await base.engine.run(
      "INSERT INTO lines SELECT lines.* REPLACE (amount * i AS amount, day + i AS day) FROM lines, range(15) r(i)",
    );
    const bits = async (threads: number) => {
      await base.engine.run(`SET threads = ${threads}`);
      const { customers, features } = await base.features(dateAt(30), dateAt(90));
      expect(customers.length).toBeGreaterThan(2800);
      return [customers, ...features.map(({ values }) => values)].map((column) =>
        Buffer.from(column.buffer, column.byteOffset, column.byteLength).toString("base64"),
      );
    };
    expect(await bits(4)).toEqual(await bits(1));
  });
});
