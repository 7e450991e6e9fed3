import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { assertSameShape, type LabelledCut, type LtvCut } from "../../../src/ltv/protocol/ltv-cut.ts";
import { type CutSource, readLabelledCut, readLtvCut } from "../../../src/ltv/protocol/read-ltv-cut.ts";
import { day, type StagedBase, stageBase } from "../../features/staged-base.ts";

const unknown = Number.NaN;
const cut = day("2024-01-01");
/** To 2024-03-01. */
const horizonDays = 60;

const customers = `
  customer_id, registered_at
  ann,         2023-01-01
  eve,         2023-01-01
  fay,         2023-06-01`;
const past = `
  customer_id, ts,         order_id, amount
  ann,         2023-06-01, a1,       10
  ann,         2023-06-01, a2,       5
  ann,         2023-10-09, a3,       20
  ann,         2023-11-15, a3,       -4
  ann,         2023-12-31, a4,       7.50
  bob,         2023-12-02, b1,       3
  bob,         2023-12-20, b1,       -1
  cy,          2023-11-01, c0,       -2
  cy,          2023-11-03, c1,       0
  fay,         2022-12-31, f1,       1
  fay,         2023-01-01, f2,       8
  gus,         2023-12-01, g1,       -5`;
const future = `
  ann,         2024-01-01, a5,       100
  ann,         2024-02-29, a6,       1.25
  ann,         2024-02-29, a6,       -0.25
  ann,         2024-03-01, a7,       999
  cy,          2024-01-05, c1,       -9
  di,          2024-01-01, d1,       50
  fay,         2024-03-01, f3,       50`;

let base: StagedBase;
let source: CutSource;

beforeAll(async () => {
  base = await stageBase({ asOf: "2024-06-01", customers, transactions: past + future });
  source = { customers: base.staged.customers, unitsPerMinor: 100, every: 1, returns: "net" };
});

afterAll(() => base.close());

/** The columns of a cut by name, in the order of its customers. */
function columnsOf({ columns }: LtvCut) {
  return Object.fromEntries(columns.map(({ name, values }) => [name, [...values]]));
}

function idsOf({ customers: rows }: LtvCut) {
  return [...rows].map((customer) => base.ids[customer]);
}

describe("the inputs at a cut", () => {
  it("are of everyone who ordered before it", async () => {
    const known = await readLtvCut(base.engine, cut, horizonDays, source);
    expect(idsOf(known)).toEqual(["ann", "bob", "cy", "fay"]);
    expect([known.cut, known.horizonDays]).toEqual([cut, horizonDays]);
  });

  it("say what was done and spent, and since when, with money in minor units", async () => {
    expect(columnsOf(await readLtvCut(base.engine, cut, horizonDays, source))).toEqual({
      orders: [4, 1, 1, 2],
      purchase_days: [3, 1, 1, 2],
      recency_days: [1, 30, 59, 365],
      age_days: [214, 30, 59, 366],
      tenure_days: [365, 30, 61, 366],
      gross: [4250, 300, 0, 900],
      net: [3850, 200, -200, 900],
      returned: [400, 100, 200, 0],
      largest_day: [2000, 300, 0, 800],
      first_day: [1500, 300, 0, 100],
      average_order: [1062.5, 300, 0, 450],
      mean_gap: [106.5, unknown, unknown, 1],
      gap_deviation: [23.5, unknown, unknown, unknown],
      recency_over_gap: [1 / 106.5, unknown, unknown, 365],
      orders_30: [1, 1, 0, 0],
      gross_30: [750, 300, 0, 0],
      orders_90: [2, 1, 1, 0],
      gross_90: [2750, 300, 0, 0],
      orders_180: [2, 1, 1, 0],
      gross_180: [2750, 300, 0, 0],
      orders_365: [4, 1, 1, 1],
      gross_365: [4250, 300, 0, 800],
      last_period: [350, 200, 0, 0],
    });
  });

  it("hold the history that models without inputs need", async () => {
    const { history } = await readLtvCut(base.engine, cut, horizonDays, source);
    expect(Object.fromEntries(Object.entries(history).map(([name, values]) => [name, [...values]]))).toEqual({
      orders: [4, 1, 1, 2],
      netMinor: [3850, 200, -200, 900],
      ageDays: [214, 30, 59, 366],
      purchaseDays: [3, 1, 1, 2],
      lastAfterDays: [213, 0, 0, 1],
      grossMinor: [4250, 300, 0, 900],
      firstDayMinor: [1500, 300, 0, 100],
      lastPeriodMinor: [350, 200, 0, 0],
    });
  });

  it("do not change with what happens at the cut or later", async () => {
    const then = await stageBase({ asOf: "2024-01-01", customers, transactions: past });
    const known = await readLtvCut(base.engine, cut, horizonDays, source);
    const knownThen = await readLtvCut(then.engine, cut, horizonDays, {
      ...source,
      customers: then.staged.customers,
    });
    await then.close();
    expect(idsOf(known)).toEqual([...knownThen.customers].map((customer) => then.ids[customer]));
    expect(columnsOf(known)).toEqual(columnsOf(knownThen));
    expect(known.history).toEqual(knownThen.history);
  });

  it("are the same for one customer in so many as for everyone", async () => {
    const all = await readLabelledCut(base.engine, cut, horizonDays, source);
    const some = await readLabelledCut(base.engine, cut, horizonDays, { ...source, every: 2 });
    expect(idsOf(some)).toEqual(["ann", "cy"]);
    const ofSome = (values: readonly number[]) => [values[0], values[2]];
    expect(columnsOf(some)).toEqual(
      Object.fromEntries(Object.entries(columnsOf(all)).map(([name, values]) => [name, ofSome(values)])),
    );
    expect([...some.label]).toEqual(ofSome([...all.label]));
  });

  it("are nobody's before the first order", async () => {
    const early = await readLabelledCut(base.engine, day("2022-12-31"), horizonDays, source);
    expect(early.customers).toHaveLength(0);
    expect(early.label).toHaveLength(0);
  });
});

describe("the label of a cut", () => {
  it("is the money from the cut to the day before the horizon ends, less returns booked in that time", async () => {
    const labelled = await readLabelledCut(base.engine, cut, horizonDays, source);
    expect(idsOf(labelled)).toEqual(["ann", "bob", "cy", "fay"]);
    expect([...labelled.label]).toEqual([10_100, 0, -900, 0]);
    expect([...(await readLabelledCut(base.engine, cut, horizonDays + 1, source)).label]).toEqual([
      110_000, 0, -900, 5000,
    ]);
  });

  it("comes beside the same inputs as without it", async () => {
    const { label: _label, ...labelled } = await readLabelledCut(base.engine, cut, horizonDays, source);
    const known = await readLtvCut(base.engine, cut, horizonDays, source);
    expect(labelled).toEqual(known);
    expect("label" in known).toBe(false);
  });

  it("and the money of the past keep returns where they are gross", async () => {
    const gross = await readLabelledCut(base.engine, cut, horizonDays, { ...source, returns: "gross" });
    expect([...gross.label]).toEqual([10_125, 0, 0, 0]);
    const { net, last_period, returned } = columnsOf(gross);
    expect([net, last_period, returned]).toEqual([
      [4250, 300, 0, 900],
      [750, 300, 0, 0],
      [400, 100, 200, 0],
    ]);
    expect([...gross.history.netMinor]).toEqual(net);
  });
});

it("reads cuts that can be learned together", async () => {
  const labelled: LabelledCut[] = [];
  for (const each of [cut, day("2023-12-10")])
    labelled.push(await readLabelledCut(base.engine, each, horizonDays, source));
  expect(() => assertSameShape(labelled)).not.toThrow();
});
