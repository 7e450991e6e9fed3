import { adjustedRandIndex } from "../../../segments/agreement/adjusted-rand-index.ts";
import type { CustomerOutlooks } from "../inference/customer-outlooks.ts";

/** Posterior from which on it is plain which state a customer is in. */
export const firmPosterior = 0.8;

/** State that each customer is most likely in. */
export function likelyStates({ posterior }: Pick<CustomerOutlooks, "posterior">, k: number): Int32Array {
  return Int32Array.from({ length: posterior.length / k }, (_, i) => {
    let best = 0;
    for (let z = 1; z < k; z++) if (posterior[i * k + z] > posterior[i * k + best]) best = z;
    return best;
  });
}

/** Share of the customers whose most likely state has a posterior of at least `firmPosterior`. */
export function firmShare({ posterior }: Pick<CustomerOutlooks, "posterior">, k: number): number {
  const n = posterior.length / k;
  let firm = 0;
  for (let i = 0; i < n; i++)
    for (let z = 0; z < k; z++)
      if (posterior[i * k + z] >= firmPosterior) {
        firm += 1;
        break;
      }
  return firm / n;
}

/** Adjusted Rand index of the likely states by two models of the same number of states. */
export function labelAgreement(
  ours: Pick<CustomerOutlooks, "posterior">,
  theirs: Pick<CustomerOutlooks, "posterior">,
  k: number,
): number {
  return adjustedRandIndex(likelyStates(ours, k), likelyStates(theirs, k));
}
