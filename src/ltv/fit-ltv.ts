import { russian } from "../language/russian.ts";
import type { Language, Text } from "../language/text.ts";
import { writers } from "../language/writers.ts";
import { toIsoDate } from "../math/calendar.ts";
import { forecastLastPeriodAgain, forecastTextbook } from "./baselines.ts";
import { calibrate } from "./evaluation/calibration.ts";
import { evaluateLtv, type LtvMetrics } from "./evaluation/evaluate-ltv.ts";
import type { LtvEvaluation, LtvModelKind } from "./ltv-evaluation.ts";
import { fitNet, type NetModel } from "./net/fit-net.ts";
import { type NumericBackend, openBackend } from "./net/open-backend.ts";
import { type LtvForecast, predictMoney, summariseMixture } from "./net/predict-money.ts";
import { netDistributions } from "./pool/net-distributions.ts";
import {
  assertLabelsKnownBy,
  assertSameShape,
  countBuyers,
  type LabelledCut,
  type LtvCut,
  moneyEarned,
} from "./protocol/ltv-cut.ts";

/** Fewest customers, and fewest of them with money, for a net to learn from or a test to mean something. */
const fewestCustomers = 100;
const fewestBuyers = 30;

export interface LtvTask {
  /** Cuts to train on for the test; their label windows end at or before the test cut. */
  readonly trainCuts: readonly LabelledCut[];
  /** The honest cut, on which all forecasts are compared. */
  readonly testCut: LabelledCut;
  /** Cuts to train on for the scores; their label windows end at or before the score cut. */
  readonly scoreTrainCuts: readonly LabelledCut[];
  /** The customers as of the run. */
  readonly scoreCut: LtvCut;
  readonly seed: number;
}

/** A fitted forecast of money; a baseline has nothing to learn. */
export type LtvModel = NetModel | { readonly kind: "last-period" | "textbook"; readonly horizonDays: number };

/** Forecast of each customer of the score cut, minor units; where a baseline is champion, only `mean` is known. */
export interface LtvScores extends LtvForecast {
  readonly customers: Int32Array;
  readonly horizonDays: number;
}

export type LtvResult =
  | {
      readonly status: "done";
      readonly evaluation: Extract<LtvEvaluation, { status: "done" }>;
      readonly scores: LtvScores;
      readonly model: LtvModel;
      readonly backend: NumericBackend;
    }
  | { readonly status: "refused"; readonly reason: Text };

/**
 * Forecasts the money of every customer, after an honest test: nets trained on the earlier cuts and both baselines are
 * held against the label window of the test cut, which none of them has seen. The one with the highest normalised Gini
 * becomes champion; a net is then trained afresh on all cuts whose labels are known by now and scores the customers as
 * of the run. A baseline as champion scores them itself: it has no distribution, so interval and chance are NaN.
 *
 * Takes two trainings of at most 30,000 rows, whatever the number of customers. Refused with too little to learn from.
 *
 * @param onProgress called with the share of the work that is done
 * @throws RangeError if a label window reaches beyond the day it must be known by, or cuts do not match
 * @throws the reason of `signal` when aborted
 */
export async function fitLtv(
  { trainCuts, testCut, scoreTrainCuts, scoreCut, seed }: LtvTask,
  onProgress: (share: number) => void = () => {},
  signal?: AbortSignal,
): Promise<LtvResult> {
  assertSameShape([testCut, ...trainCuts, ...scoreTrainCuts, scoreCut]);
  assertLabelsKnownBy(testCut.cut, trainCuts);
  assertLabelsKnownBy(scoreCut.cut, [testCut, ...scoreTrainCuts]);
  const reason =
    whyNot({ en: "train on", ru: "обучения" }, trainCuts) ??
    whyNot({ en: "test on", ru: "проверки" }, [testCut]) ??
    whyNot({ en: "train the scores on", ru: "обучения итоговой модели" }, scoreTrainCuts);
  if (reason !== undefined) return { status: "refused", reason };

  const backend = await openBackend();
  const net = await fitNet("ziln", trainCuts, seed, (share) => onProgress(share / 2), signal);
  const mixture = await predictMoney(net, testCut, signal);
  const money = moneyEarned(testCut.label);
  const models = [
    { model: "ziln" as const, metrics: evaluateLtv(summariseMixture(mixture).mean, testCut.label) },
    { model: "last-period" as const, metrics: evaluateLtv(forecastLastPeriodAgain(testCut), testCut.label) },
    { model: "textbook" as const, metrics: evaluateLtv(forecastTextbook(testCut), testCut.label) },
  ];
  const { champion, why } = choose(models, testCut);

  const model: LtvModel =
    champion === "ziln"
      ? await fitNet("ziln", scoreTrainCuts, seed, (share) => onProgress((1 + share) / 2), signal)
      : { kind: champion, horizonDays: scoreCut.horizonDays };
  const forecast = await forecastLtv(model, scoreCut, signal);
  onProgress(1);
  return {
    status: "done",
    evaluation: {
      status: "done",
      horizonDays: testCut.horizonDays,
      testCut: toIsoDate(testCut.cut),
      customers: testCut.customers.length,
      buyers: countBuyers(testCut.label),
      money: money.reduce((total, value) => total + value, 0),
      negativeLabels: testCut.label.filter((value) => value < 0).length,
      training: summariseTraining(net),
      models,
      calibration: calibrate(netDistributions(mixture), money, seed),
      champion,
      why,
      refit: "nets" in model ? summariseTraining(model) : null,
      backend,
    },
    scores: { customers: scoreCut.customers, horizonDays: scoreCut.horizonDays, ...forecast },
    model,
    backend,
  };
}

/** Forecast of every customer of a cut by a fitted model; interval and chance of a baseline are NaN. */
export async function forecastLtv(model: LtvModel, cut: LtvCut, signal?: AbortSignal): Promise<LtvForecast> {
  if ("nets" in model) return summariseMixture(await predictMoney(model, cut, signal));
  const mean = model.kind === "textbook" ? forecastTextbook(cut) : forecastLastPeriodAgain(cut);
  const unknown = new Float64Array(mean.length).fill(Number.NaN);
  return { mean, lo: unknown, hi: unknown, chance: unknown };
}

/** @param purpose what the cuts are for, in Russian in the genitive */
function whyNot(purpose: Text, cuts: readonly LabelledCut[]): Text | undefined {
  if (cuts.length === 0) {
    return {
      en: `ltv: too little history: there is no cut to ${purpose.en} whose label window has ended`,
      ru: `LTV: история слишком короткая: для ${purpose.ru} нет даты, горизонт после которой уже прошёл`,
    };
  }
  const customers = cuts.reduce((total, cut) => total + cut.customers.length, 0);
  if (customers < fewestCustomers) {
    return {
      en: `ltv: too few customers to ${purpose.en}: ${customers}, at least ${fewestCustomers} are needed`,
      ru: `LTV: для ${purpose.ru} мало клиентов: ${customers}, нужно не меньше ${fewestCustomers}`,
    };
  }
  const buyers = cuts.reduce((total, { label }) => total + countBuyers(label), 0);
  if (buyers < fewestBuyers) {
    return {
      en: `ltv: too few buyers to ${purpose.en}: ${buyers} of ${customers} customers brought money within the horizon, at least ${fewestBuyers} are needed`,
      ru: `LTV: для ${purpose.ru} мало покупателей: за горизонт прогноза выручку принесли ${buyers} из ${russian.counted(customers, "клиента", "клиентов", "клиентов")}, нужно не меньше ${fewestBuyers}`,
    };
  }
  return undefined;
}

function choose(models: readonly { model: LtvModelKind; metrics: LtvMetrics }[], { cut }: LtvCut) {
  const [best, ...others] = models.toSorted((a, b) => b.metrics.normalisedGini - a.metrics.normalisedGini);
  const named = ({ model, metrics }: (typeof models)[number], language: Language) =>
    `${modelNames[model][language]} ${writers[language].decimal(metrics.normalisedGini, 3)}`;
  const rest = (language: Language, and: string) => others.map((other) => named(other, language)).join(and);
  const isNet = best.model === "ziln";
  return {
    champion: best.model,
    why: {
      en: `highest normalised Gini on the honest cut of ${toIsoDate(cut)}: ${named(best, "en")}, against ${rest("en", " and ")}${isNet ? "" : "; a baseline gives no interval and no chance of buying"}`,
      ru: `лучший нормированный индекс Джини на честной проверке от ${russian.date(toIsoDate(cut))}: ${named(best, "ru")}; для сравнения: ${rest("ru", ", ")}${isNet ? "" : "; у базовой модели нет ни интервала, ни вероятности покупки"}`,
    },
  };
}

/** What the models are called where their figures stand beside them. */
const modelNames: Readonly<Record<LtvModelKind, Text>> = {
  ziln: { en: "ziln", ru: "нейросеть" },
  "last-period": { en: "last-period", ru: "повтор прошлого периода" },
  textbook: { en: "textbook", ru: "формула из учебника" },
};

function summariseTraining({ cuts, rows, training }: NetModel) {
  return {
    cuts: cuts.map(toIsoDate),
    rowsUsed: rows.used,
    rowsAvailable: rows.available,
    epochs: training.map(({ epoch }) => epoch),
    heldOutLoss: training.map(({ heldOutLoss }) => heldOutLoss),
  };
}
