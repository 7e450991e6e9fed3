import type { JudgedModel } from "./judge-cut.ts";

/** What a model must reach at the cut of protocol P1. */
export interface Gates {
  readonly leastGini: number;
  readonly mostDecileMape: number;
  readonly mostBias: number;
  /** Of the shares at or below the 80 % and 90 % quantiles. */
  readonly mostPitError: number;
}

/** Which gates a model passes. */
export function checkGates({ metrics, pit }: JudgedModel, gates: Gates) {
  if (pit === null) throw new RangeError("gates: the model has no distribution");
  const checks = {
    gini: metrics.normalisedGini >= gates.leastGini,
    decileMape: metrics.decileMape <= gates.mostDecileMape,
    bias: Math.abs(metrics.bias) <= gates.mostBias,
    upper80: Math.abs(pit.upper[0.8] - 0.8) <= gates.mostPitError,
    upper90: Math.abs(pit.upper[0.9] - 0.9) <= gates.mostPitError,
  };
  return { checks, holds: Object.values(checks).every(Boolean) };
}
