import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hypergeometricUpperTail } from "../../src/math/hypergeometric-tail.ts";
import { stratifiedFisher } from "../../src/math/stratified-fisher.ts";

const stratum = fc
  .tuple(fc.nat(12), fc.nat(12), fc.nat(12), fc.nat(12))
  .map(([a, b, c, d]) => ({ hits: a, drawn: a + b, marked: a + c, total: a + b + c + d }));

describe("stratifiedFisher", () => {
  it("is Fisher's test with one stratum", () => {
    fc.assert(
      fc.property(stratum, (one) => {
        expect(stratifiedFisher([one])).toBeCloseTo(hypergeometricUpperTail(one), 12);
      }),
    );
  });

  it("adds up the ways in which strata make as many hits together", () => {
    fc.assert(
      fc.property(stratum, stratum, (a, b) => {
        const chance = (of: typeof a, x: number) => tail({ ...of, hits: x }) - tail({ ...of, hits: x + 1 });
        let p = 0;
        for (let x = least(a); x <= most(a); x++) {
          p += chance(a, x) * tail({ ...b, hits: a.hits + b.hits - x });
        }
        expect(stratifiedFisher([a, b])).toBeCloseTo(p, 10);
      }),
    );
  });

  it("does not mind the order of strata, nor one that cannot tell", () => {
    fc.assert(
      fc.property(fc.array(stratum, { minLength: 1, maxLength: 4 }), (strata) => {
        const p = stratifiedFisher(strata);
        expect(stratifiedFisher([...strata, { hits: 4, drawn: 9, marked: 4, total: 9 }].reverse())).toBeCloseTo(p, 11);
      }),
    );
  });

  it("is not misled where strata differ and nothing else does", () => {
    // 30 of 40 against 3 of 4 in one stratum, 1 of 10 against 10 of 100 in the other; together 31 of 50 against 13 of 104.
    const strata = [
      { hits: 30, drawn: 40, marked: 33, total: 44 },
      { hits: 1, drawn: 10, marked: 11, total: 110 },
    ];
    expect(hypergeometricUpperTail({ hits: 31, drawn: 50, marked: 44, total: 154 })).toBeLessThan(1e-8);
    expect(stratifiedFisher(strata)).toBeGreaterThan(0.5);
  });

  it("says nothing without strata that can tell", () => {
    expect(stratifiedFisher([])).toBe(1);
    expect(stratifiedFisher([{ hits: 0, drawn: 0, marked: 3, total: 5 }])).toBe(1);
  });

  it("rejects numbers that are not those of a table", () => {
    expect(() => stratifiedFisher([{ hits: 3, drawn: 2, marked: 5, total: 9 }])).toThrow(RangeError);
  });
});

type Stratum = Parameters<typeof stratifiedFisher>[0][number];

function least({ drawn, marked, total }: Stratum): number {
  return Math.max(0, drawn + marked - total);
}

function most({ drawn, marked }: Stratum): number {
  return Math.min(drawn, marked);
}

/** The tail for any number of hits, also those that cannot be. */
function tail(of: Stratum): number {
  if (of.hits <= least(of)) return 1;
  return of.hits > most(of) ? 0 : hypergeometricUpperTail(of);
}
