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
 * The contender that foretells best, or a simpler one that is not plainly behind it: whose band of differences over all cuts
 * together holds 0.
 *
 * @param judged simple ones first
 */
export function chooseContender(judged: readonly JudgedContender[]): JudgedContender {
  const best = judged.reduce((most, one) => (meanScore(one) > meanScore(most) ? one : most));
  const all = ({ cuts }: JudgedContender) => Float64Array.from(cuts.flatMap(({ logLikelihood }) => [...logLikelihood]));
  return judged.find((one) => pairedDifference(all(best), all(one)).lo <= 0) ?? best;
}
