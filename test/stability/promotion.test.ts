import { describe, expect, it } from "vitest";
import { segmentId } from "../../src/segments/segmentation.ts";
import type { SegmentIdentity } from "../../src/stability/identity/identify-segments.ts";
import { type Comparison, decidePromotion } from "../../src/stability/promotion.ts";
import type { StabilityStatus } from "../../src/stability/stability-certificate.ts";

function parts(bootstrap: StabilityStatus, time: StabilityStatus, structure: StabilityStatus = "passed") {
  const part = (what: string, status: StabilityStatus) => ({
    status,
    reasons: status === "passed" ? [] : [{ en: `${what} ${status}`, ru: "" }],
  });
  return {
    bootstrap: part("bootstrap", bootstrap),
    structure: part("structure", structure),
    time: part("time", time),
  };
}

function compared({
  lo = 0.9,
  ambiguous = false,
  sameId = 0.97,
  gone = [] as SegmentIdentity["gone"],
  champion = "passed" as StabilityStatus,
  segments = 4,
} = {}): Comparison {
  const identity: SegmentIdentity = { segments: [], gone, sameId, ambiguous };
  return {
    identity,
    agreement: { ari: lo + 0.02, lo, hi: lo + 0.03, bootstraps: 100 },
    champion: { status: champion, segments },
  };
}

const merged = { gone: [{ id: segmentId.parse("segment-4"), into: null }] };

const english = ({ reasons }: ReturnType<typeof decidePromotion>) => reasons.map(({ en }) => en);

describe("decidePromotion", () => {
  it("makes the first model champion unless something speaks against it", () => {
    expect(decidePromotion("never", parts("passed", "passed"), undefined)).toMatchObject({
      ...{ decision: "first", provisional: false },
    });
    const young = decidePromotion("auto", parts("warned", "refused"), undefined);
    expect(young).toMatchObject({ decision: "first", provisional: true });
    expect(english(young)).toContain("time refused");
    const poor = decidePromotion("auto", parts("failed", "refused"), undefined);
    expect(poor).toMatchObject({ decision: "withheld" });
    expect(english(poor)).toEqual(["bootstrap failed"]);
  });

  it("replaces the champion with a full proof, and says what it was", () => {
    const promotion = decidePromotion("auto", parts("passed", "passed"), compared());
    expect(promotion.decision).toBe("promoted");
    expect(english(promotion)).toEqual([
      "every part of its certificate holds; it agrees with the champion (ARI 0.92), and 97.0% of the customers keep their segment",
    ]);
  });

  it("gives way to other segments once its own do not hold", () => {
    const proof = parts("passed", "passed");
    expect(decidePromotion("auto", proof, compared({ ...merged, champion: "warned" })).decision).toBe("promoted");
  });

  it("need not agree with a champion that fails, or that has a single segment", () => {
    const proof = parts("passed", "passed");
    const other = { lo: 0.1, sameId: 0.3, ambiguous: true, ...merged };
    for (const worthless of [{ champion: "failed" as const }, { champion: "refused" as const, segments: 1 }]) {
      const promotion = decidePromotion("auto", proof, compared({ ...other, ...worthless }));
      expect(promotion.decision).toBe("promoted");
      expect(english(promotion)[0]).toContain("the champion's segments no longer hold or were a single one");
    }
    expect(
      decidePromotion("auto", parts("warned", "passed"), compared({ ...other, champion: "failed" })).decision,
    ).toBe("kept");
  });

  it.each([
    ["a part that only warns", "auto", parts("warned", "passed"), compared(), "bootstrap warned"],
    ["segments of independent features", "auto", parts("passed", "passed", "warned"), compared(), "structure warned"],
    ["a part that cannot be judged", "auto", parts("passed", "refused"), compared(), "time refused"],
    ["customers in other segments", "auto", parts("passed", "passed"), compared({ lo: 0.6 }), "too many of the same"],
    ["doubtful ids", "auto", parts("passed", "passed"), compared({ ambiguous: true }), "is ambiguous: another one"],
    [
      "customers under other ids",
      "auto",
      parts("passed", "passed"),
      compared({ sameId: 0.89 }),
      "89.0% of the customers keep",
    ],
    [
      "other segments while its own hold",
      "auto",
      parts("passed", "passed"),
      compared(merged),
      "(without segment-4) would have",
    ],
    ["people who want to decide", "never", parts("passed", "passed"), compared(), "left to people"],
  ] as const)("keeps the champion against %s", (_, policy, proof, comparison, reason) => {
    const promotion = decidePromotion(policy, proof, comparison);
    expect(promotion.decision).toBe("kept");
    expect(english(promotion)).toEqual([expect.stringContaining(reason)]);
  });
});
