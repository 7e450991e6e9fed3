/**
 * What is known of a transition matrix: independent posterior distributions of whether customers of each state stay, and
 * of where those who leave go. A row with a Dirichlet posterior is one of these, so nothing is lost by taking it apart.
 */
export interface TransitionPosterior {
  /** Beta parameters of staying and of leaving, in moves, each of length k; both 0 nowhere. */
  readonly stay: Float64Array;
  readonly leave: Float64Array;
  /** Dirichlet parameters of the next state of those who leave, k × k, row-major, 0 on the diagonal. */
  readonly moves: Float64Array;
}

/**
 * The posterior of rows with Dirichlet parameters, such as counts with something added to each.
 *
 * @param alpha k × k, row-major, at least 0, in every row one above 0
 * @throws RangeError otherwise
 * @see Connor & Mosimann (1969), Concepts of independence for proportions with a generalization of the Dirichlet
 *   distribution, JASA 64, 194–206
 */
export function dirichletPosterior(alpha: Float64Array, k: number): TransitionPosterior {
  if (alpha.length !== k * k)
    throw new RangeError(`dirichletPosterior: ${alpha.length} parameters for ${k} × ${k} cells`);
  const [stay, leave, moves] = [new Float64Array(k), new Float64Array(k), new Float64Array(k * k)];
  for (let from = 0; from < k; from++) {
    for (let to = 0; to < k; to++) {
      const parameter = alpha[from * k + to];
      if (!(parameter >= 0))
        throw new RangeError(`dirichletPosterior: from ${from} to ${to} the parameter is ${parameter}`);
      if (to === from) stay[from] = parameter;
      else {
        moves[from * k + to] = parameter;
        leave[from] += parameter;
      }
    }
    if (stay[from] + leave[from] === 0) throw new RangeError(`dirichletPosterior: nothing is known of row ${from}`);
  }
  return { stay, leave, moves };
}

/** Mean and variance of each probability, k × k, row-major. */
export interface PosteriorMoments {
  readonly mean: Float64Array;
  readonly variance: Float64Array;
}

/** Moments of the probabilities of a posterior. Rows of means sum to 1. O(k²). */
export function posteriorMoments({ stay, leave, moves }: TransitionPosterior): PosteriorMoments {
  const k = stay.length;
  const mean = new Float64Array(k * k);
  const variance = new Float64Array(k * k);
  for (let from = 0; from < k; from++) {
    const known = stay[from] + leave[from];
    const leaving = leave[from] / known;
    const ofLeaving = (leaving * (stay[from] / known)) / (known + 1);
    mean[from * k + from] = stay[from] / known;
    variance[from * k + from] = ofLeaving;
    if (leave[from] === 0) continue;
    const row = moves.subarray(from * k, (from + 1) * k);
    const total = row.reduce((sum, parameter) => sum + parameter, 0);
    for (let to = 0; to < k; to++) {
      if (to === from) continue;
      const share = row[to] / total;
      const ofShare = (share * (1 - share)) / (total + 1);
      mean[from * k + to] = leaving * share;
      variance[from * k + to] = ofLeaving * ofShare + ofLeaving * share ** 2 + leaving ** 2 * ofShare;
    }
  }
  return { mean, variance };
}
