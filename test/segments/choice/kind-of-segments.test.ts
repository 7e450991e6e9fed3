import { describe, expect, it } from "vitest";
import { kindOfSegments } from "../../../src/segments/choice/kind-of-segments.ts";
import { candidate } from "./candidate-builder.ts";

const clear = { against: "box" as const, gap: 0.2, se: 0.03, p: 0.009 };
const unclear = { against: "gaussian" as const, gap: 0.02, se: 0.03, p: 0.01 };

describe("kindOfSegments", () => {
  it("is natural only when every kind of data without groups is ruled out", () => {
    expect(kindOfSegments(candidate(3, { gaps: [clear, { ...clear, against: "gaussian" }] }))).toBe("natural");
    expect(kindOfSegments(candidate(3, { gaps: [clear, unclear] }))).toBe("reproducible");
    expect(kindOfSegments(candidate(3, { gaps: [clear, { ...clear, gap: -0.2, p: 0 }] }))).toBe("reproducible");
    expect(kindOfSegments(candidate(3, { gaps: [] }))).toBe("reproducible");
  });

  it("is unstable when any evidence of coming back is missed, however clear the gaps", () => {
    for (const demand of ["jaccard", "prediction strength", "time"] as const) {
      expect(kindOfSegments(candidate(3, { gaps: [clear] }, [demand]))).toBe("unstable");
    }
    expect(kindOfSegments(candidate(3, { gaps: [clear] }, ["size"]))).toBe("natural");
  });
});
