import { chancesToLeave } from "./holding-time.ts";
import type { MarkovChain } from "./markov-chain.ts";

/**
 * Shorrocks' mobility index (k − trace P)/(k − 1): the mean chance to leave a state, over k/(k − 1). 0 when nobody ever
 * moves, 1 when the next state does not depend on the present one, at most k/(k − 1). NaN with one state.
 *
 * @see Shorrocks (1978), The measurement of mobility, Econometrica 46, 1013–1024
 */
export function shorrocksMobility(chain: MarkovChain): number {
  return chancesToLeave(chain).reduce((sum, leaving) => sum + leaving, 0) / (chain.k - 1);
}

/**
 * Windows in which half of what still tells where customers began is gone: ln ½ / ln of the second largest modulus of an
 * eigenvalue. 0 where it is all gone after one, ∞ where it never goes: several recurrent classes, or a period.
 *
 * @param slem second largest modulus of an eigenvalue, 0…1
 */
export function halfLife(slem: number): number {
  if (slem === 0) return 0;
  return slem >= 1 ? Number.POSITIVE_INFINITY : Math.log(0.5) / Math.log(slem);
}
