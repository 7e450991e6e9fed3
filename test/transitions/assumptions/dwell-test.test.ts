import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../../src/math/random.ts";
import { dwellTest } from "../../../src/transitions/assumptions/dwell-test.ts";
import { countSpells, lifeTable } from "../../../src/transitions/assumptions/life-table.ts";
import { drawChain } from "./chain-builder.ts";

const settings = { seed: 1 };

/** Windows of some customers, one string each: `.` is not seen. */
const windowsOf = (...customers: string[]) =>
  Array.from(customers[0], (_, w) =>
    Int16Array.from(customers, (path) => (path[w] === "." ? -1 : Number.parseInt(path[w], 10))),
  );

describe("countSpells", () => {
  it("counts what was seen from its beginning, until it was left or no longer seen", () => {
    const [zero, one] = countSpells(windowsOf("001110", "011111", ".00011", "10.000", "111111"), 2);
    // 0 was left after 3 windows; it was seen to stay one window of two, and not seen again at the end once and before a gap once.
    expect([...zero.exits]).toEqual([0, 0, 1, 0, 0]);
    expect([...zero.censored]).toEqual([0, 1, 0, 0, 0]);
    expect([zero.leftTruncated, zero.unobserved]).toEqual([2, 2]);
    expect([...one.exits]).toEqual([0, 0, 1, 0, 0]);
    expect([...one.censored]).toEqual([1, 0, 0, 1, 0]);
    expect([one.leftTruncated, one.unobserved]).toEqual([2, 0]);
  });

  it("sees every move out of a spell that it knows, and every stay within", () => {
    const path = fc.array(fc.integer({ min: -1, max: 1 }), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(fc.array(path, { minLength: 1, maxLength: 8 }), (paths) => {
        const windows = Array.from({ length: 6 }, (_, w) => Int16Array.from(paths, (own) => own[w]));
        const spells = countSpells(windows, 2);
        for (const state of [0, 1]) {
          let [left, stayed] = [0, 0];
          for (const own of paths) {
            const first = own.findIndex((label) => label !== own[0]);
            for (let w = Math.max(0, first); first !== -1 && w < 5; w++) {
              if (own[w] !== state || own[w + 1] < 0) continue;
              if (own[w + 1] === state) stayed += 1;
              else left += 1;
            }
          }
          const { exits, censored } = spells[state];
          expect(exits.reduce((sum, count) => sum + count, 0)).toBe(left);
          const windowsSeen = exits.map((count, age) => (count + censored[age]) * (age + 1));
          expect(windowsSeen.reduce((sum, count) => sum + count, 0)).toBe(left + stayed);
        }
      }),
    );
  });

  it("knows nothing of fewer than three windows but what customers who joined show", () => {
    expect(countSpells([], 2)[0].exits).toHaveLength(0);
    expect(countSpells(windowsOf("01", "00"), 2)[0].leftTruncated).toBe(2);
    expect(countSpells(windowsOf("01", "00"), 2)[1].unobserved).toBe(1);
  });
});

describe("lifeTable", () => {
  it("counts spells by age and whether they were left", () => {
    const { exits, censored } = lifeTable([1, 3, 3, 1, 2], [false, false, true, false, true]);
    expect([...exits]).toEqual([2, 0, 1]);
    expect([...censored]).toEqual([0, 1, 1]);
  });

  it("refuses spells of no length and marks that do not fit", () => {
    expect(() => lifeTable([1, 0], [false, false])).toThrow("a spell lasts whole windows, at least 1, got 0");
    expect(() => lifeTable([1], [])).toThrow("1 durations, 0 marks of censoring");
  });
});

describe("dwellTest", () => {
  const tested = (exits: number[], censored: number[]) => {
    const found = dwellTest({ exits: Float64Array.from(exits), censored: Float64Array.from(censored) }, settings);
    if (found.status === "refused") expect.fail(found.reason.en);
    return found;
  };

  it("tells hazards by hand, with the censored at risk at the age they were last seen staying", () => {
    const found = tested([40, 20, 8], [0, 10, 22]);
    expect(found.atRisk).toEqual([100, 60, 30]);
    expect(found.hazards).toEqual([0.4, 20 / 60, 8 / 30]);
    expect(found.exit).toBeCloseTo(68 / 190, 12);
    expect(found.meanStay).toBeCloseTo(190 / 68, 12);
    expect(found.classes).toEqual([1, 2, 3]);
    expect(found.test.df).toBe(2);
  });

  it("finds no difference in a geometric fall, and one where customers stay longer the longer they have stayed", () => {
    expect(tested([512, 256, 128, 64, 32], [0, 0, 0, 0, 32]).test.pearson).toBeCloseTo(0, 9);
    expect(tested([500, 100, 40, 20, 10], [0, 0, 0, 0, 330]).test.p).toBeLessThan(1e-6);
  });

  it("makes one class of late ages that few reach", () => {
    // 93, 43, 13, 9 and 5 are at risk of .56: 12 are needed, which the last two ages have together.
    const late = tested([50, 30, 4, 4, 4], [0, 0, 0, 0, 1]);
    expect(late.classes).toEqual([1, 2, 3, 4]);
    expect(late.test).toMatchObject({ n: 163, df: 3 });
    // 86, 36, 6, 2 and 1 of .65: 15 are needed, which the last three do not have.
    const few = tested([50, 30, 4, 1, 0], [0, 0, 0, 0, 1]);
    expect(few.classes).toEqual([1, 2]);
    expect(few.test).toMatchObject({ n: 131, df: 1 });
  });

  it("finds a chain's own spells constant, and those of customers who leave at once or hardly", () => {
    const chain = drawChain(createRandom(5), 1000, 8, 2, ({ state }) => [0.3, 0.3].with(state, 0.7));
    const aged = drawChain(createRandom(5), 1000, 8, 2, ({ state, age }) =>
      [0.5, 0.5].with(state, age === 1 ? 0.5 : 0.8).with(1 - state, age === 1 ? 0.5 : 0.2),
    );
    const p = (windows: readonly Int16Array[]) =>
      countSpells(windows, 2).map((spells) => {
        const found = dwellTest(spells, settings);
        return found.status === "done" ? found.test.p : null;
      });
    for (const own of p(chain)) expect(own).toBeGreaterThan(0.01);
    for (const own of p(aged)) expect(own).toBeLessThan(1e-6);
  });

  it("is refused where nobody left, everybody left at once, or too few were seen", () => {
    const dwell = (exits: number[], censored: number[]) =>
      dwellTest({ exits: Float64Array.from(exits), censored: Float64Array.from(censored) }, settings);
    const because = (en: string) => ({ status: "refused", reason: { en, ru: expect.stringMatching(/[а-я]/) } });
    expect(dwell([], [])).toEqual(because("nobody who was seen entering was seen leaving"));
    expect(dwell([0, 0], [50, 50])).toEqual(because("nobody who was seen entering was seen leaving"));
    const tooFew = because("too few stays are seen from their beginning to compare the chance of leaving by age");
    expect(dwell([80, 0], [0, 0])).toEqual(tooFew);
    expect(dwell([3, 2, 1], [0, 0, 1])).toEqual(tooFew);
  });

  it("refuses columns of different length", () => {
    expect(() => dwellTest({ exits: new Float64Array(2), censored: new Float64Array(3) }, settings)).toThrow(
      "dwellTest: exits at 2 ages, censored at 3",
    );
  });
});
