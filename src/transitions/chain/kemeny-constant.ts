/**
 * Kemeny's constant of an irreducible chain: mean windows from a state to one drawn by the stationary distribution,
 * Σⱼ πⱼ mᵢⱼ, which is the same from every state. Drawing the present state counts 0 windows, so that it is trace Z − 1 of
 * the fundamental matrix Z = (I − P + 1π)⁻¹.
 *
 * @param stationary length k
 * @param passageTimes mean first passage times, k × k, 0 on the diagonal
 * @see Kemeny & Snell (1976), Finite Markov Chains, theorem 4.4.10
 */
export function kemenyConstant(stationary: Float64Array, passageTimes: Float64Array): number {
  return stationary.reduce((sum, share, to) => sum + share * passageTimes[to], 0);
}
