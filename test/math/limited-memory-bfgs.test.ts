import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { minimize, type Objective } from "../../src/math/limited-memory-bfgs.ts";

const options = { tolerance: 1e-10, mostIterations: 500 };

describe("minimize", () => {
  it("finds the lowest point of a bowl, however oblong", () => {
    const bowls = fc.array(
      fc.tuple(fc.double({ min: -50, max: 50, noNaN: true }), fc.double({ min: 0.01, max: 100, noNaN: true })),
      {
        minLength: 1,
        maxLength: 8,
      },
    );
    fc.assert(
      fc.property(bowls, (axes) => {
        const bowl: Objective = (at, gradient) =>
          axes.reduce((sum, [lowest, steepness], i) => {
            gradient[i] = steepness * (at[i] - lowest);
            return sum + (steepness / 2) * (at[i] - lowest) ** 2;
          }, 0);
        const { at, value } = minimize(bowl, new Float64Array(axes.length), options);
        expect(value).toBeLessThan(1e-9);
        for (const [i, [lowest]] of axes.entries()) expect(at[i]).toBeCloseTo(lowest, 3);
      }),
    );
  });

  it("walks through Rosenbrock's valley", () => {
    const valley: Objective = ([x, y], gradient) => {
      gradient[0] = -400 * x * (y - x * x) - 2 * (1 - x);
      gradient[1] = 200 * (y - x * x);
      return 100 * (y - x * x) ** 2 + (1 - x) ** 2;
    };
    const { at, converged, iterations } = minimize(valley, Float64Array.of(-1.2, 1), options);
    expect(converged).toBe(true);
    expect(iterations).toBeLessThan(60);
    expect([...at]).toEqual([expect.closeTo(1, 8), expect.closeTo(1, 8)]);
  });

  it("stays where it is at the lowest point, and does not change its start", () => {
    const start = Float64Array.of(3);
    const square: Objective = (at, gradient) => {
      gradient[0] = 2 * (at[0] - 3);
      return (at[0] - 3) ** 2;
    };
    expect(minimize(square, start, options)).toEqual({ at: start, value: 0, converged: true, iterations: 0 });
    const elsewhere = Float64Array.of(5);
    minimize(square, elsewhere, options);
    expect([...elsewhere]).toEqual([5]);
  });

  it("says that it was stopped before it was there", () => {
    const slope: Objective = (at, gradient) => {
      gradient[0] = -Math.exp(-at[0]);
      return Math.exp(-at[0]);
    };
    expect(minimize(slope, Float64Array.of(0), { tolerance: 1e-12, mostIterations: 3 })).toMatchObject({
      ...{ converged: false, iterations: 3 },
    });
  });
});
