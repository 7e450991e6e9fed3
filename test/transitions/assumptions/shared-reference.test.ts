import { describe, expect, it } from "vitest";
import { countMoves, countPaths } from "../../../src/transitions/assumptions/count-paths.ts";
import { dwellTest } from "../../../src/transitions/assumptions/dwell-test.ts";
import { goodnessOfFit } from "../../../src/transitions/assumptions/goodness-of-fit.ts";
import { homogeneityTest } from "../../../src/transitions/assumptions/homogeneity-test.ts";
import { lifeTable } from "../../../src/transitions/assumptions/life-table.ts";
import { orderTest } from "../../../src/transitions/assumptions/order-test.ts";
import type { TableTest } from "../../../src/transitions/assumptions/test-tables.ts";
import { sharedReference } from "../../segments/shared-reference.ts";

interface Tested {
  readonly pearson: number;
  readonly G2: number;
  readonly df: number;
  readonly p_pearson: number;
  readonly p_G2: number;
}

interface OrderCase {
  readonly id: string;
  readonly input: { readonly states: string[]; readonly sequences: number[][] };
  readonly expected: {
    readonly order0_vs_1: Tested;
    readonly order1_vs_2: Tested & { readonly per_middle_state: Record<string, [pearson: number, df: number]> };
  };
}

interface HomogeneityCase {
  readonly id: string;
  readonly input: { readonly states: string[]; readonly windows: number[][][] };
  readonly expected: Tested & { readonly per_origin: [pearson: number, df: number, p: number][] };
}

interface GofCase {
  readonly id: string;
  readonly input: { readonly states: string[]; readonly counts: number[][]; readonly P: number[][] };
  readonly expected: { readonly pearson: number; readonly df: number; readonly p: number };
}

interface DwellCase {
  readonly id: string;
  readonly input: { readonly durations: number[]; readonly right_censored: boolean[]; readonly max_age: number };
  readonly expected: {
    readonly p_exit_mle: number;
    readonly at_risk: number[];
    readonly exits: number[];
    readonly hazards: number[];
    readonly constant_hazard_chi2: number;
    readonly df: number;
    readonly p: number;
    readonly mean_stay_geometric: number;
  };
}

// The kind decides the fields of a case.
const casesOf = <T>(kind: string) => sharedReference("markov", kind).cases as unknown as readonly T[];
const orders = casesOf<OrderCase>("order");
const homogeneities = casesOf<HomogeneityCase>("homogeneity");
const fits = casesOf<GofCase>("gof");
const dwells = casesOf<DwellCase>("dwell");

const settings = { seed: 1 };

/** Relative to figures far from 1, so that tails of 1e-226 are compared too. */
function expectClose(found: number | null, expected: number) {
  expect(found).not.toBeNull();
  expect(Math.abs(Number(found) - expected)).toBeLessThanOrEqual(1e-8 * Math.max(1, Math.abs(expected)));
  expect(Number(found) / expected).toBeCloseTo(1, 8);
}

function expectTested(found: TableTest, expected: Tested) {
  expectClose(found.pearson, expected.pearson);
  expectClose(found.g2, expected.G2);
  expect(found.df).toBe(expected.df);
  expectClose(found.limits.pearson, expected.p_pearson);
  expectClose(found.limits.g2, expected.p_G2);
}

/** Sequences of unequal length as windows: customers are no longer seen after their last state. */
function windowsOf(sequences: readonly number[][]): Int16Array[] {
  const length = Math.max(...sequences.map((sequence) => sequence.length));
  return Array.from({ length }, (_, w) => Int16Array.from(sequences, (sequence) => sequence[w] ?? -1));
}

describe.skipIf(orders.length === 0)("the order test", () => {
  it.each(orders)("is what SciPy says: $id", ({ input, expected }) => {
    const k = input.states.length;
    const windows = windowsOf(input.sequences);
    const moves = new Float64Array(k * k);
    for (let w = 1; w < windows.length; w++) {
      for (const [cell, count] of countMoves(windows[w - 1], windows[w], k).entries()) moves[cell] += count;
    }
    const found = orderTest(moves, countPaths(windows, k), k, settings);
    if (found.status === "refused") expect.fail(found.reason.en);
    expectTested(found.order0Against1, expected.order0_vs_1);
    expectTested(found.order1Against2, expected.order1_vs_2);
    for (const [middle, [pearson, df]] of Object.entries(expected.order1_vs_2.per_middle_state)) {
      expectClose(found.middleStates[Number(middle)].pearson, pearson);
      expect(found.middleStates[Number(middle)].df).toBe(df);
    }
  });
});

describe.skipIf(homogeneities.length === 0)("the homogeneity test", () => {
  it.each(homogeneities)("is what SciPy says: $id", ({ input, expected }) => {
    const groups = input.windows.map((window) => Float64Array.from(window.flat()));
    const found = homogeneityTest(groups, input.states.length, settings);
    if (found.status === "refused") expect.fail(found.reason.en);
    expectTested(found.total, expected);
    for (const [origin, [pearson, df, p]] of expected.per_origin.entries()) {
      expectClose(found.origins[origin].pearson, pearson);
      expect(found.origins[origin].df).toBe(df);
      expectClose(found.origins[origin].limits.pearson, p);
    }
  });
});

describe.skipIf(fits.length === 0)("the goodness of fit", () => {
  it.each(fits)("is what the definition says: $id", ({ input, expected }) => {
    const [counts, chances] = [input.counts, input.P].map((rows) => Float64Array.from(rows.flat()));
    const { pearson, df, p, impossible } = goodnessOfFit(counts, chances, input.states.length);
    expectClose(pearson, expected.pearson);
    expect(df).toBe(expected.df);
    expectClose(p, expected.p);
    expect(impossible).toBe(0);
  });
});

describe.skipIf(dwells.length === 0)("the dwell test", () => {
  it.each(dwells)("is what SciPy says: $id", ({ input, expected }) => {
    const found = dwellTest(lifeTable(input.durations, input.right_censored), { ...settings, maxAge: input.max_age });
    if (found.status === "refused") expect.fail(found.reason.en);
    expectClose(found.exit, expected.p_exit_mle);
    expectClose(found.meanStay, expected.mean_stay_geometric);
    expect(found.atRisk).toEqual(expected.at_risk);
    expect(found.exits).toEqual(expected.exits);
    for (const [age, hazard] of expected.hazards.entries()) expectClose(found.hazards[age], hazard);
    expectClose(found.test.pearson, expected.constant_hazard_chi2);
    expect(found.test.df).toBe(expected.df);
    expectClose(found.test.limits.pearson, expected.p);
  });
});
