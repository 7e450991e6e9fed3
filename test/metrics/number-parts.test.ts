import { expect, it } from "vitest";
import { numberParts } from "../../src/metrics/number-parts.ts";

const sex = { id: "sex", keys: ["f", "m", "unknown"], codes: Int16Array.of(1, 0, 0, 0) };
const age = { id: "age", keys: ["young", "old"], codes: Int16Array.of(0, 0, 1, 1) };

it("numbers the base and the parts of every division, and says where each customer is", () => {
  const parts = numberParts(4, [sex, age]);
  expect(parts.scopes).toEqual(["all", "sex", "sex", "sex", "age", "age"]);
  expect(parts.keys).toEqual(["all", "f", "m", "unknown", "young", "old"]);
  expect([...parts.sizes]).toEqual([4, 3, 1, 0, 2, 2]);
  expect([...parts.of]).toEqual([0, 2, 4, /**/ 0, 1, 4, /**/ 0, 1, 5, /**/ 0, 1, 5]);
});

it("refuses a division that leaves somebody out", () => {
  const short = { ...age, codes: Int16Array.of(0, 1) };
  expect(() => numberParts(4, [short])).toThrow("metrics: the division age has 2 customers, the base 4");
  const outside = { ...age, codes: Int16Array.of(0, -1, 0, 1) };
  expect(() => numberParts(4, [outside])).toThrow("metrics: customer 1 is in part -1 of age, which has 2");
  expect(() => numberParts(4, [age, age])).toThrow("metrics: the division age has a name that is taken");
  expect(() => numberParts(4, [{ ...age, id: "guests" }])).toThrow("the division guests has a name that is taken");
});
