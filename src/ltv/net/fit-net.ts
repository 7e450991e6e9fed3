import type { EpochDay } from "../../math/calendar.ts";
import { createRandom } from "../../math/random.ts";
import { assertSameShape, type LabelledCut, moneyEarned } from "../protocol/ltv-cut.ts";
import { type MoneyHeadKind, type MoneySummary, moneyHeads } from "./money-head.ts";
import type { NetWeights } from "./money-net.ts";
import { encodeInputs, fitInput, type NetInput } from "./net-inputs.ts";
import { openBackend } from "./open-backend.ts";
import { type NetRows, type TrainingData, trainNet, usualTraining } from "./train-net.ts";
import { chooseTrainingRows, type RowsByCut } from "./training-rows.ts";

/** Nets whose forecasts are averaged: one net's bias moves by several per cent with its seed. */
const nets = 3;

/** A fitted forecast of money: the mean of the distributions that some nets give. */
export interface NetModel {
  readonly kind: MoneyHeadKind;
  readonly horizonDays: number;
  /** The cuts it learned from. */
  readonly cuts: readonly EpochDay[];
  readonly inputs: readonly NetInput[];
  readonly nets: readonly NetWeights[];
  /** Rows used (held-out ones included) and rows there were; fewer when a seeded sample was drawn. */
  readonly rows: { readonly used: number; readonly available: number };
  /** Of each net: the epoch that was kept and its mean held-out loss. */
  readonly training: readonly { readonly epoch: number; readonly heldOutLoss: number }[];
}

/**
 * Fits a forecast of the money of the next `horizonDays`, a chance of nothing and one lognormal or two: three nets from different
 * random starts, each stopped early on the fifth of the customers that are held out. Negative net labels count as 0.
 *
 * The same cuts and seed give the same weights on the same backend and platform.
 *
 * @param onProgress called with the share of the work that is done, up to 1
 * @throws RangeError if cuts do not match, nobody is held out or left to train on, or no training row has money
 * @see Wang, Liu & Miao (2019), A deep probabilistic model for customer lifetime value prediction, arXiv:1912.07753
 */
export async function fitNet(
  kind: MoneyHeadKind,
  cuts: readonly LabelledCut[],
  seed: number,
  onProgress: (share: number) => void,
  signal?: AbortSignal,
  settings = usualTraining,
): Promise<NetModel> {
  assertSameShape(cuts);
  await openBackend();
  const rows = chooseTrainingRows(cuts, seed, settings.mostRows);
  const inputs = fitInputs(cuts, rows.training);
  const data: TrainingData = {
    head: moneyHeads[kind],
    d: inputs.length,
    training: netRows(inputs, cuts, rows.training),
    heldOut: netRows(inputs, cuts, rows.heldOut),
    summary: summarise(cuts, rows.training),
  };
  const trained = [];
  for (let net = 0; net < nets; net++) {
    const onEpoch = (share: number) => onProgress((net + share) / nets);
    trained.push(await trainNet(data, createRandom(seed, 1 + net), settings, onEpoch, signal));
    onProgress((net + 1) / nets);
  }
  return {
    kind,
    horizonDays: cuts[0].horizonDays,
    cuts: cuts.map(({ cut }) => cut),
    inputs,
    nets: trained.map(({ weights }) => weights),
    rows: { used: rows.used, available: rows.available },
    training: trained.map(({ epoch, heldOutLoss }) => ({ epoch, heldOutLoss })),
  };
}

function fitInputs(cuts: readonly LabelledCut[], rows: RowsByCut): NetInput[] {
  return cuts[0].columns.map(({ name }, column) =>
    fitInput(
      name,
      gather(cuts, rows, (cut) => cut.columns[column].values),
    ),
  );
}

function netRows(inputs: readonly NetInput[], cuts: readonly LabelledCut[], rows: RowsByCut): NetRows {
  const money = moneyEarned(gather(cuts, rows, ({ label }) => label));
  const encoded = new Float32Array(money.length * inputs.length);
  let offset = 0;
  for (const [i, { columns }] of cuts.entries()) {
    const block = encodeInputs(inputs, columns, rows[i]);
    encoded.set(block, offset);
    offset += block.length;
  }
  const targets = new Float32Array(money.length * 2);
  for (const [i, value] of money.entries()) {
    if (value > 0) targets.set([1, Math.log(value)], i * 2);
  }
  return { inputs: encoded, targets };
}

function summarise(cuts: readonly LabelledCut[], rows: RowsByCut): MoneySummary {
  const labels = gather(cuts, rows, ({ label }) => label);
  const logs = labels.filter((money) => money > 0).map(Math.log);
  if (logs.length === 0) throw new RangeError(`ltv: none of ${labels.length} training rows has money`);
  const mu = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  const variance = logs.reduce((sum, log) => sum + (log - mu) ** 2, 0) / logs.length;
  return {
    // Half a row away from 0 and 1, where the logit ends.
    chance: (logs.length + 0.5) / (labels.length + 1),
    mu,
    sigma: Math.max(0.1, Math.sqrt(variance)),
  };
}

function gather(
  cuts: readonly LabelledCut[],
  rows: RowsByCut,
  values: (cut: LabelledCut) => Float64Array,
): Float64Array {
  const gathered = new Float64Array(rows.reduce((total, { length }) => total + length, 0));
  let at = 0;
  for (const [i, cut] of cuts.entries()) {
    const column = values(cut);
    for (const row of rows[i]) gathered[at++] = column[row];
  }
  return gathered;
}
