import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dirichletDraw } from "../../../src/math/dirichlet-draw.ts";
import { multinomialDraw } from "../../../src/math/multinomial-draw.ts";
import { createRandom, type Random } from "../../../src/math/random.ts";
import { laplaceSmoothing } from "../../../src/transitions/smoothing/laplace-smoothing.ts";
import { moverDestinations } from "../../../src/transitions/smoothing/mover-destinations.ts";
import { type SmoothedTransitions, smoothTransitions } from "../../../src/transitions/smoothing/smooth-transitions.ts";

function smoothed(...[cohorts, k, possible]: Parameters<typeof smoothTransitions>): SmoothedTransitions {
  const result = smoothTransitions(cohorts, k, possible);
  if (result.status === "refused") throw new Error(result.reason.en);
  return result;
}

const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
const rowOf = (cells: Float64Array, row: number, k: number) => cells.subarray(row * k, (row + 1) * k);

/** Rows drawn by the model: half a dozen states that are kept at .8 or so, and the same destinations of movers. */
function drawnRows(random: Random, k: number, stayWorth: number, movesWorth: number) {
  const shares = dirichletDraw(random, new Float64Array(k).fill(1), new Float64Array(k));
  return Array.from({ length: k }, (_, from) => {
    const [stay] = dirichletDraw(random, Float64Array.of(0.8 * stayWorth, 0.2 * stayWorth), new Float64Array(2));
    const open = shares.map((share, to) => (to === from ? 0 : share));
    const moves = dirichletDraw(
      random,
      open.map((share) => (movesWorth * share) / sum(open)),
      new Float64Array(k),
    );
    return moves.map((share, to) => (to === from ? stay : (1 - stay) * share));
  });
}

function drawnCounts(random: Random, rows: readonly Float64Array[], sizes: readonly number[]): Float64Array {
  return Float64Array.from(
    rows.flatMap((row, from) => [...multinomialDraw(random, sizes[from], row, new Float64Array(row.length))]),
  );
}

describe("smoothTransitions", () => {
  it("comes nearer to the truth than the moves themselves or one added to each, most in rows with few", () => {
    const sizes = [15, 40, 100, 400, 3000, 20_000];
    const k = sizes.length;
    const worlds = 40;
    const errors = { seen: new Float64Array(k), added: new Float64Array(k), smooth: new Float64Array(k) };
    for (let world = 0; world < worlds; world++) {
      const random = createRandom(world, 5);
      const truth = drawnRows(random, k, 15, 20);
      const counts = drawnCounts(random, truth, sizes);
      const estimates = {
        seen: laplaceSmoothing(counts, k, 0),
        added: laplaceSmoothing(counts, k, 1),
        smooth: smoothed([counts], k).origins.probabilities,
      };
      for (const [from, row] of truth.entries()) {
        const distance = (p: Float64Array) =>
          sum(rowOf(p, from, k).map((chance, to) => Math.abs(chance - row[to]))) / 2;
        errors.seen[from] += distance(estimates.seen);
        errors.added[from] += distance(estimates.added);
        errors.smooth[from] += distance(estimates.smooth);
      }
    }
    expect(errors.smooth[0]).toBeLessThan(0.8 * errors.seen[0]);
    expect(errors.smooth[0]).toBeLessThan(0.6 * errors.added[0]);
    for (let from = 0; from < k; from++) {
      expect(errors.smooth[from]).toBeLessThan(1.05 * Math.min(errors.seen[from], errors.added[from]));
    }
  });

  it("gives a row nobody was seen in the staying and the destinations of the others", () => {
    const counts = Float64Array.of(70, 20, 10, /**/ 5, 70, 25, /**/ 0, 0, 0);
    const { everybody, origins } = smoothed([counts], 3);
    expect(everybody.stay).toBeCloseTo(0.7, 12);
    const row = rowOf(origins.probabilities, 2, 3);
    expect(row[2]).toBeCloseTo(0.7, 12);
    const [toFirst, toSecond] = everybody.destinations;
    expect(row[0] / row[1]).toBeCloseTo(toFirst / toSecond, 12);
    expect([...origins.seen]).toEqual([100, 100, 0]);
  });

  it("borrows how often others stay, and not the states they stay in", () => {
    // Everyone stays nine times of ten, and movers go anywhere alike; the last row has seen two customers stay.
    const counts = Float64Array.of(900, 50, 50, /**/ 50, 900, 50, /**/ 0, 0, 2);
    const row = rowOf(smoothed([counts], 3).origins.probabilities, 2, 3);
    expect(row[2]).toBeGreaterThan(0.89);
    expect(row[0]).toBeCloseTo(row[1], 6);
  });

  it("does not let one large state decide for all", () => {
    const rows = [
      [99_000, 500, 500],
      [30, 60, 10],
      [30, 10, 60],
    ];
    const { everybody } = smoothed([Float64Array.from(rows.flat())], 3);
    expect(everybody.stay).toBeGreaterThan(0.6);
    expect(everybody.stay).toBeLessThan(0.85);
  });

  it("keeps rows that sum to 1, zeros that nobody contradicts, and parameters that fit together", () => {
    const cells = fc.integer({ min: 2, max: 5 }).chain((k) =>
      fc.array(
        fc.array(fc.oneof({ weight: 1, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(300) }), {
          minLength: k * k,
          maxLength: k * k,
        }),
        { minLength: 1, maxLength: 3 },
      ),
    );
    fc.assert(
      fc.property(cells, (tables) => {
        const k = Math.sqrt(tables[0].length);
        const cohorts = tables.map((table) => Float64Array.from(table));
        fc.pre(cohorts.some((counts) => sum(counts) > 0));
        const { origins, cohorts: smoothedCohorts } = smoothed(cohorts, k);
        for (const { probabilities, posterior } of [origins, ...smoothedCohorts]) {
          for (let from = 0; from < k; from++) {
            expect(sum(rowOf(probabilities, from, k))).toBeCloseTo(1, 12);
            expect(posterior.stay[from] + posterior.leave[from]).toBeGreaterThan(0);
            expect(posterior.leave[from] > 0).toBe(sum(rowOf(posterior.moves, from, k)) > 0);
            expect(posterior.moves[from * k + from]).toBe(0);
          }
          for (let to = 0; to < k; to++) {
            const arrived = cohorts.some((counts) => counts.some((count, cell) => cell % k === to && count > 0));
            if (arrived) continue;
            for (let from = 0; from < k; from++) if (from !== to) expect(probabilities[from * k + to]).toBe(0);
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  it("draws cohorts to their origin: wholly where they are alike, hardly where they are not", () => {
    const alike = [Float64Array.of(80, 20, 50, 50), Float64Array.of(8, 2, 5, 5)];
    const { cohorts, origins } = smoothed(alike, 2);
    expect(cohorts).toHaveLength(2);
    for (const [cell, chance] of origins.probabilities.entries()) {
      expect(cohorts[1].probabilities[cell]).toBeCloseTo(chance, 1);
    }
    const apart = [Float64Array.of(180, 20, 100, 100), Float64Array.of(20, 180, 100, 100)];
    const { cohorts: differing, cohortLevel } = smoothed(apart, 2);
    expect(differing[0].probabilities[0]).toBeGreaterThan(0.85);
    expect(differing[1].probabilities[0]).toBeLessThan(0.15);
    expect(cohortLevel.stayWorth[0]).toBeLessThan(10);
    expect(cohortLevel.stayWorth[1]).toBeGreaterThan(100);
  });

  it("makes no cohorts of one", () => {
    expect(smoothed([Float64Array.of(3, 1, 1, 3)], 2).cohorts).toEqual([]);
  });

  it("leaves out what cannot be, and makes a state be left that cannot be kept", () => {
    const possible = Uint8Array.of(0, 1, 1, /**/ 0, 1, 1, /**/ 0, 1, 1);
    const counts = Float64Array.of(0, 30, 10, /**/ 0, 60, 40, /**/ 0, 10, 90);
    const { origins } = smoothed([counts], 3, possible);
    expect([0, 3, 6].map((cell) => origins.probabilities[cell])).toEqual([0, 0, 0]);
    expect(origins.probabilities[1]).toBeGreaterThan(origins.probabilities[2]);
    const unseen = smoothed([Float64Array.of(0, 0, 0, /**/ 0, 60, 0, /**/ 0, 0, 90)], 3, possible);
    expect([...unseen.origins.probabilities]).toEqual([0, 0.5, 0.5, 0, 1, 0, 0, 0, 1]);
  });

  it("lets nobody leave where nobody was seen to", () => {
    const { origins, everybody } = smoothed([Float64Array.of(5, 0, 0, 0)], 2);
    expect([...origins.probabilities]).toEqual([1, 0, 0, 1]);
    expect(everybody.stay).toBe(1);
  });

  it("is refused without a single move", () => {
    const reason = {
      en: "transitions: nobody was seen in two neighbouring windows",
      ru: "переходы: никого не видели в двух соседних окнах",
    };
    expect(smoothTransitions([], 2)).toEqual({ status: "refused", reason });
    expect(smoothTransitions([new Float64Array(4)], 2)).toEqual({ status: "refused", reason });
  });

  it("rejects moves that cannot be, and tables of another size", () => {
    const possible = Uint8Array.of(1, 0, 1, 1);
    expect(() => smoothTransitions([Float64Array.of(1, 2, 3, 4)], 2, possible)).toThrow(
      "smoothing: from 0 to 1: 2 moves that cannot happen",
    );
    expect(() => smoothTransitions([Float64Array.of(1, -2, 3, 4)], 2)).toThrow("smoothing: from 0 to 1: -2 moves");
    expect(() => smoothTransitions([new Float64Array(3)], 2)).toThrow(
      "smoothing: 3 counts and 4 flags for 2 × 2 cells",
    );
    expect(() => smoothTransitions([Float64Array.of(0, 0, 0, 4)], 2, Uint8Array.of(0, 0, 1, 1))).toThrow(
      "smoothing: state 0 can neither be kept nor left",
    );
  });
});

describe("moverDestinations", () => {
  it("finds the shares that movers were drawn by, whatever sizes the origins have", () => {
    const shares = [0.5, 0.2, 0.2, 0.1];
    const leaving = [10, 4000, 600, 90_000];
    const movers = Float64Array.from(
      leaving.flatMap((n, from) => shares.map((share, to) => (to === from ? 0 : (n * share) / (1 - shares[from])))),
    );
    const found = moverDestinations(movers, new Uint8Array(16).fill(1), 4);
    expect([...found]).toEqual(shares.map((share) => expect.closeTo(share, 8)));
  });

  it("is nothing where nobody moved, and 0 where nobody moved to", () => {
    const possible = new Uint8Array(9).fill(1);
    expect([...moverDestinations(new Float64Array(9), possible, 3)]).toEqual([0, 0, 0]);
    const [first, second, third] = moverDestinations(Float64Array.of(9, 4, 0, 4, 0, 0, 2, 2, 5), possible, 3);
    expect(third).toBe(0);
    expect(first + second).toBeCloseTo(1, 12);
  });
});
