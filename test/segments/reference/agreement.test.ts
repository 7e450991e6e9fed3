import { describe, expect, it } from "vitest";
import { adjustedMutualInformation } from "../../../src/segments/agreement/adjusted-mutual-information.ts";
import { adjustedRandIndex } from "../../../src/segments/agreement/adjusted-rand-index.ts";
import { assignAtLeastCost } from "../../../src/segments/agreement/assignment.ts";
import { bestMatchJaccard } from "../../../src/segments/agreement/best-match-jaccard.ts";
import { contingency } from "../../../src/segments/agreement/contingency.ts";
import { matchedAgreement } from "../../../src/segments/agreement/matched-agreement.ts";
import { mutualInformation, normalizedMutualInformation } from "../../../src/segments/agreement/mutual-information.ts";
import { fowlkesMallows, pairJaccard, randIndex } from "../../../src/segments/agreement/pair-agreement.ts";
import { vMeasure } from "../../../src/segments/agreement/v-measure.ts";
import { variationOfInformation } from "../../../src/segments/agreement/variation-of-information.ts";
import { sharedReference } from "../shared-reference.ts";

const external = sharedReference("clustering", "external");
const hungarian = sharedReference("clustering", "hungarian");

describe.skipIf(external.cases.length === 0)("the measures of agreement", () => {
  it.each(external.cases)("agree with scikit-learn and R: $id", ({ input, expected }) => {
    const a = Int32Array.from(input.a);
    const b = Int32Array.from(input.b);
    const { homogeneity, completeness, vMeasure: v } = vMeasure(a, b);
    const found = {
      ari: adjustedRandIndex(a, b),
      rand: randIndex(a, b),
      ami_arithmetic: adjustedMutualInformation(a, b),
      ami_max: adjustedMutualInformation(a, b, "max"),
      nmi_arithmetic: normalizedMutualInformation(a, b),
      nmi_geometric: normalizedMutualInformation(a, b, "geometric"),
      nmi_min: normalizedMutualInformation(a, b, "min"),
      nmi_max: normalizedMutualInformation(a, b, "max"),
      mi_nats: mutualInformation(a, b),
      vi_nats: variationOfInformation(a, b),
      homogeneity,
      completeness,
      v_measure: v,
      fowlkes_mallows: fowlkesMallows(a, b),
      pair_jaccard: pairJaccard(a, b),
    };
    for (const [measure, value] of Object.entries(found)) {
      expect(value, measure).toBeCloseTo(expected[measure as keyof typeof found], 12);
    }
    const { share, together } = matchedAgreement(a, b);
    expect(together).toBe(expected.hungarian_total_overlap);
    expect(share).toBeCloseTo(expected.hungarian_agreement, 12);
    expect([...contingency(a, renumber(b)).shared]).toEqual(expected.contingency.flat());
    for (const [cluster, jaccard] of bestMatchJaccard(a, b).entries()) {
      expect(jaccard).toBeCloseTo(expected.best_match_jaccard_per_a_cluster[cluster], 12);
    }
  });
});

describe.skipIf(hungarian.cases.length === 0)("assignAtLeastCost", () => {
  it.each(hungarian.cases)("agrees with scipy: $id", ({ input: { cost }, expected }) => {
    const { columns, total } = assignAtLeastCost(Float64Array.from(cost.flat()), cost.length, cost[0].length);
    expect(total).toBeCloseTo(expected.total, 9);
    // Absent where several assignments cost the same.
    if (expected.cols === undefined) return;
    const assigned = [...columns.keys()].filter((row) => columns[row] !== -1);
    expect(assigned).toEqual(expected.rows);
    expect(assigned.map((row) => columns[row])).toEqual(expected.cols);
  });
});

/** The same partition numbered without gaps, which scikit-learn leaves out of its table. */
function renumber(labels: Int32Array): Int32Array {
  const used = [...new Set(labels)].sort((x, y) => x - y);
  return labels.map((label) => used.indexOf(label));
}
