import { describe, expect, it } from "vitest";
import { kolmogorovSmirnov } from "../../../src/stability/drift/kolmogorov-smirnov.ts";
import { binEdges, countByEdges } from "../../../src/stability/drift/number-bins.ts";
import { populationStability } from "../../../src/stability/drift/population-stability.ts";
import { sampleOf } from "../../../src/stability/drift/sample.ts";
import { wasserstein } from "../../../src/stability/drift/wasserstein.ts";
import { sharedReference } from "../../segments/shared-reference.ts";

interface NumericCase {
  readonly id: string;
  readonly input: { readonly reference: number[]; readonly current: number[]; readonly bins: number };
  readonly expected: {
    readonly edges: number[];
    readonly reference_counts: number[];
    readonly current_counts: number[];
    readonly psi: number;
    readonly ks_D: number;
    readonly ks_p_exact_or_auto: number;
    readonly wasserstein: number;
  };
}

// The kind decides the fields of a case.
const cases = sharedReference("stability", "psi-numeric").cases as unknown as readonly NumericCase[];

describe.skipIf(cases.length === 0)("the drift of a numeric feature", () => {
  it.each(cases)("is what NumPy and SciPy say: $id", ({ input, expected }) => {
    const reference = sampleOf(Float64Array.from(input.reference));
    const current = sampleOf(Float64Array.from(input.current));
    const edges = binEdges(reference, input.bins);
    expect([...edges]).toEqual(expected.edges.map((edge) => expect.closeTo(edge, 9)));
    const [before, now] = [countByEdges(reference, edges), countByEdges(current, edges)];
    expect([...before]).toEqual([...expected.reference_counts, 0]);
    expect([...now]).toEqual([...expected.current_counts, 0]);
    expect(populationStability(before, now).psi).toBeCloseTo(expected.psi, 9);

    const { d, p, exact } = kolmogorovSmirnov(reference, current) ?? expect.fail("nothing known");
    expect(d).toBeCloseTo(expected.ks_D, 9);
    expect(p).toBeCloseTo(expected.ks_p_exact_or_auto, 9);
    expect(exact).toBe(true);
    expect(wasserstein(reference, current)).toBeCloseTo(expected.wasserstein, 9);
  });
});
