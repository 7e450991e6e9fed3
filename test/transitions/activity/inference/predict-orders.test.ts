import { describe, expect, it } from "vitest";
import { openForecasts } from "../../../../src/transitions/activity/inference/predict-orders.ts";
import { modelOf } from "../panel-builder.ts";

const model = {
  ...modelOf(
    [
      [0.8, 0.2],
      [0, 1],
    ],
    [1.5, 0],
  ),
  effect: { shape: undefined, values: Float64Array.of(0.5, 1.5), shares: Float64Array.of(0.5, 0.5) },
};
const last = Float64Array.of(0.3, 0.1, 0.45, 0.15);

describe("orders of the months to come", () => {
  const forecasts = openForecasts(model, [10, 11]);

  it("have chances that add up to one", () => {
    let total = 0;
    for (let first = 0; first <= 30; first++)
      for (let second = 0; second <= 30; second++) total += Math.exp(forecasts.logLikelihood(last, [first, second]));
    expect(total).toBeCloseTo(1, 9);
  });

  it("have a mean and a chance of any that follow from those chances", () => {
    let mean = 0;
    for (let first = 0; first <= 30; first++)
      for (let second = 0; second <= 30; second++)
        mean += (first + second) * Math.exp(forecasts.logLikelihood(last, [first, second]));
    const { orders, active } = forecasts.forecast(last);
    expect(orders).toBeCloseTo(mean, 9);
    expect(active).toBeCloseTo(1 - Math.exp(forecasts.logLikelihood(last, [0, 0])), 12);
  });

  it("are none for somebody who has lapsed for good", () => {
    const { orders, active } = forecasts.forecast(Float64Array.of(0, 1, 0, 0));
    expect(orders).toBe(0);
    expect(active).toBeCloseTo(0, 12);
  });
});
