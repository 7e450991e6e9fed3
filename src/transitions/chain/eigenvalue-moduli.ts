import { EVD, Matrix } from "ml-matrix";
import type { CommunicatingClass } from "./communicating-classes.ts";
import { blockOf, type MarkovChain } from "./markov-chain.ts";
import { periodOf } from "./period.ts";

/**
 * Moduli of the eigenvalues of a chain, descending, length k, 0…1. Each class has its own; of a recurrent class as many
 * as its period are 1 exactly, whatever rounding says. O(k³).
 *
 * @see Seneta (2006), Non-negative Matrices and Markov Chains, chapter 1
 */
export function eigenvalueModuli(chain: MarkovChain, classes: readonly CommunicatingClass[]): number[] {
  return classes
    .flatMap((one) => {
      const n = one.states.length;
      const block = Matrix.from1DArray(n, n, blockOf(chain, one.states, one.states));
      const { realEigenvalues, imaginaryEigenvalues } = new EVD(block);
      const moduli = realEigenvalues
        .map((real, i) => Math.min(1, Math.hypot(real, imaginaryEigenvalues[i])))
        .sort((a, b) => b - a);
      return one.recurrent ? moduli.fill(1, 0, periodOf(chain, one)) : moduli;
    })
    .sort((a, b) => b - a);
}
