import fc from "fast-check";
import { expect, it } from "vitest";
import { createRandom } from "../../src/math/random.ts";
import { numberParts, sumsOfParts } from "../../src/metrics/number-parts.ts";

const sex = { id: "sex", keys: ["f", "m", "unknown"], codes: Int16Array.of(1, 0, 0, 0) };
const age = { id: "age", keys: ["young", "old"], codes: Int16Array.of(0, 0, 1, 1) };

it("numbers the base and the parts of every division, and says where each customer is", () => {
  const parts = numberParts(4, [sex, age]);
  expect(parts.scopes).toEqual(["all", "sex", "sex", "sex", "age", "age"]);
  expect(parts.keys).toEqual(["all", "f", "m", "unknown", "young", "old"]);
  expect([...parts.sizes]).toEqual([4, 3, 1, 0, 2, 2]);
});

it("adds up the parts of several divisions in cells that they share", () => {
  const parts = numberParts(4, [sex, age]);
  expect({ cells: parts.cells, width: parts.width }).toEqual({ cells: 6, width: 1 });
  expect([...parts.of]).toEqual([1, 0, 3, 3]);
  expect(parts.cellsOf.map((cells) => [...cells])).toEqual([
    ...[[0, 1, 2, 3, 4, 5]],
    ...[
      [0, 3],
      [1, 4],
      [2, 5],
    ],
    ...[
      [0, 1, 2],
      [3, 4, 5],
    ],
  ]);
});

it("gives each part the sum of its customers, however many divisions there are", () => {
  const anyDivisions = fc.array(fc.record({ parts: fc.integer({ min: 1, max: 300 }), seed: fc.nat() }), {
    maxLength: 9,
  });
  fc.assert(
    fc.property(anyDivisions, (sizes) => {
      const customers = 40;
      const divisions = sizes.map(({ parts, seed }, d) => {
        const random = createRandom(seed);
        return {
          id: `division ${d}`,
          keys: Array.from({ length: parts }, (_, i) => `part ${i}`),
          codes: Int16Array.from({ length: customers }, () => random.below(parts)),
        };
      });
      const numbered = numberParts(customers, divisions);
      const ofCells = new Float64Array(numbered.cells * 2);
      for (let customer = 0; customer < customers; customer++) {
        for (const cell of numbered.of.subarray(customer * numbered.width, (customer + 1) * numbered.width)) {
          ofCells[cell * 2] += customer;
          ofCells[cell * 2 + 1]++;
        }
      }
      const sums = sumsOfParts(numbered, ofCells);
      for (const [part, scope] of numbered.scopes.entries()) {
        const division = divisions.find(({ id }) => id === scope);
        const code = division?.keys.indexOf(numbered.keys[part]);
        const members = [...Array(customers).keys()].filter(
          (i) => division === undefined || division.codes[i] === code,
        );
        expect(sums[part * 2]).toBe(members.reduce((sum, customer) => sum + customer, 0));
        expect([sums[part * 2 + 1], numbered.sizes[part]]).toEqual([members.length, members.length]);
      }
    }),
    { numRuns: 30 },
  );
});

it("refuses a division that leaves somebody out", () => {
  const short = { ...age, codes: Int16Array.of(0, 1) };
  expect(() => numberParts(4, [short])).toThrow("metrics: the division age has 2 customers, the base 4");
  const outside = { ...age, codes: Int16Array.of(0, -1, 0, 1) };
  expect(() => numberParts(4, [outside])).toThrow("metrics: customer 1 is in part -1 of age, which has 2");
  expect(() => numberParts(4, [age, age])).toThrow("metrics: the division age has a name that is taken");
  expect(() => numberParts(4, [{ ...age, id: "guests" }])).toThrow("the division guests has a name that is taken");
});
