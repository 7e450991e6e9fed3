import type { MarkovChain } from "./markov-chain.ts";

/** Mean windows spent in each state at a stretch, the first one counted: 1/(1 − pᵢᵢ), length k; ∞ in an absorbing state. */
export function meanHoldingTimes(chain: MarkovChain): Float64Array {
  return chancesToLeave(chain).map((leaving) => 1 / leaving);
}

/** 1 − pᵢᵢ of each state, length k, as what the other cells of the row sum to: no digit is lost where few leave. */
export function chancesToLeave({ k, probabilities }: MarkovChain): Float64Array {
  return Float64Array.from({ length: k }, (_, state) => {
    let leaving = 0;
    for (let to = 0; to < k; to++) if (to !== state) leaving += probabilities[state * k + to];
    return leaving;
  });
}
