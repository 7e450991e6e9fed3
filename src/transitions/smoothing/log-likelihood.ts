/**
 * Log-likelihood Σ n ln p of moves under given probabilities, in nats; −∞ where a move was seen that has none. Rows
 * without moves may be unknown.
 *
 * @param counts k × k, row-major
 * @param probabilities k × k, row-major
 * @throws RangeError if lengths differ
 */
export function logLikelihood(counts: Float64Array, probabilities: Float64Array): number {
  if (counts.length !== probabilities.length) {
    throw new RangeError(`logLikelihood: ${counts.length} counts against ${probabilities.length} probabilities`);
  }
  let sum = 0;
  for (let cell = 0; cell < counts.length; cell++) {
    if (counts[cell] > 0) sum += counts[cell] * Math.log(probabilities[cell]);
  }
  return sum;
}
