import { inEachLanguage, type Text } from "../../language/text.ts";
import { writers } from "../../language/writers.ts";
import {
  type GammaGammaModel,
  gammaGammaObjective,
  isUsable,
  meanSpend,
  type SpendHistories,
  spendPosterior,
} from "./gamma-gamma.ts";
import { maximizeLikelihood } from "./maximize-likelihood.ts";

/** A fitted model of spend, and how far its parameters may be believed. */
export interface GammaGammaFit {
  readonly status: "fitted";
  readonly model: GammaGammaModel;
  readonly logLikelihood: number;
  /** Customers it was fitted on. */
  readonly customers: number;
  /** Those left out: without a purchase that counts, and with a mean that is not above 0. */
  readonly excluded: { readonly withoutPurchases: number; readonly notPositive: number };
  /** Mean money of a purchase over the population; null where q ≤ 1, which has none. */
  readonly populationMean: number | null;
  readonly converged: boolean;
  readonly identified: boolean;
  /** Why not, or why there is no mean; null where all is well. */
  readonly reason: Text | null;
  /** Standard errors of the logarithms of p, q and gamma; null where the likelihood is flat. */
  readonly logStandardErrors: Float64Array | null;
}

export type GammaGammaFitOrRefusal = GammaGammaFit | { readonly status: "refused"; readonly reason: Text };

/** Fewer customers than parameters say nothing. */
const fewestCustomers = 3;
const tooUncertain = 1;
const screened = 5_000;

/**
 * Maximum likelihood fit of the Gamma-Gamma model, on the logarithms of its parameters. Money is rescaled inside, so that the result
 * does not depend on the currency's unit. Customers without a purchase that counts, or whose mean is 0, negative or not a number,
 * are left out and counted.
 *
 * @returns refused where fewer than three customers are left or all spend the same
 */
export function fitGammaGamma({ purchases, mean }: SpendHistories): GammaGammaFitOrRefusal {
  if (purchases.length !== mean.length) {
    throw new RangeError(`fitGammaGamma: ${purchases.length} counts of purchases and ${mean.length} means`);
  }
  const withoutPurchases = purchases.filter((n) => !(n >= 1)).length;
  const isKept = (_: number, i: number) => isUsable(purchases[i], mean[i]);
  const [n, m] = [purchases.filter(isKept), mean.filter(isKept)];
  const customers = n.length;
  if (customers < fewestCustomers || m.every((money) => money === m[0])) {
    return { status: "refused", reason: tooFew(customers) };
  }

  const logUnit = m.reduce((sum, money) => sum + Math.log(money), 0) / customers;
  const rescaled = { purchases: n, mean: m.map((money) => money / Math.exp(logUnit)) };
  const every = Math.ceil(customers / screened);
  const pick = (column: Float64Array) => (every === 1 ? column : column.filter((_, i) => i % every === 0));
  const { at, logLikelihood, converged, standardErrors } = maximizeLikelihood(
    gammaGammaObjective(rescaled),
    gammaGammaObjective({ purchases: pick(n), mean: pick(rescaled.mean) }),
    // Purchases of one customer much alike and customers too, or neither; of a mean of about 1.
    [Float64Array.of(1, 1, 0), Float64Array.of(0, 1, 0.5), Float64Array.of(2, 2.5, 0.3)],
    customers,
  );
  const [p, q, scale] = at.map(Math.exp);
  const model = { kind: "gamma-gamma", p, q, gamma: scale * Math.exp(logUnit) } as const;
  const isPinnedDown = standardErrors?.every((error) => error <= tooUncertain) ?? false;
  const identified = converged && isPinnedDown;
  const populationMean = meanSpend(spendPosterior(model, 0, 0));
  return {
    status: "fitted",
    model,
    logLikelihood: logLikelihood - customers * logUnit,
    customers,
    excluded: { withoutPurchases, notPositive: purchases.length - withoutPurchases - customers },
    populationMean,
    converged,
    identified,
    reason: populationMean === null ? noMean(q) : identified ? null : notIdentified,
    logStandardErrors: standardErrors ?? null,
  };
}

const notIdentified: Text = {
  en: "the likelihood of the spend model is flat: the data do not tell how far purchases of one customer differ from how far customers do",
  ru: "правдоподобие модели чека почти не меняется: по данным не отличить разброс чеков одного клиента от различий между клиентами",
};

function noMean(q: number): Text {
  return inEachLanguage((language) => {
    const shape = writers[language].decimal(q, 2);
    return {
      en: `the spend model has no mean: its tail is too heavy (q = ${shape}, a mean needs q above 1)`,
      ru: `у модели чека нет среднего: слишком тяжёлый хвост (q = ${shape}, для среднего нужно q больше 1)`,
    }[language];
  });
}

function tooFew(customers: number): Text {
  return inEachLanguage((language) => {
    const count = writers[language].count(customers);
    return {
      en: `ltv: a model of spend needs three customers or more with different positive mean amounts, got ${count}`,
      ru: `LTV: модели чека нужны хотя бы три клиента с разными положительными средними чеками, есть ${count}`,
    }[language];
  });
}
