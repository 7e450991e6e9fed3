import { describe, expect, it } from "vitest";
import { wilsonInterval } from "../../../src/math/wilson-interval.ts";
import { rowTotal } from "../../../src/transitions/estimate-transitions.ts";
import {
  estimateConcentration,
  logMarginalLikelihood,
  posteriorMeans,
} from "../../../src/transitions/smoothing/dirichlet-multinomial.ts";
import { goodmanIntervals } from "../../../src/transitions/smoothing/goodman-intervals.ts";
import { laplaceSmoothing } from "../../../src/transitions/smoothing/laplace-smoothing.ts";
import { logLikelihood } from "../../../src/transitions/smoothing/log-likelihood.ts";
import { type CellIntervals, posteriorIntervals } from "../../../src/transitions/smoothing/posterior-intervals.ts";
import { dirichletPosterior } from "../../../src/transitions/smoothing/transition-posterior.ts";
import { waldIntervals } from "../../../src/transitions/smoothing/wald-intervals.ts";
import { sharedReference } from "../../segments/shared-reference.ts";

type Table = readonly (readonly number[])[];
type Intervals = readonly (readonly [lo: number, hi: number][])[];

interface FitCase {
  readonly id: string;
  readonly input: { readonly states: readonly string[]; readonly sequences: readonly (readonly string[])[] };
  readonly expected: {
    readonly counts: Table;
    readonly row_totals: readonly number[];
    readonly mle: Table;
    readonly mle_rows: readonly (readonly number[] | null)[];
    readonly se_markovchain: Table;
    readonly wald_ci95_clipped: Intervals;
    readonly "laplace_0.5": Table;
    readonly laplace_1: Table;
    readonly wilson_ci95: Intervals;
    readonly goodman_simultaneous_ci95: Intervals;
    readonly "dirichlet_0.5_marginal_ci95": Intervals;
    readonly log_likelihood: number;
  };
}

interface EmpiricalBayesCase {
  readonly id: string;
  readonly input: { readonly states: readonly string[]; readonly group_counts: Table };
  readonly expected: {
    readonly pooled_mean: readonly number[];
    readonly concentration_mle: number;
    readonly log_marginal_no_coefficients: number;
    readonly posterior_mean: Table;
    readonly shrinkage_weight_to_pool: readonly number[];
    readonly loglik_at: Readonly<Record<string, number>>;
  };
}

// The kind decides the fields of a case.
const fits = sharedReference("markov", "fit").cases as unknown as readonly FitCase[];
const edges = sharedReference("markov", "fit-edge").cases as unknown as readonly FitCase[];
const pooled = sharedReference("markov", "eb").cases as unknown as readonly EmpiricalBayesCase[];

const close = (values: Iterable<number>, digits = 8) => Array.from(values, (value) => expect.closeTo(value, digits));

function countsOf({ states, sequences }: FitCase["input"]): Float64Array {
  const counts = new Float64Array(states.length ** 2);
  for (const sequence of sequences) {
    for (let i = 1; i < sequence.length; i++) {
      counts[states.indexOf(sequence[i - 1]) * states.length + states.indexOf(sequence[i])] += 1;
    }
  }
  return counts;
}

function expectIntervals({ lo, hi }: CellIntervals, expected: Intervals) {
  expect([...lo]).toEqual(close(expected.flatMap((row) => row.map(([low]) => low))));
  expect([...hi]).toEqual(close(expected.flatMap((row) => row.map(([, high]) => high))));
}

describe.skipIf(fits.length === 0)("estimates from sequences", () => {
  it.each(fits)("are what R markovchain, statsmodels and SciPy say: $id", ({ input, expected }) => {
    const k = input.states.length;
    const counts = countsOf(input);
    expect([...counts]).toEqual(expected.counts.flat());
    expect(input.states.map((_, from) => rowTotal(counts, from, k))).toEqual(expected.row_totals);
    const likeliest = laplaceSmoothing(counts, k, 0);
    expect([...likeliest]).toEqual(close(expected.mle.flat()));
    expect([...laplaceSmoothing(counts, k, 0.5)]).toEqual(close(expected["laplace_0.5"].flat()));
    expect([...laplaceSmoothing(counts, k, 1)]).toEqual(close(expected.laplace_1.flat()));
    expect(logLikelihood(counts, likeliest)).toBeCloseTo(expected.log_likelihood, 8);

    const wald = waldIntervals(counts, k);
    expectIntervals(wald, expected.wald_ci95_clipped);
    for (const [cell, error] of expected.se_markovchain.flat().entries()) {
      if (wald.lo[cell] > 0) expect((likeliest[cell] - wald.lo[cell]) / 1.959963984540054).toBeCloseTo(error, 8);
    }
    const wilson = Array.from(counts, (count, cell) =>
      wilsonInterval(count, rowTotal(counts, Math.floor(cell / k), k)),
    );
    expectIntervals(
      { lo: Float64Array.from(wilson, ([lo]) => lo), hi: Float64Array.from(wilson, ([, hi]) => hi) },
      expected.wilson_ci95,
    );
    expectIntervals(goodmanIntervals(counts, k), expected.goodman_simultaneous_ci95);
    const posterior = dirichletPosterior(
      counts.map((count) => count + 0.5),
      k,
    );
    expectIntervals(posteriorIntervals(posterior), expected["dirichlet_0.5_marginal_ci95"]);
  });

  it.each(edges)("have no row for a state nobody left or stayed in, unless smoothed: $id", ({ input, expected }) => {
    const k = input.states.length;
    const counts = countsOf(input);
    expect([...counts]).toEqual(expected.counts.flat());
    const rows = expected.mle_rows.map((row) => row ?? Array(k).fill(Number.NaN));
    expect([...laplaceSmoothing(counts, k, 0)]).toEqual(rows.flat());
    expect([...laplaceSmoothing(counts, k, 1)]).toEqual(close(expected.laplace_1.flat()));
  });
});

describe.skipIf(pooled.length === 0)("empirical Bayes", () => {
  it.each(pooled)("finds the concentration that SciPy's bounded search finds: $id", ({ input, expected }) => {
    const k = input.states.length;
    const counts = Float64Array.from(input.group_counts.flat());
    const means = Float64Array.from(input.group_counts.flatMap(() => expected.pooled_mean));
    const groups = { k, counts, means };
    const total = counts.reduce((sum, count) => sum + count, 0);
    const column = (to: number) => input.group_counts.reduce((sum, row) => sum + row[to], 0);
    expect(input.states.map((_, to) => column(to) / total)).toEqual(close(expected.pooled_mean));

    const { concentration, logLikelihood: highest, differ } = estimateConcentration(groups);
    expect(differ).toBe(true);
    expect(Math.abs(concentration / expected.concentration_mle - 1)).toBeLessThan(1e-5);
    expect(highest).toBeCloseTo(expected.log_marginal_no_coefficients, 8);
    for (const [at, value] of Object.entries(expected.loglik_at)) {
      expect(logMarginalLikelihood(groups, Number(at))).toBeCloseTo(value, 8);
    }
    expect([...posteriorMeans(groups, expected.concentration_mle)]).toEqual(close(expected.posterior_mean.flat()));
    const weights = input.group_counts.map(
      (row) => concentration / (row.reduce((sum, n) => sum + n, 0) + concentration),
    );
    expect(weights).toEqual(close(expected.shrinkage_weight_to_pool, 5));
  });
});
