import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rawOfSigma, sigmaOf, zilnLoss } from "../../src/ltv/ziln-loss.ts";

const bought = (money: number) => [1, Math.log(money)];
const nothing = [0, 0];

describe("zilnLoss", () => {
  it("is the negative log-likelihood by hand", () => {
    // p = 1/4 (logit −log 3), mu = 2, sigma = 0.5 (raw log(expm1(0.499)))
    const net = [-Math.log(3), 2, rawOfSigma(0.5)];
    const density = (Math.exp(-((Math.log(20) - 2) ** 2) / (2 * 0.25)) / (20 * 0.5 * Math.sqrt(2 * Math.PI))) * 0.25;
    const { loss } = zilnLoss(Float32Array.from([...net, ...net]), Float32Array.from([...nothing, ...bought(20)]));
    expect(loss).toBeCloseTo((-Math.log(0.75) - Math.log(density)) / 2, 6);
  });

  it("has the gradient that differences show", () => {
    const row = fc.tuple(
      fc.float({ min: -6, max: 6, noNaN: true }),
      fc.float({ min: -2, max: 8, noNaN: true }),
      fc.float({ min: -3, max: 4, noNaN: true }),
    );
    const target = fc.oneof(fc.constant(nothing), fc.float({ min: 1, max: 5000, noNaN: true }).map(bought));
    fc.assert(
      fc.property(fc.array(fc.tuple(row, target), { minLength: 1, maxLength: 5 }), (rows) => {
        const outputs = Float32Array.from(rows.flatMap(([output]) => output));
        const targets = Float32Array.from(rows.flatMap(([, target]) => target));
        const { gradient } = zilnLoss(outputs, targets);
        for (let i = 0; i < outputs.length; i++) {
          const [above, below] = [outputs.slice(), outputs.slice()];
          above[i] += 2 ** -8;
          below[i] -= 2 ** -8;
          const slope = (zilnLoss(above, targets).loss - zilnLoss(below, targets).loss) / (above[i] - below[i]);
          expect(Math.abs(gradient[i] - slope)).toBeLessThan(1e-3 * (1 + Math.abs(slope)));
        }
      }),
    );
  });

  it("stays finite where exponentials overflow", () => {
    const { loss, gradient } = zilnLoss(
      Float32Array.of(800, 5, -800, -800, 5, 800),
      Float32Array.from([...nothing, ...bought(9)]),
    );
    expect(loss).toBeLessThan(2000);
    expect([...gradient].every(Number.isFinite)).toBe(true);
  });
});

describe("sigmaOf", () => {
  it("is undone by rawOfSigma", () => {
    for (const sigma of [0.05, 0.5, 1, 3]) expect(sigmaOf(rawOfSigma(sigma))).toBeCloseTo(sigma, 12);
  });
});
