import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openDuckDb } from "../../../src/engine/duckdb.ts";
import type { Feature } from "../../../src/features/feature-table.ts";
import { createRandom } from "../../../src/math/random.ts";
import { askTree, balancedAccuracy, growTree } from "../../../src/stability/meaning/surrogate-tree.ts";
import { rulesOf } from "../../../src/stability/meaning/tree-rules.ts";
import { treeSql } from "../../../src/stability/meaning/tree-sql.ts";
import { category, number } from "../../segments/feature-tables.ts";

const options = { depth: 3, leastRows: 1 };

/** Numbers with repeats and gaps, and a category, of 60 customers. */
function randomFeatures(seed: number): Feature[] {
  const random = createRandom(seed);
  const draw = <T>(value: () => T) => Array.from({ length: 60 }, () => (random.next() < 0.15 ? undefined : value()));
  return [
    number(
      "orders",
      draw(() => random.below(6)).map((value) => value ?? Number.NaN),
    ),
    number(
      'days since "last"',
      draw(() => 300 * random.next()).map((value) => value ?? Number.NaN),
    ),
    category(
      "place",
      draw(() => ["city", "o'town", "village"][random.below(3)]),
    ),
  ];
}

describe("growTree", () => {
  it("asks for what tells members apart, against the roundest threshold", () => {
    const days = number("days", [3, 10, 20, 88, 93, 200, 210, 300]);
    const isMember = Uint8Array.of(0, 0, 0, 0, 1, 1, 1, 1);
    expect(growTree([days], isMember, options)).toEqual({
      question: { kind: "below", feature: "days", threshold: 90, unknown: false },
      yes: { member: false },
      no: { member: true },
    });
  });

  it("finds a box by two questions, and unknown customers by a third", () => {
    const random = createRandom(1);
    const x = Array.from({ length: 400 }, () => random.next());
    const y = Array.from({ length: 400 }, (_, i) => (i % 10 === 0 ? Number.NaN : random.next()));
    const isMember = Uint8Array.from(x, (value, i) => (value < 0.4 && !(y[i] < 0.5) ? 1 : 0));
    const features = [number("x", x), number("y", y)];
    const tree = growTree(features, isMember, options);
    expect(balancedAccuracy(isMember, askTree(tree, features, 400))).toBe(1);
    expect(rulesOf(tree)).toHaveLength(1);
  });

  it("does not give up a segment of one in fifty", () => {
    const random = createRandom(2);
    const isMember = Uint8Array.from({ length: 2000 }, (_, i) => (i % 50 === 0 ? 1 : 0));
    const revenue = number(
      "revenue",
      Array.from(isMember, (member) => 3 * member + random.normal()),
    );
    const told = askTree(growTree([revenue], isMember, { depth: 3, leastRows: 20 }), [revenue], 2000);
    expect(balancedAccuracy(isMember, told)).toBeGreaterThan(0.9);
  });

  it("has one end where nothing tells apart, and where everybody or nobody is a member", () => {
    const same = number("same", [4, 4, 4]);
    expect(growTree([same], Uint8Array.of(1, 0, 0), options)).toEqual({ member: false });
    expect(growTree([same], Uint8Array.of(1, 1, 1), options)).toEqual({ member: true });
    expect(growTree([same], new Uint8Array(3), options)).toEqual({ member: false });
    expect(growTree([], Uint8Array.of(1, 0), options)).toEqual({ member: false });
  });

  it("leaves as many customers on each side as it is told to", () => {
    const x = number("x", [1, 2, 3, 4, 5, 6]);
    expect(growTree([x], Uint8Array.of(1, 0, 0, 0, 0, 0), { depth: 1, leastRows: 3 })).toMatchObject({
      question: { threshold: 4 },
    });
    expect(growTree([x], Uint8Array.of(1, 0, 0, 0, 0, 0), { depth: 1, leastRows: 4 })).toEqual({ member: false });
  });

  it("is the best single question of all there are (CART, by brute force)", () => {
    fc.assert(
      fc.property(fc.nat(10_000), (seed) => {
        const random = createRandom(seed);
        const values = Array.from({ length: 30 }, () => random.below(12));
        const isMember = Uint8Array.from(values, (value) => (random.next() < 0.2 + 0.05 * value ? 1 : 0));
        fc.pre(new Set(isMember).size === 2);
        const feature = number("x", values);
        const members = isMember.reduce((sum, member) => sum + member, 0);
        // Gini impurity of both sides, members and others weighing the same altogether.
        const impurity = (threshold: number) =>
          [true, false].reduce((sum, side) => {
            const own = [...values.keys()].filter((i) => values[i] < threshold === side);
            const member = own.filter((i) => isMember[i] === 1).length / members;
            const other = own.filter((i) => isMember[i] === 0).length / (30 - members);
            return sum + (own.length === 0 ? 0 : (member * other) / (member + other));
          }, 0);
        const least = Math.min(...Array.from({ length: 13 }, (_, threshold) => impurity(threshold)));
        const tree = growTree([feature], isMember, { depth: 1, leastRows: 1 });
        if ("question" in tree && tree.question.kind === "below")
          expect(impurity(tree.question.threshold)).toBeCloseTo(least, 12);
      }),
    );
  });
});

describe("rules", () => {
  it("say the same as their tree, in TypeScript and in SQL", async () => {
    const engine = await openDuckDb({ kind: "duckdb", memory: "256MB", threads: 1 }, "");
    try {
      for (let seed = 0; seed < 25; seed++) {
        const features = randomFeatures(seed);
        const random = createRandom(seed, 1);
        const isMember = Uint8Array.from(features[0].values, (value) => (value > 2 || random.next() < 0.3 ? 1 : 0));
        const tree = growTree(features, isMember, options);
        const told = askTree(tree, features, 60);
        const byRules = Uint8Array.from(told.keys(), (row) =>
          rulesOf(tree).some((rule) =>
            rule.every(({ question, answer }) => {
              const { values, levels } = features.find(({ name }) => name === question.feature) as Feature; // the tree's
              const value = values[row];
              if (question.kind === "known") return !Number.isNaN(value) === answer;
              if (question.kind === "level") return (levels[value] === question.level) === answer;
              return (Number.isNaN(value) ? question.unknown : value < question.threshold) === answer;
            }),
          )
            ? 1
            : 0,
        );
        expect(byRules).toEqual(told);

        const literal = (feature: Feature, row: number) => {
          const value = feature.values[row];
          if (Number.isNaN(value)) return "NULL";
          return feature.kind === "number" ? engine.dialect.double(value) : engine.dialect.text(feature.levels[value]);
        };
        const rows = [...told.keys()].map(
          (row) => `(${row}, ${features.map((each) => literal(each, row)).join(", ")})`,
        );
        const names = ["row", ...features.map(({ name }) => engine.dialect.identifier(name))].join(", ");
        const found = await engine.rows(
          `SELECT CASE WHEN ${treeSql(tree, engine.dialect)} THEN 1 ELSE 0 END AS told FROM (VALUES ${rows.join(", ")}) t(${names}) ORDER BY row`,
        );
        expect(found.map((row) => Number(row.told))).toEqual([...told]);
      }
    } finally {
      await engine.close();
    }
  });

  it("keep the narrowest of several thresholds", () => {
    const below = (threshold: number, unknown = false) =>
      ({ kind: "below", feature: "x", threshold, unknown }) as const;
    const tree = {
      question: below(10),
      yes: { question: below(5), yes: { member: true }, no: { member: false } },
      no: { question: below(20), yes: { member: false }, no: { member: true } },
    };
    expect(rulesOf(tree)).toEqual([[{ question: below(5), answer: true }], [{ question: below(20), answer: false }]]);
    expect(
      rulesOf({
        question: below(10),
        yes: { question: below(5, true), yes: { member: true }, no: { member: false } },
        no: { member: false },
      }),
    ).toEqual([
      [
        { question: below(10), answer: true },
        { question: below(5, true), answer: true },
      ],
    ]);
  });
});
