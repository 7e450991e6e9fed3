import { describe, expect, it } from "vitest";
import { encodeInputs, fitInput } from "../../../src/ltv/net/net-inputs.ts";

describe("fitInput", () => {
  it("takes mean and standard deviation of what is known", () => {
    expect(fitInput("x", Float64Array.of(1, Number.NaN, 3, 5))).toEqual({
      name: "x",
      log1p: false,
      centre: 3,
      scale: Math.sqrt(8 / 3),
    });
  });

  it("reads skewed columns without negative values on a logarithmic scale", () => {
    const skewed = Float64Array.of(0, 0, 0, 0, 0, Math.expm1(6));
    expect(fitInput("x", skewed)).toEqual({
      name: "x",
      log1p: true,
      centre: 1,
      scale: expect.closeTo(Math.sqrt(5), 12),
    });
    expect(
      fitInput(
        "x",
        skewed.map((value) => value - 1),
      ).log1p,
    ).toBe(false);
  });

  it("gives no scale to a column without variety, or without anything known", () => {
    expect(fitInput("x", new Float64Array(7).fill(0.1)).scale).toBe(0);
    expect(fitInput("x", Float64Array.of(Number.NaN)).scale).toBe(0);
  });
});

describe("encodeInputs", () => {
  const inputs = [
    { name: "a", log1p: false, centre: 2, scale: 4 },
    { name: "b", log1p: true, centre: 1, scale: 1 },
    { name: "c", log1p: false, centre: 9, scale: 0 },
  ];
  const columns = [
    { name: "a", values: Float64Array.of(6, 1e6, -1e6, Number.NaN) },
    { name: "b", values: Float64Array.of(Math.expm1(3), 0, -5, 0) },
    { name: "c", values: Float64Array.of(9, 9, 9, 10) },
  ];

  it("scales, holds within ±8, and puts the unknown in the middle", () => {
    const encoded = encodeInputs(inputs, columns, Int32Array.of(0, 1, 2, 3));
    expect([...encoded]).toEqual([1, 2, 0, /**/ 8, -1, 0, /**/ -8, -1, 0, /**/ 0, -1, 0]);
  });

  it("takes the rows it is asked for, in their order", () => {
    expect([...encodeInputs(inputs.slice(0, 1), columns.slice(0, 1), Int32Array.of(2, 0))]).toEqual([-8, 1]);
  });
});
