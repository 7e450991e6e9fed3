import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Engine } from "../../src/engine/engine.ts";
import { openEngine } from "../inputs/staging.ts";

async function column(engine: Engine, sql: string): Promise<number[]> {
  const values: number[] = [];
  await engine.stream(sql, ([first], rows) => {
    for (let i = 0; i < rows; i++) values.push(first[i]);
  });
  return values;
}

describe("load and stream", () => {
  it("take columns of many blocks in and out again, to the last bit", async () => {
    const { engine } = await openEngine();
    const n = 2048 * 2 + 77;
    const customer = Int32Array.from({ length: n }, (_, i) => i - 100);
    const small = Int16Array.from({ length: n }, (_, i) => (i % 7) - 3);
    const value = Float64Array.from({ length: n }, (_, i) => (i % 3 === 1 ? Number.NaN : Math.sqrt(i) * 1e-7));
    await engine.load("loaded", [
      { name: "customer", type: "INTEGER", values: customer },
      { name: "small", type: "INTEGER", values: small },
      { name: 'odd "name"', type: "DOUBLE", values: value },
    ]);

    const back = { customer: new Int32Array(n), small: new Int32Array(n), value: new Float64Array(n) };
    const blocks: number[] = [];
    let from = 0;
    await engine.stream('SELECT customer, small, "odd ""name""" FROM loaded ORDER BY customer', (columns, rows) => {
      expect(columns.map((values) => values.constructor)).toEqual([Int32Array, Int32Array, Float64Array]);
      for (const [c, target] of [back.customer, back.small, back.value].entries()) {
        for (let i = 0; i < rows; i++) target[from + i] = columns[c][i];
      }
      from += rows;
      blocks.push(rows);
    });
    expect(blocks.length).toBeGreaterThan(2);
    expect(back).toEqual({ customer, small: Int32Array.from(small), value });
  });

  it("hold what is not a number as null inside, and give null back as NaN", async () => {
    const { engine } = await openEngine();
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(fc.double(), fc.constant(Number.NaN)), { maxLength: 40 }), async (values) => {
        await engine.load("numbers", [{ name: "v", type: "DOUBLE", values: Float64Array.from(values) }]);
        const [{ n }] = await engine.rows("SELECT CAST(count(*) FILTER (v IS NULL) AS DOUBLE) AS n FROM numbers");
        expect(n).toBe(values.filter(Number.isNaN).length);
        expect(await column(engine, "SELECT v FROM numbers ORDER BY rowid")).toEqual(values);
      }),
      { numRuns: 40 },
    );
    expect(
      await column(engine, "SELECT CASE WHEN range % 1000 = 5 THEN CAST(range AS DOUBLE) END FROM range(3000)"),
    ).toEqual(Array.from({ length: 3000 }, (_, i) => (i % 1000 === 5 ? i : Number.NaN)));
  });

  it("gives every stream all its rows when several are asked for at once", async () => {
    const { engine } = await openEngine();
    const sizes = [300_000, 200_000, 100];
    const read = sizes.map((n) => column(engine, `SELECT CAST(range AS INTEGER) AS i FROM range(${n}) ORDER BY i`));
    for (const [i, values] of (await Promise.all(read)).entries())
      expect([values.length, values.at(-1)]).toEqual([sizes[i], sizes[i] - 1]);
  });

  it("fold a result into tables, in the order of its rows", async () => {
    const { engine } = await openEngine();
    const columns = [
      { name: "i", type: "INTEGER" },
      { name: "large", type: "BIGINT" },
      { name: "half", type: "DOUBLE" },
    ] as const;
    const n = 10_000;
    await engine.fold(
      `SELECT CAST(range AS INTEGER) AS i FROM range(${n}) ORDER BY i DESC`,
      [
        { name: "folded", columns },
        { name: "counts", columns: [columns[0]] },
      ],
      ([folded, counts]) => {
        let count = 0;
        return {
          block: ([values], rows) => {
            count += rows;
            const halves = Float64Array.from(values, (i) => (i % 3 === 0 ? Number.NaN : i / 2));
            const large = Float64Array.from(values, (i) => (i % 2 === 0 ? -1 : 1) * (2 ** 40 + i));
            folded([values, large, halves], rows);
          },
          end: () => counts([Float64Array.of(count)], 1),
        };
      },
    );
    expect(await column(engine, "SELECT i FROM counts")).toEqual([n]);
    expect(await column(engine, "SELECT i FROM folded")).toEqual(Array.from({ length: n }, (_, i) => n - 1 - i));
    expect(
      await column(
        engine,
        `SELECT CAST(count(*) AS INTEGER) FROM folded WHERE large = CASE WHEN i % 2 = 0 THEN -1 ELSE 1 END * (1099511627776 + i)
           AND CASE WHEN i % 3 = 0 THEN half IS NULL ELSE half = i / 2 END`,
      ),
    ).toEqual([n]);
  });

  it("leave no table behind when a fold fails", async () => {
    const { engine } = await openEngine();
    const fail = () => {
      throw new RangeError("no further");
    };
    const table = { name: "never", columns: [{ name: "i", type: "INTEGER" }] } as const;
    const folding = engine.fold("SELECT CAST(1 AS INTEGER)", [table], () => ({ block: fail, end: () => {} }));
    await expect(folding).rejects.toThrow("no further");
    await expect(engine.rows("SELECT * FROM never")).rejects.toThrow("does not exist");
  });

  it("stream nothing from an empty result", async () => {
    const { engine } = await openEngine();
    expect(await column(engine, "SELECT CAST(1 AS INTEGER) WHERE FALSE")).toEqual([]);
  });

  it("refuse what would come out wrong without a word", async () => {
    const { engine } = await openEngine();
    await expect(column(engine, "SELECT CAST(NULL AS INTEGER)")).rejects.toThrow(
      "engine: a null in an INTEGER column; cast it to DOUBLE",
    );
    await expect(column(engine, "SELECT CAST(1 AS BIGINT)")).rejects.toThrow(
      "engine: a column is BIGINT, expected INTEGER or DOUBLE",
    );
    const uneven = [
      { name: "a", type: "INTEGER", values: Int32Array.of(1, 2, 3) },
      { name: "b", type: "INTEGER", values: Int32Array.of(1, 2) },
    ] as const;
    await expect(engine.load("uneven", uneven)).rejects.toThrow("engine: column b has 2 rows, a has 3");
  });
});

describe("an engine", () => {
  it("stops the statement that runs when interrupted, and works on afterwards", async () => {
    const { engine } = await openEngine();
    const endless = engine.rows("SELECT sum(a.range * b.range) AS s FROM range(1000000) a, range(1000000) b");
    const stopped = expect(endless).rejects.toThrow(/^INTERRUPT/);
    const again = setInterval(engine.interrupt, 20);
    await stopped;
    clearInterval(again);
    expect(await engine.rows("SELECT CAST(1 AS INTEGER) AS one")).toEqual([{ one: 1 }]);
  });

  it("has UTC for its zone, whatever the machine is set to", async () => {
    const { engine } = await openEngine();
    const [row] = await engine.rows(
      "SELECT CAST(CAST(TIMESTAMPTZ '2024-01-31 23:30:00-05' AS DATE) AS VARCHAR) AS day",
    );
    expect(row.day).toBe("2024-02-01");
  });

  it("finds files by a glob below a folder that may be called anything", async () => {
    const { engine, folder } = await openEngine();
    await engine.run("CREATE TABLE t AS SELECT 1 AS one");
    for (const name of ["b.parquet", "a.parquet", "c.csv"])
      await engine.writeParquet("SELECT * FROM t", join(folder, name));
    expect(await engine.files("*.parquet", folder)).toEqual([join(folder, "a.parquet"), join(folder, "b.parquet")]);
    expect(await engine.files("./../*/a.parquet", folder)).toContain(join(folder, "a.parquet"));
    expect(await engine.files("*.none", folder)).toEqual([]);
  });

  it("writes Parquet in the order of the query and reads one file of it", async () => {
    const { engine, folder } = await openEngine(4);
    const path = join(folder, "it's [1].parquet");
    await engine.writeParquet(
      "SELECT CAST(range AS INTEGER) AS i FROM range(200000) ORDER BY (i * 7919) % 200003",
      path,
    );
    const source = engine.dialect.parquet(path, { rowNumbers: true });
    const first = await column(engine, `SELECT i FROM ${source} ORDER BY file_row_number LIMIT 3`);
    // 7919 · i ≡ 0, 1, 2 (mod 200003), the inverse of 7919 being 177786 and 177786 · 2 ≡ 155569.
    expect(first.map((i) => (i * 7919) % 200_003)).toEqual([0, 1, 2]);
    expect(await engine.columnsOf(`SELECT * FROM ${engine.dialect.parquet(path)}`)).toEqual([
      { name: "i", type: "INTEGER" },
    ]);
  });
});
