import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chanceOfMoney, densityOfMoney } from "../../../src/ltv/net/lognormal-mixture.ts";
import {
  averageOutputs,
  moneyHeads,
  moneyLoss,
  rawOfSigma,
  sigmaOf,
  writeLognormals,
} from "../../../src/ltv/net/money-head.ts";

const bought = (money: number) => [1, Math.log(money)];
const nothing = [0, 0];
const { ziln, mixture } = moneyHeads;

describe("moneyLoss", () => {
  it("is the negative log-likelihood by hand", () => {
    // p = 1/4 (logit −log 3), mu = 2, sigma = 0.5
    const net = [-Math.log(3), 2, rawOfSigma(ziln, 0.5)];
    const density = (Math.exp(-((Math.log(20) - 2) ** 2) / (2 * 0.25)) / (20 * 0.5 * Math.sqrt(2 * Math.PI))) * 0.25;
    const { loss } = moneyLoss(
      ziln,
      Float32Array.from([...net, ...net]),
      Float32Array.from([...nothing, ...bought(20)]),
    );
    expect(loss).toBeCloseTo((-Math.log(0.75) - Math.log(density)) / 2, 6);
  });

  it.each([ziln, mixture])("is that of the lognormals it means: $kind", (head) => {
    const outputs = Float32Array.of(0.4, 3, 0.5, 4, -0.2, 0.7).subarray(0, head.outputs);
    const parameters = new Float64Array(3 * head.components);
    writeLognormals(head, outputs, 0, 1, parameters, 0);
    const meant = { customers: 1, components: head.components, parameters };
    const loss = (target: readonly number[]) => moneyLoss(head, outputs, Float32Array.from(target)).loss;
    expect(loss(nothing)).toBeCloseTo(-Math.log(1 - chanceOfMoney(meant, 0)), 6);
    for (const money of [4, 30, 500])
      expect(loss(bought(money))).toBeCloseTo(-Math.log(densityOfMoney(meant, 0, money)), 5);
  });

  it.each([ziln, mixture])("has the gradient that differences show: $kind", (head) => {
    const raw = (min: number, max: number) => fc.float({ min, max, noNaN: true });
    const lognormal = fc.tuple(raw(-2, 8), raw(-3, 4));
    const row =
      head.components === 1
        ? fc.tuple(raw(-6, 6), lognormal).map(([a, one]) => [a, ...one])
        : fc
            .tuple(raw(-6, 6), lognormal, lognormal, raw(-4, 4))
            .map(([a, one, other, share]) => [a, ...one, ...other, share]);
    const target = fc.oneof(fc.constant(nothing), raw(1, 5000).map(bought));
    fc.assert(
      fc.property(fc.array(fc.tuple(row, target), { minLength: 1, maxLength: 5 }), (rows) => {
        const outputs = Float64Array.from(rows.flatMap(([output]) => output));
        const targets = Float64Array.from(rows.flatMap(([, target]) => target));
        const { gradient } = moneyLoss(head, outputs, targets);
        const rise = (i: number, step: number) => {
          const [above, below] = [outputs.slice(), outputs.slice()];
          above[i] += step;
          below[i] -= step;
          return (moneyLoss(head, above, targets).loss - moneyLoss(head, below, targets).loss) / (above[i] - below[i]);
        };
        for (let i = 0; i < outputs.length; i++) {
          const slope = (4 * rise(i, 2 ** -13) - rise(i, 2 ** -12)) / 3; // without the error of the second order
          expect(Math.abs(gradient[i] - slope)).toBeLessThan(1e-5 * (1 + Math.abs(slope)));
        }
      }),
    );
  });

  it.each([ziln, mixture])("stays finite where exponentials overflow: $kind", (head) => {
    const outputs = [
      [800, 5, -800, 5, 800, 800],
      [-800, 5, 800, -5, -800, -800],
    ].flatMap((row) => row.slice(0, head.outputs));
    const { loss, gradient } = moneyLoss(
      head,
      Float32Array.from(outputs),
      Float32Array.from([...nothing, ...bought(9)]),
    );
    expect(loss).toBeLessThan(2000);
    expect([...gradient].every(Number.isFinite)).toBe(true);
  });
});

describe("averageOutputs", () => {
  it.each([ziln, mixture])("mean the chance and the size that are average: $kind", (head) => {
    const parameters = new Float64Array(3 * head.components);
    writeLognormals(head, averageOutputs(head, { chance: 0.2, mu: 8, sigma: 1.5 }), 0, 1, parameters, 0);
    const rows = Array.from({ length: head.components }, (_, k) => parameters.slice(3 * k, 3 * k + 3));
    expect(rows.reduce((sum, [weight]) => sum + weight, 0)).toBeCloseTo(0.2, 6);
    const mean = rows.reduce((sum, [weight, mu]) => sum + (weight / 0.2) * mu, 0);
    const squares = rows.reduce((sum, [weight, mu, sigma]) => sum + (weight / 0.2) * (mu * mu + sigma * sigma), 0);
    expect(mean).toBeCloseTo(8, 5);
    expect(Math.sqrt(squares - mean * mean) / 1.5).toBeCloseTo(head.components === 1 ? 1 : 0.95, 2);
  });
});

describe("sigmaOf", () => {
  it("is undone by rawOfSigma", () => {
    for (const sigma of [0.07, 0.5, 1, 3]) expect(sigmaOf(mixture, rawOfSigma(mixture, sigma))).toBeCloseTo(sigma, 12);
  });
});
