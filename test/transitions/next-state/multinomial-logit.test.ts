import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../../src/math/random.ts";
import { fromRows } from "../../../src/segments/points.ts";
import {
  classProbabilities,
  fitMultinomialLogit,
  logitInference,
} from "../../../src/transitions/next-state/multinomial-logit.ts";
import { sharedReference } from "../../segments/shared-reference.ts";

interface LogitCase {
  readonly id: string;
  readonly input: { readonly x: number[][]; readonly destination: number[]; readonly baseline: number };
  readonly expected: {
    readonly coef_rows_are_const_x1_x2: number[][];
    readonly se: number[][];
    readonly loglik: number;
    readonly loglik_null: number;
    readonly lr_chi2: number;
    readonly df: number;
    readonly p: number;
    readonly aic: number;
    readonly predict_first3: number[][];
  };
}

// The kind decides the fields of a case.
const cases = sharedReference("markov", "mnlogit").cases as unknown as readonly LogitCase[];

const close = (values: readonly number[], tolerance: number) =>
  values.map((value) =>
    expect.toSatisfy((own: number) => Math.abs(own - value) <= tolerance * Math.max(1, Math.abs(value))),
  );

describe("fitMultinomialLogit", () => {
  it.skipIf(cases.length === 0).each(cases)("is what statsmodels and nnet fit: $id", ({ input, expected }) => {
    const x = fromRows(input.x, input.x[0].length);
    const labels = Int32Array.from(input.destination);
    expect(input.baseline).toBe(0);
    const fit = fitMultinomialLogit(x, labels, 3, { ridge: 0 });
    const { standardErrors, ...inference } = logitInference(fit, x, labels);
    expect(fit.converged).toBe(true);
    expect([...fit.coefficients]).toEqual(close(expected.coef_rows_are_const_x1_x2.flat(), 1e-5));
    expect([...standardErrors]).toEqual(close(expected.se.flat(), 1e-5));
    expect(fit.logLikelihood).toBeCloseTo(expected.loglik, 5);
    expect(inference.logLikelihoodNull).toBeCloseTo(expected.loglik_null, 5);
    expect(inference.likelihoodRatio).toBeCloseTo(expected.lr_chi2, 5);
    expect(inference.df).toBe(expected.df);
    expect(inference.p / expected.p).toBeCloseTo(1, 5);
    expect(inference.aic).toBeCloseTo(expected.aic, 5);
    expect([...classProbabilities(fit, x).subarray(0, 9)]).toEqual(close(expected.predict_first3.flat(), 1e-5));
  });

  it("finds the log odds that rows were drawn by", () => {
    const truth = Float64Array.of(0.5, -1, 1, 0.3, -0.7, 0.6);
    const { x, labels } = drawn(20_000, truth, 1);
    const fit = fitMultinomialLogit(x, labels, 3, { ridge: 0 });
    const { standardErrors } = logitInference(fit, x, labels);
    for (const [i, own] of fit.coefficients.entries()) {
      expect(Math.abs(own - truth[i])).toBeLessThan(4 * standardErrors[i]);
    }
  });

  it("has a flat penalised likelihood, and counts foretold as they came", () => {
    fc.assert(
      fc.property(fc.integer(), fc.double({ min: 0.1, max: 50, noNaN: true }), (seed, ridge) => {
        const { x, labels } = drawn(120, Float64Array.of(0, 0.5, 1, 0, 0, -1), seed);
        const fit = fitMultinomialLogit(x, labels, 3, { ridge });
        const chances = classProbabilities(fit, x);
        for (let c = 0; c < 3; c++) {
          // Constants are not penalised, so that the chances of a class add up to its rows.
          const sum = chances.reduce((total, chance, at) => (at % 3 === c ? total + chance : total), 0);
          expect(sum).toBeCloseTo(labels.filter((label) => label === c).length, 4);
        }
        const lossAt = (coefficients: Float64Array) => {
          const told = classProbabilities({ classes: 3, coefficients }, x);
          const penalty = coefficients.reduce(
            (total, own, at) => (at < 2 ? total : total + (ridge / 2) * own * own),
            0,
          );
          return labels.reduce((loss, label, i) => loss - Math.log(told[3 * i + label]), penalty);
        };
        const lowest = lossAt(fit.coefficients);
        for (let i = 0; i < 6; i++) {
          for (const step of [-0.01, 0.01])
            expect(lossAt(fit.coefficients.with(i, fit.coefficients[i] + step))).toBeGreaterThan(lowest);
        }
      }),
      { numRuns: 20 },
    );
  });

  it("is drawn to the shares of the classes by a strong penalty", () => {
    const { x, labels } = drawn(300, Float64Array.of(0, 0.5, 1, 0, 0, -1), 3);
    const { coefficients } = fitMultinomialLogit(x, labels, 3, { ridge: 1e9 });
    for (const own of coefficients.subarray(2)) expect(own).toBeCloseTo(0, 5);
    const count = (c: number) => labels.filter((label) => label === c).length;
    expect(coefficients[0]).toBeCloseTo(Math.log(count(1) / count(0)), 5);
  });

  it("says that it has not converged where a class can be told without fail", () => {
    const x = fromRows([[-2], [-1], [1], [2]], 1);
    const fit = fitMultinomialLogit(x, Int32Array.of(0, 0, 1, 1), 2, { ridge: 0, tolerance: 1e-300 });
    expect(fit.converged).toBe(false);
    expect(fit.logLikelihood).toBeCloseTo(0, 3);
    expect(fitMultinomialLogit(x, Int32Array.of(0, 0, 1, 1), 2, { ridge: 1 }).converged).toBe(true);
  });

  it("keeps its chances at odds beyond what numbers hold", () => {
    const chances = classProbabilities(
      { classes: 3, coefficients: Float64Array.of(0, 2000, 900, 0) },
      fromRows([[1], [-1]], 1),
    );
    expect([...chances]).toEqual([0, 0, 1, 0, 0, 1]);
  });

  it("is not sure of a column that is a combination of others", () => {
    const { x, labels } = drawn(80, Float64Array.of(0, 0.5, 1, 0, 0, -1), 4);
    const twice = fromRows(
      Array.from({ length: x.n }, (_, i) => [x.values[2 * i], x.values[2 * i]]),
      2,
    );
    const fit = fitMultinomialLogit(twice, labels, 3, { ridge: 0 });
    expect(() => logitInference(fit, twice, labels)).toThrow(/singular/);
  });

  it("rejects labels that do not line up, and one class", () => {
    const x = fromRows([[1], [2]], 1);
    expect(() => fitMultinomialLogit(x, Int32Array.of(0), 2, { ridge: 0 })).toThrow(
      "multinomial logit: 2 rows with 1 labels",
    );
    expect(() => fitMultinomialLogit(x, Int32Array.of(0, 0), 1, { ridge: 0 })).toThrow(
      "multinomial logit: at least 2 classes, got 1",
    );
  });
});

/** Rows of two standard normals, and classes drawn by log odds that are linear in them. */
function drawn(n: number, coefficients: Float64Array, seed: number) {
  const random = createRandom(seed);
  const x = fromRows(
    Array.from({ length: n }, () => [random.normal(), random.normal()]),
    2,
  );
  const chances = classProbabilities({ classes: 3, coefficients }, x);
  const labels = Int32Array.from({ length: n }, (_, i) => {
    const u = random.next();
    return u < chances[3 * i] ? 0 : u < chances[3 * i] + chances[3 * i + 1] ? 1 : 2;
  });
  return { x, labels };
}
