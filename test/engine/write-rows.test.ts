import { expect, it } from "vitest";
import { loadRows, type RowValue } from "../../src/engine/write-rows.ts";
import { openEngine } from "../inputs/staging.ts";

it("loadRows makes a table of rows, more than fit into one statement, with null for what is not known", async () => {
  const { engine } = await openEngine();
  const rows: RowValue[][] = Array.from({ length: 1203 }, (_, i) => [`it's "${i}"`, i / 7, i, "2024-02-29"]);
  rows.push([null, Number.NaN, null, null]);
  await loadRows(
    engine,
    'odd "table"',
    [
      { name: "a b", type: "VARCHAR" },
      { name: "ratio", type: "DOUBLE" },
      { name: "n", type: "BIGINT" },
      { name: "day", type: "DATE" },
    ],
    rows,
  );
  const read = await engine.rows(
    'SELECT "a b", ratio, CAST(n AS DOUBLE) AS n, CAST(day AS VARCHAR) AS day FROM "odd ""table""" ORDER BY rowid',
  );
  expect(read.map((row) => Object.values(row))).toEqual([...rows.slice(0, -1), [null, null, null, null]]);
});
