import { describe, expect, it } from "vitest";
import { contingency } from "../../../src/segments/agreement/contingency.ts";

describe("contingency", () => {
  it("counts customers by both clusters, and keeps clusters without customers", () => {
    const { n, shared, sizesA, sizesB } = contingency(Int32Array.of(0, 0, 0, 1, 1), Int32Array.of(3, 3, 0, 0, 1));
    expect(n).toBe(5);
    expect([...shared]).toEqual([1, 0, 0, 2, /**/ 1, 1, 0, 0]);
    expect([...sizesA]).toEqual([3, 2]);
    expect([...sizesB]).toEqual([2, 1, 0, 2]);
  });

  it("rejects labels it cannot count", () => {
    expect(() => contingency(Int32Array.of(), Int32Array.of())).toThrow("agreement: no customers to compare");
    expect(() => contingency(Int32Array.of(0, 1), Int32Array.of(0, -1))).toThrow(
      "agreement: customer 1 has label -1; labels are 0…k−1",
    );
    expect(() => contingency(Int32Array.of(9999), Int32Array.of(9999))).toThrow(
      "agreement: 10000 clusters against 10000 make more than 67108864 pairs; number the clusters from 0 without gaps",
    );
  });
});
