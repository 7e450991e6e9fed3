import { describe, expect, it } from "vitest";
import { bestMatchJaccard } from "../../../src/segments/agreement/best-match-jaccard.ts";
import { matchedAgreement } from "../../../src/segments/agreement/matched-agreement.ts";

// Both 0 and 1 of a overlap most with 2 of b, by 3 and by 2 customers.
const a = Int32Array.of(0, 0, 0, 0, 1, 1, 1, 3);
const b = Int32Array.of(2, 2, 2, 0, 2, 2, 0, 1);

describe("matchedAgreement", () => {
  it("gives each cluster one partner, for as many customers as possible", () => {
    expect(matchedAgreement(a, b)).toEqual({ partners: Int32Array.of(2, 0, -1, 1), together: 5, share: 5 / 8 });
  });

  it("gives no partner where none is left", () => {
    const { partners, share } = matchedAgreement(Int32Array.of(0, 0, 1, 2), new Int32Array(4));
    expect([...partners]).toEqual([0, -1, -1]);
    expect(share).toBe(0.5);
  });
});

describe("bestMatchJaccard", () => {
  it("lets clusters share the best match, and knows no match of a cluster without customers", () => {
    expect([...bestMatchJaccard(a, b)]).toEqual([3 / 6, 2 / 6, Number.NaN, 1]);
  });
});
