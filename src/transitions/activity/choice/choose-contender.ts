import { pairedDifference } from "../judge-candidates.ts";
import type { JudgedContender } from "./judge-contender.ts";

/** Mean difference of the log-likelihood of the months after one cut, customer by customer, with its 95 % band. */
export interface Lead {
  readonly mean: number;
  readonly lo: number;
  readonly hi: number;
}

/** How far one contender is ahead of another at each cut. */
export function leadsOver(ours: JudgedContender, theirs: JudgedContender): Lead[] {
  return ours.cuts.map(({ logLikelihood }, at) => pairedDifference(logLikelihood, theirs.cuts[at].logLikelihood));
}

/** The same as the forecasts stand without the level. */
export function plainLeadsOver(ours: JudgedContender, theirs: JudgedContender): Lead[] {
  return ours.cuts.map(({ plain }, at) => pairedDifference(plain, theirs.cuts[at].plain));
}

/** Mean log-likelihood of a customer over all cuts. */
export function meanScore({ cuts }: JudgedContender): number {
  const [sum, count] = cuts.reduce(
    ([sum, count], { logLikelihood }) => [
      sum + logLikelihood.reduce((total, value) => total + value, 0),
      count + logLikelihood.length,
    ],
    [0, 0],
  );
  return sum / count;
}

/**
 * The contender that foretells best, or the simplest that is within one standard error of it, over all cuts together.
 *
 * @param judged simple ones first
 * @see Breiman, Friedman, Olshen & Stone (1984), Classification and regression trees, 3.4.3 (the one standard error rule)
 */
export function chooseContender(judged: readonly JudgedContender[]): JudgedContender {
  const best = judged.reduce((most, one) => (meanScore(one) > meanScore(most) ? one : most));
  const all = ({ cuts }: JudgedContender) => Float64Array.from(cuts.flatMap(({ logLikelihood }) => [...logLikelihood]));
  return (
    judged.find((one) => {
      const { mean, hi } = pairedDifference(all(best), all(one));
      return mean <= (hi - mean) / normalBand;
    }) ?? best
  );
}

/** Standard errors in half a 95 % band. */
const normalBand = 1.96;
