import { describe, expect, it } from "vitest";
import { createRandom } from "../../../src/math/random.ts";
import { sameWindowAgreement } from "../../../src/stability/identity/same-window-agreement.ts";

const settings = { bootstraps: 200, seed: 3 };

/** Labels of n customers, and the same with a share of them drawn anew. */
function labels(n: number, changed: number): [Int32Array, Int32Array] {
  const random = createRandom(n, Math.round(100 * changed));
  const old = Int32Array.from({ length: n }, () => random.below(4));
  return [old, old.map((label) => (random.next() < changed ? random.below(4) : label))];
}

describe("sameWindowAgreement", () => {
  it("is 1 whatever the segments are called", () => {
    const [old] = labels(500, 0);
    expect(
      sameWindowAgreement(
        old,
        old.map((label) => 3 - label),
        settings,
      ),
    ).toEqual({ ari: 1, lo: 1, hi: 1, bootstraps: 200 });
  });

  it("has an interval around the index that narrows with the root of the customers", () => {
    const few = sameWindowAgreement(...labels(400, 0.3), settings);
    const many = sameWindowAgreement(...labels(6400, 0.3), settings);
    for (const { ari, lo, hi } of [few, many]) {
      expect(lo).toBeLessThan(ari);
      expect(hi).toBeGreaterThan(ari);
    }
    const ratio = (few.hi - few.lo) / (many.hi - many.lo);
    expect(ratio).toBeGreaterThan(3);
    expect(ratio).toBeLessThan(5.3);
  });

  it("is about 0 for labels that know nothing of one another", () => {
    const [a] = labels(3000, 0);
    const [b] = labels(3000, 1);
    const { lo, hi } = sameWindowAgreement(a, b, settings);
    expect(lo).toBeGreaterThan(-0.02);
    expect(hi).toBeLessThan(0.02);
  });

  it("repeats itself, and refuses labels of different customers", () => {
    expect(sameWindowAgreement(...labels(300, 0.2), settings)).toEqual(
      sameWindowAgreement(...labels(300, 0.2), settings),
    );
    expect(() => sameWindowAgreement(new Int32Array(2), new Int32Array(3), settings)).toThrow("2 labels against 3");
  });
});
