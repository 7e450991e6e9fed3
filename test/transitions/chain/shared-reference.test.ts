import { describe, expect, it } from "vitest";
import { type SegmentId, segmentId } from "../../../src/segments/segmentation.ts";
import { chainFigures, type DescribedChain } from "../../../src/transitions/chain/chain-figures.ts";
import { markovChain } from "../../../src/transitions/chain/markov-chain.ts";
import { matrixPower } from "../../../src/transitions/chain/matrix-power.ts";
import { sharedReference } from "../../segments/shared-reference.ts";

type Table = readonly (readonly number[])[];

interface ChainCase {
  readonly id: string;
  readonly input: { readonly states: readonly string[]; readonly P: Table };
  readonly expected: {
    readonly communicating_classes: readonly (readonly string[])[];
    readonly recurrent_states: readonly string[];
    readonly transient_states: readonly string[];
    readonly absorbing_states: readonly string[];
    readonly period: number;
    readonly is_irreducible: boolean;
    readonly is_aperiodic: boolean;
    readonly stationary_distributions: Table;
    readonly eigenvalue_moduli: readonly number[];
    readonly slem: number;
    readonly shorrocks_mobility: number;
    readonly expected_stay_periods: readonly (number | null)[];
    readonly "P^2": Table;
    readonly "P^3": Table;
    readonly "P^12": Table;
    readonly mean_first_passage?: Table;
    readonly mean_recurrence?: readonly number[];
    readonly entropy_rate_nats?: number;
    readonly kemeny_trace_Z_minus_1?: number;
    readonly transient_order?: readonly string[];
    readonly absorbing_order?: readonly string[];
    readonly fundamental_matrix?: Table;
    readonly mean_absorption_time?: readonly number[];
    readonly absorption_probabilities?: Table;
    readonly variance_absorption_time?: readonly number[];
  };
}

// The kind decides the fields of a case.
const cases = sharedReference("markov", "chain").cases as unknown as readonly ChainCase[];

const close = (values: readonly (number | null)[]) =>
  values.map((value) => (value === null ? null : expect.closeTo(value, 8)));
const sets = (classes: readonly (readonly string[])[]) => classes.map((one) => [...one].sort().join()).sort();

function described(probabilities: Float64Array, states: readonly SegmentId[]): DescribedChain {
  const figures = chainFigures(probabilities, states);
  if (figures.status === "refused") throw new Error(figures.reason.en);
  return figures;
}

describe.skipIf(cases.length === 0)("the figures of a chain", () => {
  it.each(cases)("are what PyDTMC and R markovchain say: $id", ({ input, expected }) => {
    const probabilities = Float64Array.from(input.P.flat());
    const figures = described(
      probabilities,
      input.states.map((state) => segmentId.parse(state)),
    );

    expect(sets(figures.classes.map(({ states }) => states))).toEqual(sets(expected.communicating_classes));
    const statesOf = (recurrent: boolean) =>
      figures.classes.flatMap((one) => (one.recurrent === recurrent ? one.states : [])).sort();
    expect(statesOf(true)).toEqual([...expected.recurrent_states].sort());
    expect(statesOf(false)).toEqual([...expected.transient_states].sort());
    expect([...figures.absorbing].sort()).toEqual([...expected.absorbing_states].sort());
    expect(figures.irreducible).toBe(expected.is_irreducible);
    expect(figures.period).toBe(expected.period);
    expect(figures.period === 1).toBe(expected.is_aperiodic);
    expect(figures.stationary.map(({ shares }) => shares)).toEqual(expected.stationary_distributions.map(close));

    expect(figures.eigenvalueModuli).toEqual(close(expected.eigenvalue_moduli));
    expect(figures.slem).toBeCloseTo(expected.slem, 8);
    expect(figures.mobility).toBeCloseTo(expected.shorrocks_mobility, 8);
    expect(figures.meanHolding).toEqual(close(expected.expected_stay_periods));
    for (const windows of [2, 3, 12] as const) {
      expect([...matrixPower(markovChain(probabilities), windows)]).toEqual(close(expected[`P^${windows}`].flat()));
    }

    if (expected.mean_first_passage !== undefined) {
      expect(figures.meanFirstPassage).toEqual(expected.mean_first_passage.map(close));
      expect(figures.meanRecurrence).toEqual(close(expected.mean_recurrence ?? []));
      expect(figures.entropyRate).toBeCloseTo(expected.entropy_rate_nats ?? Number.NaN, 8);
      expect(figures.kemenyConstant).toBeCloseTo(expected.kemeny_trace_Z_minus_1 ?? Number.NaN, 8);
    } else {
      expect(figures.kemenyConstant).toBeNull();
    }
    if (expected.fundamental_matrix !== undefined) {
      const found = figures.absorption ?? expect.fail("nothing is absorbed");
      expect(found.from).toEqual(expected.transient_order);
      expect(found.into).toEqual(expected.absorbing_order?.map((state) => [state]));
      expect(found.fundamental).toEqual(expected.fundamental_matrix.map(close));
      expect(found.probability).toEqual(expected.absorption_probabilities?.map(close));
      expect(found.mean).toEqual(close(expected.mean_absorption_time ?? []));
      expect(found.variance).toEqual(close(expected.variance_absorption_time ?? []));
    }
  });
});
