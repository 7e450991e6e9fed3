import type { MarkovChain } from "./markov-chain.ts";

/**
 * Entropy rate in nats: how uncertain a customer's next state is, given the present one, on average over a stationary
 * distribution: −Σ πᵢ Σ pᵢⱼ ln pᵢⱼ, within 0…ln k.
 *
 * @param stationary of the class it is asked of, length k
 * @see Cover & Thomas (2006), Elements of Information Theory, section 4.2
 */
export function entropyRate({ k, probabilities }: MarkovChain, stationary: Float64Array): number {
  let entropy = 0;
  for (let from = 0; from < k; from++) {
    for (let to = 0; to < k; to++) {
      const chance = probabilities[from * k + to];
      if (chance > 0) entropy -= stationary[from] * chance * Math.log(chance);
    }
  }
  return entropy;
}
