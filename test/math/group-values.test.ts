import { expect, it } from "vitest";
import { groupValues } from "../../src/math/group-values.ts";

it("parts known values by group, in their order", () => {
  const values = Float64Array.of(5, 7, Number.NaN, 9, 1);
  const groups = Int32Array.of(3, 0, 0, 3, 3);
  expect(groupValues(values, groups, 4).map((list) => [...list])).toEqual([[7], [], [], [5, 9, 1]]);
});

it("rejects values without a group", () => {
  expect(() => groupValues(Float64Array.of(1, 2), Int32Array.of(0), 1)).toThrow(
    "groupValues: 2 values against 1 groups; align them first",
  );
  expect(() => groupValues(Float64Array.of(1, 2), Int32Array.of(0, 2), 2)).toThrow(
    "groupValues: value 1 is in group 2, groups are 0…1",
  );
  expect(() => groupValues(Float64Array.of(Number.NaN), Int32Array.of(-1), 2)).toThrow(RangeError);
});
