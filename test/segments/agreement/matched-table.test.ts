import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matchedTable } from "../../../src/segments/agreement/matched-table.ts";
import { partitions, renumber } from "./label-arrays.ts";

describe("matchedTable", () => {
  // Segment 0 keeps 3 of 4, 1 keeps 2 of 3 and takes one in, nobody is in 2, and 3 splits into one old and one new.
  const a = Int32Array.of(0, 0, 0, 0, 1, 1, 1, 3, 3, 3);
  const b = Int32Array.of(4, 4, 4, 1, 1, 1, 2, 0, 0, 2);

  it("renumbers the second segmentation by the first, and puts what is new behind", () => {
    const { partners, k, counts, retained } = matchedTable(a, b);
    expect([...partners]).toEqual([4, 1, -1, 0]);
    expect([k, retained]).toEqual([6, 0.7]);
    expect([...counts]).toEqual([
      ...[3, 1, 0, 0, 0, 0],
      ...[0, 2, 0, 0, 1, 0],
      ...[0, 0, 0, 0, 0, 0],
      ...[0, 0, 0, 2, 1, 0],
      ...[0, 0, 0, 0, 0, 0],
      ...[0, 0, 0, 0, 0, 0],
    ]);
  });

  it("compares each segment with its partner", () => {
    expect([...matchedTable(a, b).jaccard]).toEqual([3 / 4, 2 / 4, Number.NaN, 2 / 3]);
    expect([...matchedTable(Int32Array.of(0, 0, 1), Int32Array.of(0, 0, 0)).jaccard]).toEqual([2 / 3, 0]);
  });

  it("has everybody on the diagonal where only the numbers differ", () => {
    fc.assert(
      fc.property(partitions(1), ([labels]) => {
        const { counts, retained, k } = matchedTable(labels, renumber(labels));
        expect(retained).toBe(1);
        for (const [cell, count] of counts.entries()) if (cell % (k + 1) !== 0) expect(count).toBe(0);
      }),
    );
  });

  it("holds every customer once, the retained ones on the diagonal", () => {
    fc.assert(
      fc.property(partitions(2), ([before, after]) => {
        const { counts, k, retained, jaccard } = matchedTable(before, after);
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(before.length);
        const diagonal = counts.filter((_, cell) => cell % (k + 1) === 0).reduce((sum, count) => sum + count, 0);
        expect(diagonal / before.length).toBe(retained);
        for (const [segment, similarity] of jaccard.entries()) {
          if (!before.includes(segment)) expect(similarity).toBeNaN();
          else expect(similarity).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});
