import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromRows } from "../../src/segments/points.ts";
import { fitPrincipalComponents } from "../../src/segments/principal-components.ts";

const rows = fc.integer({ min: 1, max: 5 }).chain((d) =>
  fc.array(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: d, maxLength: d }), {
    minLength: 2,
    maxLength: 30,
  }),
);

describe("fitPrincipalComponents", () => {
  it("finds the long axis of a cloud, and stops at the variance asked for", () => {
    // spread along (3, 4)/5 is 10 times that across
    const points = fromRows(
      [-20, -10, 10, 20].flatMap((along) =>
        [-1, 1].map((across) => [3 + 0.6 * along - 0.8 * across, 0.8 * along + 0.6 * across]),
      ),
      2,
    );
    const { means, loadings, explained } = fitPrincipalComponents(points, 0.9);
    expect(means[0]).toBeCloseTo(3, 12);
    expect(loadings).toHaveLength(1);
    expect(loadings[0][0]).toBeCloseTo(0.6, 12);
    expect(loadings[0][1]).toBeCloseTo(0.8, 12);
    expect(explained[0]).toBeCloseTo(250 / 251, 12);
    expect(fitPrincipalComponents(points, 0.999).loadings).toHaveLength(2);
  });

  it("has no component where nothing varies", () => {
    expect(
      fitPrincipalComponents(
        fromRows(
          [
            [2, 2],
            [2, 2],
          ],
          2,
        ),
        0.9,
      ),
    ).toEqual({ means: [2, 2], loadings: [], explained: [] });
    expect(fitPrincipalComponents(fromRows([[], []], 0), 0.9).loadings).toEqual([]);
  });

  it("gives perpendicular unit vectors with a positive largest entry, and all of the variance when asked", () => {
    fc.assert(
      fc.property(rows, (data) => {
        const { loadings, explained } = fitPrincipalComponents(fromRows(data, data[0].length), 1);
        for (const [a, u] of loadings.entries()) {
          for (const [b, v] of loadings.entries()) {
            expect(u.reduce((sum, entry, j) => sum + entry * v[j], 0)).toBeCloseTo(a === b ? 1 : 0, 8);
          }
          expect(Math.max(...u)).toBeGreaterThan(Math.max(...u.map(Math.abs)) * (1 - 1e-8));
        }
        if (loadings.length > 0) expect(explained.reduce((sum, share) => sum + share)).toBeCloseTo(1, 8);
      }),
    );
  });
});
