import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { forecastLastPeriodAgain } from "../../../src/ltv/baselines.ts";
import { calibrate } from "../../../src/ltv/evaluation/calibration.ts";
import { evaluateLtv } from "../../../src/ltv/evaluation/evaluate-ltv.ts";
import { fitNet } from "../../../src/ltv/net/fit-net.ts";
import { predictMoney, summariseMixture } from "../../../src/ltv/net/predict-money.ts";
import { usualTraining } from "../../../src/ltv/net/train-net.ts";
import { netDistributions } from "../../../src/ltv/pool/net-distributions.ts";
import { planted, smallBase } from "../small-base.ts";

const ignore = () => {};
const base = smallBase(1500, 1);
const fresh = smallBase(4000, 2);
const few = smallBase(200, 4);
const many = smallBase(33_000, 6); // more than one block
const fitted = fitNet("ziln", [base], 7, ignore);

describe("fitNet", () => {
  it("finds the planted chance and amount of unseen customers", async () => {
    const forecast = summariseMixture(await predictMoney(await fitted, fresh));
    const [eagerness, basket] = fresh.columns.map(({ values }) => values);
    const chance = eagerness.map(planted.chance);
    const mean = chance.map((p, i) => p * Math.exp(planted.mu(Math.log(basket[i])) + planted.sigma ** 2 / 2));
    const meanError = (a: Float64Array, b: Float64Array) =>
      a.reduce((sum, value, i) => sum + Math.abs(value - b[i]), 0) / a.length;
    expect(meanError(forecast.chance, chance)).toBeLessThan(0.06);
    const { bias, normalisedGini } = evaluateLtv(forecast.mean, mean);
    expect(Math.abs(bias)).toBeLessThan(0.12); // the money of 1,500 customers itself varies by 5 %
    expect(normalisedGini).toBeGreaterThan(0.97);
    expect(forecast.lo.every((lo, i) => lo >= 0 && lo <= forecast.hi[i])).toBe(true);
  });

  it("ranks better than the last period, with distributions that hold", async () => {
    const mixture = await predictMoney(await fitted, fresh);
    const gini = (forecast: Float64Array) => evaluateLtv(forecast, fresh.label).normalisedGini;
    expect(gini(summariseMixture(mixture).mean)).toBeGreaterThan(gini(forecastLastPeriodAgain(fresh)) + 0.05);
    expect(calibrate(netDistributions(mixture), fresh.label, 3).ks).toBeLessThan(0.06);
  });

  it("has the same weights for the same seed, and others for another", async () => {
    const [first, again, other] = [
      await fitNet("ziln", [few], 7, ignore),
      await fitNet("ziln", [few], 7, ignore),
      await fitNet("ziln", [few], 8, ignore),
    ];
    expect(again).toEqual(first);
    expect(other.nets).not.toEqual(first.nets);
  });

  it("forecasts totals that depend less on the seed when weights are averaged", async () => {
    const spread = async (averagedEpochs: number) => {
      const totals = [];
      for (const seed of [1, 2, 3, 4]) {
        const model = await fitNet("ziln", [base], seed, ignore, undefined, { ...usualTraining, averagedEpochs });
        totals.push(summariseMixture(await predictMoney(model, fresh)).mean.reduce((sum, money) => sum + money, 0));
      }
      return (Math.max(...totals) - Math.min(...totals)) / Math.min(...totals);
    };
    expect(await spread(2)).toBeLessThan(await spread(0));
  });

  it("draws as many rows as it may use", async () => {
    const { rows } = await fitNet("ziln", [few], 7, ignore, undefined, { ...usualTraining, mostRows: 150 });
    expect(rows).toEqual({ used: 150, available: 200 });
  });

  it("learns nothing from returns beyond what was bought", async () => {
    const withReturns = { ...few, label: few.label.map((money) => (money === 0 ? -700 : money)) };
    expect(await fitNet("ziln", [withReturns], 7, ignore)).toEqual(await fitNet("ziln", [few], 7, ignore));
  });

  it("gives back all memory of the backend", async () => {
    const model = await fitted;
    const { numTensors } = tf.memory();
    await fitNet("ziln", [few], 9, ignore);
    expect(tf.memory().numTensors).toBe(numTensors);
    expect((await predictMoney(model, many)).customers).toBe(33_000);
    expect(tf.memory().numTensors).toBe(numTensors);
  });

  it("scores a customer alike in any block", async () => {
    const model = await fitted;
    const alone = await predictMoney(model, {
      ...many,
      customers: many.customers.slice(-1),
      columns: many.columns.map(({ name, values }) => ({ name, values: values.slice(-1) })),
    });
    const { parameters } = await predictMoney(model, many);
    expect([...alone.parameters]).toEqual([...parameters.slice(-9)].map((value) => expect.closeTo(value, 5)));
  });

  it("reports how far it is, and stops when told to", async () => {
    const shares: number[] = [];
    const abort = new AbortController();
    const fit = fitNet("ziln", [few], 7, (share) => shares.push(share), abort.signal);
    setTimeout(() => abort.abort(new Error("enough")), 30);
    await expect(fit).rejects.toThrow("enough");
    expect(shares.length).toBeGreaterThan(0);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  });

  it("says so when there is nothing finite to learn", async () => {
    const infinite = { ...few, label: few.label.map((money) => (money > 0 ? Number.POSITIVE_INFINITY : 0)) };
    await expect(fitNet("ziln", [infinite], 7, ignore)).rejects.toThrow("the held-out loss was never a number");
  });

  it("rejects cuts that do not match", async () => {
    const narrow = { ...few, columns: few.columns.slice(1) };
    await expect(fitNet("ziln", [few, narrow], 7, ignore)).rejects.toThrow(
      "ltv: the cut 2024-01-01 has the columns [basket,noise], others [eagerness,basket,noise]",
    );
    await expect(fitNet("ziln", [few, smallBase(200, 4, few.cut, 30)], 7, ignore)).rejects.toThrow(
      "looks 30 days ahead, others 90",
    );
    await expect(fitNet("ziln", [{ ...few, label: few.label.slice(1) }], 7, ignore)).rejects.toThrow(
      "has 200 customers and an array of 199",
    );
    await expect(predictMoney(await fitted, narrow)).rejects.toThrow("ltv: the model reads [eagerness,basket,noise]");
  });
});
