import { describe, expect, it } from "vitest";
import { markovChain } from "../../../src/transitions/chain/markov-chain.ts";
import { forecastClosed } from "../../../src/transitions/forecast/closed-forecast.ts";
import { forecastOneStep } from "../../../src/transitions/forecast/one-step-forecast.ts";
import { forecastOpen } from "../../../src/transitions/forecast/open-forecast.ts";
import { dirichletPosterior, posteriorMoments } from "../../../src/transitions/smoothing/transition-posterior.ts";
import { sharedReference } from "../../segments/shared-reference.ts";

type Table = readonly (readonly number[])[];

interface ClosedCase {
  readonly id: string;
  readonly input: { readonly n0: readonly number[]; readonly P: Table };
  readonly expected: {
    readonly horizons: readonly {
      readonly h: number;
      readonly mean: readonly number[];
      readonly sd_process: readonly number[];
      readonly lo95: readonly number[];
      readonly hi95: readonly number[];
      readonly cov: Table;
    }[];
  };
}

interface OneStepCase {
  readonly id: string;
  readonly input: {
    readonly n0: readonly number[];
    readonly observed_counts: Table;
    readonly prior_alpha: number;
  };
  readonly expected: {
    readonly mean: readonly number[];
    readonly sd_process_plus_parameters: readonly number[];
    readonly sd_process_only: readonly number[];
  };
}

interface OpenCase {
  readonly id: string;
  readonly input: { readonly n0: readonly number[]; readonly P: Table; readonly new_per_period: readonly number[] };
  readonly expected: { readonly sizes_h1_to_h6: Table };
}

// The kind decides the fields of a case.
const closed = sharedReference("markov", "forecast").cases as unknown as readonly ClosedCase[];
const oneStep = sharedReference("markov", "forecast-dm").cases as unknown as readonly OneStepCase[];
const open = sharedReference("markov", "forecast-open").cases as unknown as readonly OpenCase[];

const chainOf = (rows: Table) => markovChain(Float64Array.from(rows.flat()));
const close = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 8));

describe.skipIf(closed.length === 0)("forecasts of sizes", () => {
  it.each(closed)("have the multinomial moments of the powers of P: $id", ({ input, expected }) => {
    for (const { h, mean, sd_process, lo95, hi95, cov } of expected.horizons) {
      const found = forecastClosed(Float64Array.from(input.n0), chainOf(input.P), h);
      expect([...found.mean]).toEqual(close(mean));
      expect([...found.sd]).toEqual(close(sd_process));
      expect([...found.lo]).toEqual(close(lo95));
      expect([...found.hi]).toEqual(close(hi95));
      expect([...found.covariance]).toEqual(close(cov.flat()));
    }
  });

  it.each(oneStep)("have the Dirichlet-multinomial variance after one window: $id", ({ input, expected }) => {
    const alpha = Float64Array.from(input.observed_counts.flat(), (count) => count + input.prior_alpha);
    const moments = posteriorMoments(dirichletPosterior(alpha, input.n0.length));
    const { mean, sd, sdOfProcess } = forecastOneStep(Float64Array.from(input.n0), moments);
    expect([...mean]).toEqual(close(expected.mean));
    expect([...sd]).toEqual(close(expected.sd_process_plus_parameters));
    expect([...sdOfProcess]).toEqual(close(expected.sd_process_only));
  });

  it.each(open)("take newcomers in: $id", ({ input, expected }) => {
    const sizes = forecastOpen(
      Float64Array.from(input.n0),
      chainOf(input.P),
      Float64Array.from(input.new_per_period),
      expected.sizes_h1_to_h6.length,
    );
    expect(sizes.map((row) => [...row])).toEqual(expected.sizes_h1_to_h6.map(close));
  });
});
