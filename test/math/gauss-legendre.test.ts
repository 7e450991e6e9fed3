import { describe, expect, it } from "vitest";
import { gaussLegendre } from "../../src/math/gauss-legendre.ts";

describe("gaussLegendre", () => {
  it("has the nodes that everybody knows", () => {
    const three = gaussLegendre(3);
    expect([...three.nodes]).toEqual([-Math.sqrt(0.6), 0, Math.sqrt(0.6)].map((node) => expect.closeTo(node, 14)));
    expect([...three.weights]).toEqual([5 / 9, 8 / 9, 5 / 9].map((weight) => expect.closeTo(weight, 14)));
  });

  it.each([1, 2, 5, 16, 64, 200])("integrates polynomials of degree 2n − 1 exactly, for n = %i", (n) => {
    const { nodes, weights } = gaussLegendre(n);
    for (const degree of [0, 1, 2 * n - 2, 2 * n - 1]) {
      const integral = nodes.reduce((sum, node, i) => sum + weights[i] * node ** degree, 0);
      expect(integral).toBeCloseTo(degree % 2 === 0 ? 2 / (degree + 1) : 0, 12);
    }
  });
});
