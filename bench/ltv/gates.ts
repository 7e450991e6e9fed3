import type { IsoDate } from "../../src/math/calendar.ts";
import type { JudgedModel } from "./judge-cut.ts";

/** A figure that a model must reach. */
export interface Gate {
  readonly model: string;
  /** Last day seen, the first cut of the base unless given. */
  readonly lastDay?: IsoDate;
  readonly figure: Figure;
  /** Smallest and largest value that passes. */
  readonly least?: number;
  readonly most?: number;
}

const figures = {
  Gini: ({ metrics }) => metrics.normalisedGini,
  "decile MAPE": ({ metrics }) => metrics.decileMape,
  "|bias|": ({ metrics }) => Math.abs(metrics.bias),
  "PIT .8": ({ pit }) => pit?.upper80 ?? Number.NaN,
  "PIT .9": ({ pit }) => pit?.upper90 ?? Number.NaN,
  "PIT KS": ({ pit }) => pit?.ks ?? Number.NaN,
  "log-likelihood": ({ logLikelihood }) => logLikelihood ?? Number.NaN,
  /** Lower end of the band of the difference of Gini from the model that others are compared with. */
  "Gini ahead": ({ lead }) => lead?.lo ?? Number.NaN,
} satisfies Record<string, (judged: JudgedModel) => number>;
export type Figure = keyof typeof figures;

export interface CheckedGate extends Gate {
  readonly value: number;
  readonly holds: boolean;
}

/** How a base's models fare at its gates; a figure that is not there passes none. */
export function checkGates(
  gates: readonly Gate[],
  cuts: readonly { readonly lastDay: IsoDate; readonly models: readonly JudgedModel[] }[],
): CheckedGate[] {
  return gates.map((gate) => {
    const cut = cuts.find(({ lastDay }) => lastDay === (gate.lastDay ?? cuts[0].lastDay));
    const judged = cut?.models.find(({ model }) => model === gate.model);
    const value = judged === undefined ? Number.NaN : figures[gate.figure](judged);
    const { least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY } = gate;
    return { ...gate, value, holds: value >= least && value <= most };
  });
}

/** One line for people. */
export function describeGate({ model, lastDay, figure, least, most, value, holds }: CheckedGate): string {
  const bounds = [least === undefined ? [] : `≥ ${least}`, most === undefined ? [] : `≤ ${most}`].flat().join(", ");
  return `  ${holds ? "holds " : "MISSED"}  ${model}${lastDay === undefined ? "" : ` at ${lastDay}`}: ${figure} ${value.toFixed(4)} (${bounds})`;
}
