import { describe, expect, it } from "vitest";
import type { Engine } from "../../../src/engine/engine.ts";
import { compileCondition, featureColumn, structureColumn } from "../../../src/structures/rules/compile-rule.ts";
import { planCondition } from "../../../src/structures/rules/plan-rules.ts";
import type { RuleScope } from "../../../src/structures/rules/rule-scope.ts";
import type { WrittenCondition } from "../../../src/structures/rules/rules-config.ts";
import { openEngine } from "../../inputs/staging.ts";
import { country, lifecycleCodes, monetary, orders, scope } from "./shop-scope.ts";

/** Loads what is known of the customers; unknown values are null, or NaN where that is asked for. */
async function loadShop(engine: Engine, unknown: "null" | "nan") {
  await engine.load("loaded", [
    { name: "customer", type: "INTEGER", values: Int32Array.from(lifecycleCodes.keys()) },
    ...[orders, monetary, country].map(({ name, values }) => {
      return { name: featureColumn(name), type: "DOUBLE" as const, values };
    }),
    { name: structureColumn("lifecycle"), type: "INTEGER", values: lifecycleCodes },
  ]);
  const { identifier } = engine.dialect;
  const columns = [orders, monetary, country].map(({ name }) => identifier(featureColumn(name)));
  const replaced = columns.map((column) => `coalesce(${column}, CAST('nan' AS DOUBLE)) AS ${column}`);
  await engine.run(
    `CREATE TABLE shop AS SELECT ${unknown === "null" ? "*" : `* REPLACE (${replaced.join(", ")})`} FROM loaded`,
  );
}

async function whoFulfils(engine: Engine, written: WrittenCondition, within: RuleScope = scope): Promise<unknown[]> {
  const sql = compileCondition(planCondition(written, "when", within).condition, engine.dialect);
  const rows = await engine.rows(`SELECT customer, ${sql} AS holds FROM shop ORDER BY customer`);
  for (const { holds } of rows) expect(holds, "neither true nor false").not.toBeNull();
  return rows.filter(({ holds }) => holds).map(({ customer }) => customer);
}

// Orders 1, 5, 3, unknown, 4; countries DE, FR, unknown, DE, FR; lifecycle lost, new, sleeping, potential, new.
const truths: [WrittenCondition, number[]][] = [
  [{ feature: "orders", above: 3 }, [1, 4]],
  [{ feature: "orders", atLeast: 3 }, [1, 2, 4]],
  [{ feature: "orders", below: 3 }, [0]],
  [{ feature: "orders", atMost: 3 }, [0, 2]],
  [{ feature: "orders", between: [3, 4] }, [2, 4]],
  [{ feature: "orders", atLeast: 1, below: 4 }, [0, 2]],
  [{ feature: "orders", above: "p50" }, [1, 4]],
  [{ feature: "orders", is: [1, 4] }, [0, 4]],
  [{ feature: "orders", isNot: 1 }, [1, 2, 4]],
  [{ not: { feature: "orders", is: 1 } }, [1, 2, 3, 4]],
  [{ not: { feature: "orders", above: 3 } }, [0, 2, 3]],
  [{ feature: "orders", known: true }, [0, 1, 2, 4]],
  [{ feature: "orders", known: false }, [3]],
  [{ feature: "monetary", above: 1000 }, [1]],
  [{ feature: "country", is: "DE" }, [0, 3]],
  [{ feature: "country", isNot: "DE" }, [1, 4]],
  [{ not: { feature: "country", is: "DE" } }, [1, 2, 4]],
  [{ feature: "country", is: "IT" }, []],
  [{ feature: "country", isNot: "IT" }, [0, 1, 3, 4]],
  [{ structure: "lifecycle", is: ["new", "lost"] }, [0, 1, 4]],
  [{ structure: "lifecycle", isNot: ["new", "lost"] }, [2, 3]],
  [{ structure: "geographic_city", isNot: "Rome" }, [0, 1, 2, 3, 4]],
  [
    {
      all: [
        { feature: "orders", above: 3 },
        { feature: "monetary", above: 0 },
      ],
    },
    [1],
  ],
  [
    {
      any: [
        { feature: "country", is: "DE" },
        { feature: "orders", above: 4 },
      ],
    },
    [0, 1, 3],
  ],
  [
    {
      all: [
        {
          not: {
            any: [
              { feature: "orders", is: 1 },
              { feature: "orders", known: false },
            ],
          },
        },
      ],
    },
    [1, 2, 4],
  ],
];

describe("compileCondition", () => {
  it.each(["null", "nan"] as const)("is true or false of everybody, where %s stands for unknown", async (unknown) => {
    const { engine } = await openEngine();
    await loadShop(engine, unknown);
    for (const [written, who] of truths) {
      expect(await whoFulfils(engine, written), JSON.stringify(written)).toEqual(who);
    }
  });

  it("quotes names, whatever they are", async () => {
    const { engine } = await openEngine();
    await loadShop(engine, "null");
    const name = 'x" IS NULL OR 1 = 1 --';
    const odd = { ...scope, features: [{ ...orders, name }] };
    const { identifier } = engine.dialect;
    await engine.run(
      `ALTER TABLE shop RENAME COLUMN ${identifier(featureColumn("orders"))} TO ${identifier(featureColumn(name))}`,
    );
    expect(await whoFulfils(engine, { feature: name, above: 4 }, odd)).toEqual([1]);
  });

  it("takes long lists and conditions deep inside others", async () => {
    const { engine } = await openEngine();
    await loadShop(engine, "null");
    const wide = Array.from({ length: 500 }, (_, i): WrittenCondition => ({ feature: "orders", is: i + 4 }));
    expect(await whoFulfils(engine, { any: wide })).toEqual([1, 4]);
    let deep: WrittenCondition = { feature: "orders", above: 4 };
    for (let i = 0; i < 100; i++) deep = { not: deep };
    expect(await whoFulfils(engine, deep)).toEqual([1]);
  });
});
