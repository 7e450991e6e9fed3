const enough = 1e-12;
const mostRounds = 1000;

/**
 * Where those who leave a state go, if the state they leave only rules itself out: shares b of destinations, such that a
 * mover from i is in j with chance bⱼ over the sum of b over all possible destinations of i. Pooling the columns instead
 * would take a state that sends out many movers, none of whom can go to it, for one that nobody wants to go to.
 *
 * Maximum likelihood, by the rounds of an MM algorithm; a destination nobody moved to has a share of 0. O(k² · rounds).
 *
 * @param movers moves from row to column, k × k, row-major; the diagonal does not count
 * @param possible 1 where a move from row to column can happen, k × k
 * @returns length k, summing to 1, all 0 where nobody moved
 * @see Goodman (1968), The analysis of cross-classified data: independence, quasi-independence and interactions in
 *   contingency tables with or without missing entries, JASA 63, 1091–1131; Hunter (2004), MM algorithms for generalized
 *   Bradley-Terry models, Annals of Statistics 32, 384–406
 */
export function moverDestinations(movers: Float64Array, possible: Uint8Array, k: number): Float64Array {
  const leaving = new Float64Array(k);
  const arriving = new Float64Array(k);
  let all = 0;
  forEachMove(possible, k, (from, to, cell) => {
    leaving[from] += movers[cell];
    arriving[to] += movers[cell];
    all += movers[cell];
  });
  if (all === 0) return arriving;

  let shares = arriving.map((count) => count / all);
  for (let round = 0; round < mostRounds; round++) {
    const open = new Float64Array(k);
    forEachMove(possible, k, (from, to) => {
      open[from] += shares[to];
    });
    const offered = new Float64Array(k);
    forEachMove(possible, k, (from, to) => {
      if (leaving[from] > 0) offered[to] += leaving[from] / open[from];
    });
    const next = arriving.map((count, to) => (count === 0 ? 0 : count / offered[to]));
    const sum = next.reduce((total, share) => total + share, 0);
    const before = shares;
    shares = next.map((share) => share / sum);
    if (shares.every((share, to) => Math.abs(share - before[to]) < enough)) break;
  }
  return shares;
}

function forEachMove(possible: Uint8Array, k: number, visit: (from: number, to: number, cell: number) => void): void {
  for (let from = 0; from < k; from++) {
    for (let to = 0; to < k; to++) if (to !== from && possible[from * k + to] === 1) visit(from, to, from * k + to);
  }
}
