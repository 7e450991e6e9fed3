import type { Text } from "../../language/text.ts";
import { rowTotal } from "../estimate-transitions.ts";
import { estimateConcentration } from "./dirichlet-multinomial.ts";
import { type PooledOrigins, poolOrigins, type SmoothingLevel } from "./pool-origins.ts";
import { posteriorMoments, type TransitionPosterior } from "./transition-posterior.ts";

/** A transition matrix that borrows from the level above it where it has seen little. */
export interface SmoothedMatrix {
  readonly posterior: TransitionPosterior;
  /** Posterior means, k × k, row-major; every row sums to 1, also those nobody was seen in. */
  readonly probabilities: Float64Array;
  /** Moves seen out of each state, staying included, length k: what the row knows by itself. */
  readonly seen: Float64Array;
}

export interface SmoothedTransitions {
  readonly status: "done";
  /** The level above all origins. */
  readonly everybody: PooledOrigins;
  /** All cohorts together. */
  readonly origins: SmoothedMatrix;
  /** The level above the cohorts; what rows are worth is estimated for each origin by itself. */
  readonly cohortLevel: SmoothingLevel;
  /** Each cohort, in the order given; empty with fewer than two. */
  readonly cohorts: readonly SmoothedMatrix[];
}

export type Smoothing = SmoothedTransitions | { readonly status: "refused"; readonly reason: Text };

/**
 * Hierarchical smoothing of moves: everybody → origin → cohort.
 *
 * Staying dominates a transition matrix, and the cell of those who stay is another one in each row: drawn to their average,
 * rows would lend one another the wrong cell. So two questions are smoothed apart:
 *
 *     staying     σᵢ ~ Beta around σ        how often does anybody stay in a state?
 *     who leaves  dᵢ ~ Dirichlet around b   where do movers go, whatever state they leave? (bⱼ over Σ b of j ≠ i)
 *
 * with pᵢᵢ = σᵢ and pᵢⱼ = (1 − σᵢ) dᵢⱼ. How many moves σ and b are worth to a row is estimated by marginal likelihood: many
 * where rows are alike, few where they differ. The cohorts of an origin are drawn to its smoothed row in the same way. A
 * level is worth at most the moves that were seen in it, and a destination nobody was ever seen to move to keeps the
 * chance 0.
 *
 * O(cohorts · k²) a round of each search, of which there are some hundred.
 *
 * @param cohorts moves from row to column of each cohort, k × k, row-major; expected moves may be broken numbers
 * @param possible 1 where a move from row to column can happen at all, k × k; everything can when left out
 * @returns refused without a single move
 * @throws RangeError if lengths differ, a count is negative, an impossible move was seen, or a state can neither be kept
 *   nor left
 * @see Good (1965), The Estimation of Probabilities; Minka (2000), Estimating a Dirichlet distribution
 */
export function smoothTransitions(
  cohorts: readonly Float64Array[],
  k: number,
  possible = new Uint8Array(k * k).fill(1),
): Smoothing {
  for (const counts of cohorts) checkMoves(counts, possible, k);
  const counts = new Float64Array(k * k).map((_, cell) => cohorts.reduce((sum, one) => sum + one[cell], 0));
  if (counts.every((count) => count === 0)) return { status: "refused", reason: nobodySeen };

  const everybody = poolOrigins(counts, possible, k);
  const origins = smoothedMatrix(counts, everybody.level);
  const cohortLevel = levelOfOrigins(origins, cohorts);
  return {
    status: "done",
    ...{ everybody, origins, cohortLevel },
    cohorts: cohorts.length < 2 ? [] : cohorts.map((one) => smoothedMatrix(one, cohortLevel)),
  };
}

function smoothedMatrix(counts: Float64Array, level: SmoothingLevel): SmoothedMatrix {
  const k = level.stay.length;
  const seen = Float64Array.from({ length: k }, (_, from) => rowTotal(counts, from, k));
  const stayed = seen.map((_, from) => counts[from * (k + 1)]);
  const posterior = {
    stay: stayed.map((count, from) => count + level.stayWorth[from] * level.stay[from]),
    leave: seen.map((n, from) => n - stayed[from] + level.stayWorth[from] * (1 - level.stay[from])),
    moves: level.destinations.map((share, cell) => {
      const own = cell % (k + 1) === 0 ? 0 : counts[cell];
      return own + level.movesWorth[Math.floor(cell / k)] * share;
    }),
  };
  return { posterior, probabilities: posteriorMoments(posterior).mean, seen };
}

/** The rows of the origins as means of their cohorts, each worth what the cohorts' moves say. */
function levelOfOrigins({ posterior }: SmoothedMatrix, cohorts: readonly Float64Array[]): SmoothingLevel {
  const k = posterior.stay.length;
  const stay = posterior.stay.map((parameter, from) => parameter / (parameter + posterior.leave[from]));
  const totals = stay.map((_, from) => rowTotal(posterior.moves, from, k));
  const destinations = posterior.moves.map((parameter, cell) => {
    const total = totals[Math.floor(cell / k)];
    return total === 0 ? 0 : parameter / total;
  });
  const repeated = (row: Iterable<number>) => Float64Array.from(cohorts.flatMap(() => [...row]));
  return {
    ...{ stay, destinations },
    stayWorth: stay.map((chance, from) => {
      const counts = cohorts.flatMap((one) => [one[from * (k + 1)], rowTotal(one, from, k) - one[from * (k + 1)]]);
      const means = repeated([chance, 1 - chance]);
      const known = posterior.stay[from] + posterior.leave[from];
      return estimateConcentration({ k: 2, counts: Float64Array.from(counts), means }, Math.max(1, known))
        .concentration;
    }),
    movesWorth: stay.map((_, from) => {
      const counts = cohorts.flatMap((one) => [...one.subarray(from * k, (from + 1) * k)].with(from, 0));
      const means = repeated(destinations.subarray(from * k, (from + 1) * k));
      return estimateConcentration({ k, counts: Float64Array.from(counts), means }, Math.max(1, totals[from]))
        .concentration;
    }),
  };
}

function checkMoves(counts: Float64Array, possible: Uint8Array, k: number): void {
  if (counts.length !== k * k || possible.length !== k * k) {
    throw new RangeError(`smoothing: ${counts.length} counts and ${possible.length} flags for ${k} × ${k} cells`);
  }
  for (const [cell, count] of counts.entries()) {
    const move = `from ${Math.floor(cell / k)} to ${cell % k}`;
    if (!(count >= 0)) throw new RangeError(`smoothing: ${move}: ${count} moves`);
    if (count > 0 && possible[cell] !== 1)
      throw new RangeError(`smoothing: ${move}: ${count} moves that cannot happen`);
  }
}

const nobodySeen: Text = {
  en: "transitions: nobody was seen in two neighbouring windows",
  ru: "переходы: никого не видели в двух соседних окнах",
};
