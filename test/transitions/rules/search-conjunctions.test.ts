import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hypergeometricUpperTail } from "../../../src/math/hypergeometric-tail.ts";
import { createRandom } from "../../../src/math/random.ts";
import { type Column, candidateTerms } from "../../../src/transitions/rules/candidate-terms.ts";
import { evidenceOf, hitVariance } from "../../../src/transitions/rules/evidence.ts";
import { exhaustiveRules } from "../../../src/transitions/rules/exhaustive-rules.ts";
import { bitsOf, countShared, layRows, totalOnes } from "../../../src/transitions/rules/row-bits.ts";
import { searchConjunctions } from "../../../src/transitions/rules/search-conjunctions.ts";

function numberColumn(name: string, values: Iterable<number>): Column {
  return { name, kind: "number", levels: [], values: Float64Array.from(values) };
}

/** Three columns of n customers, one of them with unknown values, and states they moved to. */
function drawn(n: number, seed: number) {
  const random = createRandom(seed);
  const columns: Column[] = [
    numberColumn(
      "x",
      Array.from({ length: n }, () => random.next()),
    ),
    numberColumn(
      "y",
      Array.from({ length: n }, () => (random.next() < 0.1 ? Number.NaN : random.below(4))),
    ),
    {
      ...numberColumn(
        "c",
        Array.from({ length: n }, () => random.below(3)),
      ),
      kind: "category",
      levels: ["a", "b", "c"],
    },
  ];
  const destinations = Int16Array.from({ length: n }, () => random.below(3));
  return { columns, destinations };
}

describe("layRows", () => {
  it("counts what two sets of rows share in every stratum and destination", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.integer(), (n, seed) => {
        const random = createRandom(seed);
        const draw = (most: number) => Array.from({ length: n }, () => random.below(most));
        const [strata, states, a, b] = [draw(2), draw(3), draw(2), draw(2)];
        const layout = layRows(Int32Array.from(strata), 2, Int16Array.from(states), 3);
        const [bitsA, bitsB] = [a, b].map((rows) => bitsOf(layout, Uint8Array.from(rows)));
        const counts = new Float64Array(6);
        countShared(layout, bitsA, bitsB, counts);
        for (let cell = 0; cell < 6; cell++) {
          const rows = strata.filter((s, i) => s * 3 + states[i] === cell && a[i] === 1 && b[i] === 1);
          expect(counts[cell]).toBe(rows.length);
        }
        expect(totalOnes(bitsA)).toBe(a.filter((one) => one === 1).length);
      }),
    );
  });
});

describe("evidenceOf", () => {
  it("promises no smaller p than the exact test gives", () => {
    const drawings = fc
      .tuple(fc.nat(200), fc.nat(200), fc.nat(200), fc.nat(200))
      .map(([a, b, c, d]) => ({ hits: a, drawn: a + b, marked: a + c, total: a + b + c + d }));
    fc.assert(
      fc.property(drawings, (drawing) => {
        const { hits, drawn: rows, marked, total } = drawing;
        const surplus = hits - (rows * marked) / Math.max(1, total);
        const evidence = evidenceOf(surplus, hitVariance(rows, total, marked));
        expect(Math.exp(-evidence)).toBeGreaterThanOrEqual(hypergeometricUpperTail(drawing) * (1 - 1e-9));
      }),
    );
  });
});

describe("candidateTerms", () => {
  it("asks both sides of round thresholds, which those who are unknown meet neither of", () => {
    const values = [...Array.from({ length: 300 }, (_, i) => 3.7 * i), ...new Array<number>(20).fill(Number.NaN)];
    const terms = candidateTerms([numberColumn("days", values)], 5);
    const middle = terms.filter(
      ({ condition }) => condition.question.kind === "below" && condition.question.threshold === 555,
    );
    expect(middle.map(({ condition }) => condition.answer)).toEqual([true, false]);
    for (const { meets } of middle) expect(meets.subarray(300).every((meet) => meet === 0)).toBe(true);
    expect(middle[0].meets.every((meet, row) => meet + middle[1].meets[row] === (row < 300 ? 1 : 0))).toBe(true);
    expect(terms.filter(({ condition }) => condition.question.kind === "known")).toHaveLength(2);
  });

  it("asks counts at each of their values", () => {
    const terms = candidateTerms([numberColumn("orders", [1, 1, 2, 2, 2, 3, 3, 7, 7, 7])], 2);
    expect(
      terms.map(({ condition: { question, answer } }) => [answer, "threshold" in question && question.threshold]),
    ).toEqual([
      ...[2, 3, 5].map((threshold) => [true, threshold]),
      ...[2, 3, 5].map((threshold) => [false, threshold]),
    ]);
  });

  it("keeps one of several terms that the same customers meet, and none that too few meet or miss", () => {
    const codes = [0, 0, 0, 1, 1, 1, 1, 2];
    const category: Column = { ...numberColumn("c", codes), kind: "category", levels: ["a", "b", "rare"] };
    const sameSplit = numberColumn(
      "x",
      codes.map((code) => Number(code === 1)),
    );
    const terms = candidateTerms([category, sameSplit], 2);
    expect(terms.map(({ condition }) => condition)).toEqual([
      { question: { kind: "level", feature: "c", level: "a" }, answer: true },
      { question: { kind: "level", feature: "c", level: "b" }, answer: true },
      { question: { kind: "level", feature: "c", level: "a" }, answer: false },
      { question: { kind: "level", feature: "c", level: "b" }, answer: false },
    ]);
  });

  it("has nothing to ask of a feature that is the same for all", () => {
    expect(
      candidateTerms([numberColumn("x", [4, 4, 4, 4]), numberColumn("y", new Array(4).fill(Number.NaN))], 1),
    ).toEqual([]);
  });
});

describe("searchConjunctions", () => {
  it("finds the best single terms and pairs that an exhaustive search finds", () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { columns, destinations } = drawn(150, seed);
        const terms = candidateTerms(columns, 5);
        const layout = layRows(new Int32Array(150), 1, destinations, 3);
        const [found] = searchConjunctions(terms, layout, [2], 5);
        const all = exhaustiveRules(
          terms,
          destinations.map((state) => Number(state === 2)) as unknown as Uint8Array,
          2,
        );
        for (const size of [1, 2]) {
          const evidences = all
            .filter(({ terms: own, covered }) => own.length === size && covered >= 5)
            .map(({ covered, hits, moved }) =>
              evidenceOf(hits - (covered * moved) / 150, hitVariance(covered, 150, moved)),
            );
          const best = Math.max(...evidences);
          const own = found.conjunctions.find(({ terms: { length } }) => length === size);
          if (best >= 3) expect(own?.evidence).toBeGreaterThanOrEqual(best * (1 - 1e-9));
          else if (size === 1) expect(own).toBeUndefined();
        }
      }),
      { numRuns: 30 },
    );
  });

  it("looks within strata only", () => {
    // Everybody of the second half moves and has a large x: x tells the halves apart, and nothing else.
    const n = 400;
    const random = createRandom(5);
    const stratum = Int32Array.from({ length: n }, (_, i) => Number(i >= n / 2));
    const destinations = Int16Array.from(stratum, (half) => (random.next() < (half === 1 ? 0.8 : 0.1) ? 1 : 0));
    const columns = [
      numberColumn(
        "x",
        Array.from(stratum, (half) => 3 * half + random.next()),
      ),
    ];
    const terms = candidateTerms(columns, 20);
    const searched = (strata: Int32Array, count: number) =>
      searchConjunctions(terms, layRows(strata, count, destinations, 2), [1], 20)[0].conjunctions[0]?.evidence ?? 0;
    expect(searched(new Int32Array(n), 1)).toBeGreaterThan(30);
    expect(searched(stratum, 2)).toBeLessThan(6);
  });

  it("finds a rule of three terms", () => {
    const { columns } = drawn(3000, 9);
    const [x, y, c] = columns.map(({ values }) => values);
    const random = createRandom(10);
    const isMet = (i: number) => x[i] < 0.5 && y[i] >= 2 && c[i] === 1;
    const destinations = Int16Array.from(x, (_, i) => Number(random.next() < (isMet(i) ? 0.5 : 0.1)));
    const terms = candidateTerms(columns, 30);
    const [found] = searchConjunctions(terms, layRows(new Int32Array(3000), 1, destinations, 2), [1], 30);
    const [best] = [...found.conjunctions].sort((a, b) => b.evidence - a.evidence);
    expect(best.terms.map((term) => terms[term].condition)).toEqual([
      { question: { kind: "below", feature: "x", threshold: expect.closeTo(0.5, 1), unknown: false }, answer: true },
      { question: { kind: "below", feature: "y", threshold: 2, unknown: true }, answer: false },
      { question: { kind: "level", feature: "c", level: "b" }, answer: true },
    ]);
  });
});
