import { inEachLanguage, type Text } from "../../language/text.ts";
import { writers } from "../../language/writers.ts";
import type { Objective } from "../../math/limited-memory-bfgs.ts";
import { betaGeometricObjective } from "./beta-geometric-likelihood.ts";
import type { BtydModel } from "./btyd-model.ts";
import { type LikelihoodMaximum, maximizeLikelihood } from "./maximize-likelihood.ts";
import { withoutChurn } from "./nbd-likelihood.ts";
import { paretoObjective } from "./pareto-likelihood.ts";
import { checkHistories, type PurchaseHistories } from "./purchase-histories.ts";

/** A fitted model, and how far its parameters may be believed. */
export interface BtydFit<Model extends BtydModel = BtydModel> {
  readonly status: "fitted";
  readonly model: Model;
  /** Of all customers, in their unit of time. */
  readonly logLikelihood: number;
  /** What the best model in which nobody ever dies reaches. */
  readonly logLikelihoodWithoutChurn: number;
  readonly converged: boolean;
  /** Whether the data say what each parameter is; forecasts of a model that is not identified lean on its form alone. */
  readonly identified: boolean;
  /** What is not known and why; null where all is. */
  readonly reason: Text | null;
  /**
   * Standard errors of the logarithms of the parameters, in the order of the model's fields; null where the likelihood is
   * flat.
   */
  readonly logStandardErrors: Float64Array | null;
}

export type BtydFitOrRefusal<Model extends BtydModel = BtydModel> =
  | BtydFit<Model>
  | { readonly status: "refused"; readonly reason: Text };

/** Half the 95 % point of chi-square with one degree of freedom. */
const worthAParameter = 1.92;
/** A standard error of this much on the logarithm leaves a parameter open by a factor of seven each way. */
const tooUncertain = 1;
/** Rows on which the starts compete. */
const screened = 5_000;

const parameterNames = {
  "bg-nbd": ["r", "alpha", "a", "b"],
  "mbg-nbd": ["r", "alpha", "a", "b"],
  "pareto-nbd": ["r", "alpha", "s", "beta"],
} as const;

/**
 * Maximum likelihood fit of a model of purchases and churn, on the logarithms of its parameters. Time is rescaled inside so that the
 * oldest customer is 10 old, and the result does not depend on the unit. Compress the histories first.
 *
 * The likelihoods are not concave: several starts compete, on every k-th row where there are many.
 *
 * @returns refused where nobody came back or nobody could have
 */
export function fitBtyd<Kind extends BtydModel["kind"]>(
  kind: Kind,
  histories: PurchaseHistories,
): BtydFitOrRefusal<Extract<BtydModel, { kind: Kind }>> {
  checkHistories(histories);
  const { x, tx, T, weight } = histories;
  const oldest = T.reduce((most, age) => Math.max(most, age), 0);
  const repeats = x.reduce((sum, purchases, i) => sum + purchases * (weight?.[i] ?? 1), 0);
  const customers = weight === undefined ? x.length : weight.reduce((sum, count) => sum + count, 0);
  if (repeats === 0) return { status: "refused", reason: nobodyCameBack(customers) };

  const unit = oldest / 10;
  const rescaled = { x, tx: tx.map((time) => time / unit), T: T.map((time) => time / unit), weight };
  const maximum = maximizeLikelihood(
    objectiveOf(kind, rescaled),
    objectiveOf(kind, everyKth(rescaled, Math.ceil(x.length / screened))),
    startsOf(repeats / customers),
    customers,
  );
  // Each purchase has a density per unit of time.
  const inUnits = repeats * Math.log(unit);
  const logLikelihood = maximum.logLikelihood - inUnits;
  const logLikelihoodWithoutChurn = withoutChurn(rescaled, customers) - inUnits;
  const reason = doubtOf(kind, maximum, logLikelihood - logLikelihoodWithoutChurn);
  const [first, second, third, fourth] = maximum.at.map(Math.exp);
  const model: BtydModel =
    kind === "pareto-nbd"
      ? { kind, r: first, alpha: second * unit, s: third, beta: fourth * unit }
      : { kind, r: first, alpha: second * unit, a: third, b: fourth };
  return {
    status: "fitted",
    model: model as Extract<BtydModel, { kind: Kind }>, // of the kind just asked for
    logLikelihood,
    logLikelihoodWithoutChurn,
    converged: maximum.converged,
    identified: reason === null,
    reason,
    logStandardErrors: maximum.standardErrors ?? null,
  };
}

function objectiveOf(kind: BtydModel["kind"], histories: PurchaseHistories): Objective {
  return kind === "pareto-nbd" ? paretoObjective(histories) : betaGeometricObjective(kind, histories);
}

/** Rates about as frequent as the purchases seen, with customers more or less alike, who die soon or late. */
function startsOf(repeatsPerCustomer: number): Float64Array[] {
  const alpha = (r: number) => Math.log((r * 5) / repeatsPerCustomer);
  return [
    Float64Array.of(Math.log(0.5), alpha(0.5), Math.log(0.5), Math.log(2)),
    Float64Array.of(Math.log(2), alpha(2), Math.log(1), Math.log(10)),
    Float64Array.of(Math.log(0.2), alpha(0.2), Math.log(3), Math.log(20)),
  ];
}

function everyKth(histories: PurchaseHistories, k: number): PurchaseHistories {
  if (k === 1) return histories;
  const pick = (column: Float64Array) => column.filter((_, row) => row % k === 0);
  const { x, tx, T, weight } = histories;
  return { x: pick(x), tx: pick(tx), T: pick(T), weight: weight && pick(weight) };
}

function nobodyCameBack(customers: number): Text {
  return inEachLanguage((language) => {
    const count = writers[language].count(customers);
    return {
      en: `ltv: none of ${count} customers bought a second time before the cut; a model of repeat purchases needs some`,
      ru: `LTV: ни один из клиентов (${count}) не купил второй раз до среза; модели повторных покупок нужны такие клиенты`,
    }[language];
  });
}

/** Why the parameters may not be believed, or null. */
function doubtOf(
  kind: BtydModel["kind"],
  { at, converged, standardErrors }: LikelihoodMaximum,
  gained: number,
): Text | null {
  if (gained < worthAParameter) {
    return inEachLanguage((language) => {
      const gain = writers[language].decimal(Math.max(0, gained), 2);
      return {
        en: `churn is not identifiable: a model in which nobody leaves fits as well (log-likelihood better by ${gain} only)`,
        ru: `отток не определяется: модель, в которой никто не уходит, подходит так же хорошо (логарифм правдоподобия больше всего на ${gain})`,
      }[language];
    });
  }
  const names = parameterNames[kind];
  const loosest = [0, 2].map((shape) => {
    const error = standardErrors === undefined ? Math.abs(at[shape]) : standardErrors[shape];
    return { shape, error };
  });
  const { shape, error } = loosest[1].error > loosest[0].error ? loosest[1] : loosest[0];
  if (standardErrors === undefined || error > tooUncertain) {
    const pair = { one: names[shape], other: names[shape + 1] };
    return {
      en: `the likelihood is flat along ${pair.one} and ${pair.other}: the data fix little more than their ratio, and not how much customers differ`,
      ru: `правдоподобие почти не меняется вдоль ${pair.one} и ${pair.other}: данные определяют разве что их отношение, но не то, насколько различаются клиенты`,
    };
  }
  if (!converged) {
    return {
      en: "the search for the highest likelihood ended before the top",
      ru: "поиск наибольшего правдоподобия остановился, не дойдя до вершины",
    };
  }
  return null;
}
