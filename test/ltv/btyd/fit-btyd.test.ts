import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { simulateHistories } from "../../../bench/btyd/simulate-histories.ts";
import { betaGeometricObjective } from "../../../src/ltv/btyd/beta-geometric-likelihood.ts";
import { logLikelihoods } from "../../../src/ltv/btyd/btyd-forecasts.ts";
import type { BtydModel } from "../../../src/ltv/btyd/btyd-model.ts";
import { compressHistories } from "../../../src/ltv/btyd/compress-histories.ts";
import { fitBtyd } from "../../../src/ltv/btyd/fit-btyd.ts";
import { paretoObjective } from "../../../src/ltv/btyd/pareto-likelihood.ts";
import type { PurchaseHistories } from "../../../src/ltv/btyd/purchase-histories.ts";
import { createRandom } from "../../../src/math/random.ts";

const models: readonly BtydModel[] = [
  { kind: "bg-nbd", r: 0.4, alpha: 5, a: 0.8, b: 2.5 },
  { kind: "mbg-nbd", r: 0.6, alpha: 6, a: 0.9, b: 1.8 },
  { kind: "pareto-nbd", r: 0.7, alpha: 9, s: 0.8, beta: 14 },
];

describe("the objective", () => {
  const some: PurchaseHistories = {
    x: Float64Array.of(0, 1, 4, 40, 3, 0),
    tx: Float64Array.of(0, 1.5, 9, 8, 7, 0),
    T: Float64Array.of(9, 10, 9, 10, 7, 0),
    weight: Float64Array.of(5, 2, 1, 1, 3, 2),
  };
  const logarithm = fc.double({ min: -3, max: 4, noNaN: true });
  const point = fc.tuple(logarithm, logarithm, logarithm, logarithm);

  it.each(models)("$kind: is minus the mean of the rows' log-likelihoods", ({ kind }) => {
    fc.assert(
      fc.property(point, (at) => {
        const value = objectiveOf(kind, some)(Float64Array.from(at), new Float64Array(4));
        const [r, alpha, third, fourth] = at.map(Math.exp);
        const model: BtydModel =
          kind === "pareto-nbd" ? { kind, r, alpha, s: third, beta: fourth } : { kind, r, alpha, a: third, b: fourth };
        const total = logLikelihoods(model, some).reduce((sum, row, i) => sum + row * (some.weight?.[i] ?? 1), 0);
        expect(Math.abs(value + total / 14)).toBeLessThan(1e-11 * (1 + Math.abs(value)));
      }),
    );
  });

  it.each(models)("$kind: has the gradient that differences show", ({ kind }) => {
    const objective = objectiveOf(kind, some);
    fc.assert(
      fc.property(point, fc.nat(3), (at, i) => {
        const gradient = new Float64Array(4);
        objective(Float64Array.from(at), gradient);
        const value = (step: number) =>
          objective(
            Float64Array.from(at, (parameter, j) => (j === i ? parameter + step : parameter)),
            new Float64Array(4),
          );
        const difference = (8 * (value(1e-3) - value(-1e-3)) - (value(2e-3) - value(-2e-3))) / 12e-3;
        expect(Math.abs(gradient[i] - difference)).toBeLessThan(1e-8 * (1 + Math.abs(difference)));
      }),
    );
  });
});

describe("fitBtyd", () => {
  const n = 30_000;
  const ages = Float64Array.from({ length: n }, (_, i) => 30 + (i % 40));

  it.each(models)("$kind: finds planted parameters within four standard errors", (planted) => {
    const fit = fitted(planted.kind, simulateHistories(planted, ages, 0, createRandom(11)));
    expect(fit).toMatchObject({ converged: true, identified: true, reason: null });
    const errors = [...parametersOf(fit.model)].map(
      (value, i) => Math.log(value / parametersOf(planted)[i]) / (fit.logStandardErrors?.[i] ?? 0),
    );
    for (const error of errors) expect(Math.abs(error)).toBeLessThan(4);
    for (const error of fit.logStandardErrors ?? []) expect(error).toBeLessThan(0.2);
  });

  it.each(models)(
    "$kind: does not depend on the unit of time, nor on compression, nor on the order of rows",
    (planted) => {
      const count = 4000;
      const simulated = simulateHistories(planted, ages.slice(0, count), 0, createRandom(3), 1);
      const { x, tx, T } = simulated;
      const weekly = fitted(planted.kind, simulated);
      const daily = fitted(planted.kind, { x, tx: tx.map((time) => 7 * time), T: T.map((time) => 7 * time) });
      const [r, alpha, third, fourth] = parametersOf(weekly.model);
      expectClose(parametersOf(daily.model), [
        r,
        7 * alpha,
        third,
        planted.kind === "pareto-nbd" ? 7 * fourth : fourth,
      ]);
      const purchases = x.reduce((sum, repeat) => sum + repeat, 0);
      expect(daily.logLikelihood).toBeCloseTo(weekly.logLikelihood - purchases * Math.log(7), 5);

      const compressed = compressHistories(simulated);
      expect(compressed.x.length).toBeLessThan(0.6 * count);
      expectClose(parametersOf(fitted(planted.kind, compressed).model), parametersOf(weekly.model));
      const reversed = { x: x.slice().reverse(), tx: tx.slice().reverse(), T: T.slice().reverse() };
      expectClose(parametersOf(fitted(planted.kind, reversed).model), parametersOf(weekly.model));
    },
  );

  it("says that churn is not identifiable where nobody leaves", () => {
    const immortal = { kind: "bg-nbd", r: 0.8, alpha: 8, a: 1e-9, b: 1 } as const;
    const simulated = simulateHistories(immortal, ages.slice(0, 3000), 0, createRandom(5));
    for (const { kind } of models) {
      const fit = fitted(kind, simulated);
      expect(fit.identified).toBe(false);
      expect(fit.reason?.en).toMatch(/^churn is not identifiable: a model in which nobody leaves fits as well/);
      expect(fit.reason?.ru).toMatch(/^отток не определяется: модель, в которой никто не уходит/);
      expect(fit.logLikelihood).toBeGreaterThan(fit.logLikelihoodWithoutChurn - 0.01);
      expect(parametersOf(fit.model).every(Number.isFinite)).toBe(true);
    }
  });

  it("says that only a ratio is known where customers differ in nothing", () => {
    const alike = { kind: "pareto-nbd", r: 1e6, alpha: 5e6, s: 1e6, beta: 2e7 } as const;
    const fit = fitted("pareto-nbd", simulateHistories(alike, ages.slice(0, 2000), 0, createRandom(5)));
    expect(fit.identified).toBe(false);
    expect(fit.reason?.en).toMatch(/^the likelihood is flat along (r and alpha|s and beta)/);
    if (fit.model.kind !== "pareto-nbd") throw new Error("asked for another");
    expect(Math.abs(fit.model.r / fit.model.alpha / 0.2 - 1)).toBeLessThan(0.1);
    expect(Math.abs(fit.model.s / fit.model.beta / 0.05 - 1)).toBeLessThan(0.2);
  });

  it("is not thrown off by a wholesaler, or by customers of today", () => {
    const simulated = simulateHistories(models[0], ages.slice(0, 3000), 0, createRandom(9));
    const histories = {
      x: Float64Array.of(...simulated.x, 25_000, 0),
      tx: Float64Array.of(...simulated.tx, 68.9, 0),
      T: Float64Array.of(...simulated.T, 69, 0),
    };
    for (const { kind } of models) {
      const fit = fitted(kind, histories);
      expect(Number.isFinite(fit.logLikelihood)).toBe(true);
      expect(fit.converged).toBe(true);
      expect(parametersOf(fit.model).every((value) => value > 0 && Number.isFinite(value))).toBe(true);
    }
  });

  it("gives figures or a refusal for any handful of customers", () => {
    const customer = fc
      .tuple(fc.nat(5), fc.integer({ min: 1, max: 9 }), fc.nat(90))
      .map(([x, tx, left]) => ({ x, tx: x === 0 ? 0 : tx, T: tx + left }));
    fc.assert(
      fc.property(fc.array(customer, { maxLength: 6 }), fc.constantFrom(...models), (base, { kind }) => {
        const column = (name: "x" | "tx" | "T") => Float64Array.from(base, (row) => row[name]);
        const fit = fitBtyd(kind, { x: column("x"), tx: column("tx"), T: column("T") });
        expect(fit.status).toBe(base.some(({ x }) => x > 0) ? "fitted" : "refused");
        if (fit.status === "refused") return;
        expect(parametersOf(fit.model).every((value) => value > 0 && Number.isFinite(value))).toBe(true);
        expect(Number.isFinite(fit.logLikelihood)).toBe(true);
        expect(fit.reason === null).toBe(fit.identified);
      }),
      { numRuns: 60 },
    );
  });

  it("refuses a base in which nobody came back", () => {
    const once = { x: new Float64Array(1200), tx: new Float64Array(1200), T: new Float64Array(1200).fill(9) };
    for (const histories of [once, { x: new Float64Array(), tx: new Float64Array(), T: new Float64Array() }]) {
      expect(fitBtyd("bg-nbd", histories)).toMatchObject({ status: "refused" });
    }
    expect(fitBtyd("pareto-nbd", once)).toEqual({
      status: "refused",
      reason: {
        en: "ltv: none of 1,200 customers bought a second time before the cut; a model of repeat purchases needs some",
        ru: "LTV: ни один из клиентов (1\u00a0200) не купил второй раз до среза; модели повторных покупок нужны такие клиенты",
      },
    });
  });
});

function objectiveOf(kind: BtydModel["kind"], histories: PurchaseHistories) {
  return kind === "pareto-nbd" ? paretoObjective(histories) : betaGeometricObjective(kind, histories);
}

function fitted(kind: BtydModel["kind"], histories: PurchaseHistories) {
  const fit = fitBtyd(kind, histories);
  if (fit.status === "refused") throw new Error(fit.reason.en);
  return fit;
}

function parametersOf(model: BtydModel): number[] {
  return model.kind === "pareto-nbd"
    ? [model.r, model.alpha, model.s, model.beta]
    : [model.r, model.alpha, model.a, model.b];
}

function expectClose(actual: readonly number[], expected: readonly number[]) {
  for (const [i, value] of actual.entries()) expect(Math.abs(value / expected[i] - 1)).toBeLessThan(1e-6);
}
