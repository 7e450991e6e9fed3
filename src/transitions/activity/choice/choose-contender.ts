import type { JudgedContender } from "./judge-contender.ts";
import { type PairedDifference, pairedDifference } from "./paired-difference.ts";

/** Mean difference of the log-likelihood of the months after one cut, customer by customer, with its 95 % band. */
export type Lead = Pick<PairedDifference, "mean" | "lo" | "hi">;

function leadOf(ours: Float64Array, theirs: Float64Array): Lead {
  const { mean, lo, hi } = pairedDifference(ours, theirs);
  return { mean, lo, hi };
}

/** How far one contender is ahead of another at each cut. */
export function leadsOver(ours: JudgedContender, theirs: JudgedContender): Lead[] {
  return ours.cuts.map(({ logLikelihood }, at) => leadOf(logLikelihood, theirs.cuts[at].logLikelihood));
}

/** The same as the forecasts stand without the level. */
export function plainLeadsOver(ours: JudgedContender, theirs: JudgedContender): Lead[] {
  return ours.cuts.map(({ plain }, at) => leadOf(plain, theirs.cuts[at].plain));
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
      const { mean, standardError } = pairedDifference(all(best), all(one));
      return mean <= standardError;
    }) ?? best
  );
}
