import { describe, expect, it } from "vitest";
import { adjustedMutualInformation } from "../../../src/segments/agreement/adjusted-mutual-information.ts";
import { adjustedRandIndex } from "../../../src/segments/agreement/adjusted-rand-index.ts";
import { cohenKappa } from "../../../src/segments/agreement/cohen-kappa.ts";
import { contingency } from "../../../src/segments/agreement/contingency.ts";
import { customerOverlap } from "../../../src/segments/agreement/customer-overlap.ts";
import { marginalHomogeneityTest } from "../../../src/segments/agreement/marginal-homogeneity.ts";
import { matchedTable } from "../../../src/segments/agreement/matched-table.ts";
import { symmetryTest } from "../../../src/segments/agreement/symmetry-test.ts";
import { variationOfInformation } from "../../../src/segments/agreement/variation-of-information.ts";
import { sharedReference } from "../shared-reference.ts";

interface Labelled {
  readonly ids: number[];
  readonly labels: number[];
}

interface StatsmodelsTest {
  readonly chi2: number;
  readonly df: number;
  readonly p: number;
}

interface OverlapCase {
  readonly id: string;
  readonly input: { readonly window1: Labelled; readonly window2: Labelled };
  readonly expected: {
    readonly shared: number;
    readonly left: number;
    readonly entered: number;
    readonly contingency: number[][];
    readonly window2_label_for_window1_label: number[];
    readonly aligned_table: number[][];
    readonly retained_share: number;
    readonly jaccard_by_segment: number[];
    readonly ari: number;
    readonly ami: number;
    readonly vi_nats: number;
    readonly kappa: number;
    readonly bowker_symmetry: StatsmodelsTest;
    readonly stuart_maxwell: StatsmodelsTest;
  };
}

// The kind decides the fields of a case.
const cases = sharedReference("stability", "align-overlap").cases as unknown as readonly OverlapCase[];

const labelled = ({ ids, labels }: Labelled) => ({ customers: Int32Array.from(ids), labels: Int32Array.from(labels) });
const near = ({ chi2, df, p }: StatsmodelsTest) => ({
  chiSquare: expect.closeTo(chi2, 9),
  degreesOfFreedom: df,
  p: expect.closeTo(p, 9),
});

describe.skipIf(cases.length === 0)("two segmentations of overlapping customers", () => {
  it.each(cases)("agree as scikit-learn and statsmodels say: $id", ({ input, expected }) => {
    const { shared, before, after, left, entered } = customerOverlap(labelled(input.window1), labelled(input.window2));
    expect([shared.length, left, entered]).toEqual([expected.shared, expected.left, expected.entered]);
    expect([...contingency(before, after).shared]).toEqual(expected.contingency.flat());

    const { partners, k, counts, retained, jaccard } = matchedTable(before, after);
    expect([...partners]).toEqual(expected.window2_label_for_window1_label);
    expect([...counts]).toEqual(expected.aligned_table.flat());
    expect(retained).toBeCloseTo(expected.retained_share, 9);
    expect([...jaccard]).toEqual(expected.jaccard_by_segment.map((share) => expect.closeTo(share, 9)));

    expect(cohenKappa(counts, k)).toBeCloseTo(expected.kappa, 9);
    expect(symmetryTest(counts, k)).toEqual(near(expected.bowker_symmetry));
    expect(marginalHomogeneityTest(counts, k)).toEqual(near(expected.stuart_maxwell));
    expect(adjustedRandIndex(before, after)).toBeCloseTo(expected.ari, 9);
    expect(adjustedMutualInformation(before, after)).toBeCloseTo(expected.ami, 9);
    expect(variationOfInformation(before, after)).toBeCloseTo(expected.vi_nats, 9);
  });
});
