import { expect, it } from "vitest";
import { crossTable } from "../../src/math/cross-table.ts";

it("counts customers by part of the one and part of the other", () => {
  const counts = crossTable(Int16Array.of(0, 1, 1, 0, 1), 2, Int32Array.of(2, 0, 0, 2, 1), 3);
  expect([...counts]).toEqual([0, 0, 2, /**/ 2, 1, 0]);
});

it("rejects customers that do not line up and parts that do not exist", () => {
  expect(() => crossTable(Int16Array.of(0, 1), 2, Int16Array.of(0), 1)).toThrow("crossTable: 2 customers against 1");
  expect(() => crossTable(Int16Array.of(0, -1), 2, Int16Array.of(0, 0), 1)).toThrow(
    "crossTable: customer 1 is in parts -1 and 0 of 2 and 1",
  );
});
