import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CustomerHistory, readHistory } from "../../src/features/customer-history.ts";
import { above, number, when } from "../../src/features/expression.ts";
import { attribute, customer, type FeatureFormula, row, sumsOf, totalsOf } from "../../src/features/family.ts";
import { createFeatureBuffers, customersSeen, readWindow } from "../../src/features/read-window.ts";
import { cutSpans } from "../../src/features/spans.ts";
import type { Window } from "../../src/features/window.ts";
import { toIsoDate } from "../../src/math/calendar.ts";
import { day, type StagedBase, stageBase, window } from "./staged-base.ts";

const said = { title: "", high: "", low: "" };

function formula(name: string, rest: Pick<FeatureFormula, "value"> & Partial<FeatureFormula>): FeatureFormula {
  const words = { en: said, ru: said };
  return { name, family: "recency", kind: "number", unit: "unit", definition: `The ${name}.`, words, ...rest };
}

const features = [
  formula("spent", { purchases: { gross: { sum: row("gross") } }, value: sumsOf("purchases")("gross") }),
  formula("last", { purchases: { last: { max: row("day") } }, value: sumsOf("purchases")("last") }),
  formula("colour", {
    kind: "category",
    levels: ["blue", "red"],
    value: when(above(customer("first_order"), day("2023-01-03")), 1),
  }),
  formula("of_all", { lines: { sold: { sum: row("amount") } }, value: totalsOf("lines")("sold") }),
];

const early = window("2023-01-01", "2023-01-08");
const late = window("2023-01-08", "2023-01-15");

describe("a base of many blocks", () => {
  /** More than the blocks of the engine and of a window hold; every third customer buys in the second week. */
  const size = 5000;
  let base: StagedBase;
  let history: CustomerHistory;
  const buffers = createFeatureBuffers(size, features.length);
  const read = (each: Window) => readWindow(base.engine, features, base.staged, each, history, buffers);

  beforeAll(async () => {
    const lines = Array.from({ length: size }, (_, i) => {
      const id = String(i).padStart(4, "0");
      const first = `${id},${toIsoDate(day(i % 2 === 0 ? "2023-01-02" : "2023-01-05"))},${i % 100}.5`;
      return i % 3 === 0 ? `${first}\n${id},2023-01-09,2` : first;
    });
    base = await stageBase({ asOf: "2023-01-15", transactions: ["customer_id,ts,amount", ...lines].join("\n") });
    history = await readHistory(base.engine, base.staged, features, cutSpans([early, late]));
  });
  afterAll(() => base.close());

  it("has every customer in the window in their order, unknown as NaN", async () => {
    const { customers, features: columns } = await read(early);
    expect([...customers]).toEqual(Array.from({ length: size }, (_, i) => i));
    const [spent, last, colour, ofAll] = columns.map(({ values }) => values);
    const wrong = customers.findIndex(
      (each) =>
        spent[each] !== ((each % 100) + 0.5) * 10_000 ||
        last[each] !== day(each % 2 === 0 ? "2023-01-02" : "2023-01-05") ||
        !Object.is(colour[each], each % 2 === 0 ? Number.NaN : 1),
    );
    expect(wrong).toBe(-1);
    expect(new Set(ofAll)).toEqual(new Set([50 * size * 10_000]));
  });

  it("looks at no others than it is asked for, near and far from one another", async () => {
    const all = await read(late);
    for (const among of [[], [4998], [0, 1, 2, 3, 3000, 3003, 4997, 4998, 4999], [...all.customers]]) {
      const own = createFeatureBuffers(among.length, features.length);
      const some = await readWindow(base.engine, features, base.staged, late, history, own, Int32Array.from(among));
      const rows = among.filter((customer) => customer % 3 === 0).map((customer) => all.customers.indexOf(customer));
      expect([...some.customers]).toEqual(rows.map((row) => all.customers[row]));
      for (const [j, { values }] of some.features.entries())
        expect([...values]).toEqual(rows.map((row) => all.features[j].values[row]));
    }
  });

  it("knows who bought something in a window", () => {
    expect([...customersSeen(late, history)]).toEqual(Array.from({ length: Math.ceil(size / 3) }, (_, i) => 3 * i));
    expect(customersSeen(early, history)).toHaveLength(size);
  });

  it("forgets the window before when the same memory is used again", async () => {
    const table = await read(late);
    expect([...table.customers]).toEqual(Array.from({ length: Math.ceil(size / 3) }, (_, i) => 3 * i));
    const [spent, last] = table.features.map(({ values }) => new Set(values));
    expect([spent, last]).toEqual([new Set([20_000]), new Set([day("2023-01-09")])]);
  });

  it("keeps what a feature is, but for its formula", async () => {
    const [spent, , colour] = (await read(late)).features;
    expect(Object.keys(spent).sort()).toEqual(
      ["definition", "family", "kind", "levels", "name", "unit", "values", "words"].sort(),
    );
    expect([spent.levels, colour.levels]).toEqual([[], ["blue", "red"]]);
  });

  it("refuses a window the history was not cut for, and what nothing sums up", async () => {
    await expect(read(window("2023-01-02", "2023-01-08"))).rejects.toThrow("spans: none begins on day");
    const unknown = [formula("unknown", { value: sumsOf("purchases")("nothing") })];
    await expect(readWindow(base.engine, unknown, base.staged, early, history, buffers)).rejects.toThrow(
      "features: purchases.nothing is read, and nothing sums it up",
    );
  });
});

it("has no rows where nobody is in the window, and reads attributes as valid at its end", async () => {
  const base = await stageBase({
    asOf: "2024-01-01",
    customers: "customer_id,sex,valid_from\nann,female,2023-01-01\nann,male,2023-06-01\nbob,male,2023-06-01",
    transactions: "customer_id,ts,amount\nann,2023-03-03,1\nbob,2023-03-03,1",
  });
  const sex = [formula("sex", { value: attribute("sex") }), formula("one", { value: number(1) })];
  const read = async (each: Window) => {
    const history = await readHistory(base.engine, base.staged, sex, cutSpans([each]));
    return readWindow(base.engine, sex, base.staged, each, history, createFeatureBuffers(2, 2));
  };
  expect((await read(window("2023-04-01", "2023-05-01"))).customers).toHaveLength(0);
  const [seen] = (await read(window("2023-03-01", "2023-05-01"))).features;
  expect([...seen.values]).toEqual([0, Number.NaN]);
  await base.close();
});
