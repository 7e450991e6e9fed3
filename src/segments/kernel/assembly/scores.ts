/** Best and second-best score of the four rows that were scored last, and the number of the best centroid. */
export let best: v128 = f32x4.splat(0);
export let second: v128 = f32x4.splat(0);
export let winner: v128 = i32x4.splat(0);

// @ts-ignore: decorator
@inline export function keepScores(top: v128, next: v128, number: v128): void {
  best = top;
  second = next;
  winner = number;
}

/** The number of the better one: a candidate where its score is above the best so far. */
// @ts-ignore: decorator
@inline export function nearer(candidate: v128, number: v128, score: v128, top: v128): v128 {
  return v128.bitselect(candidate, number, f32x4.gt(score, top));
}

// @ts-ignore: decorator
@inline export function runnerUp(next: v128, top: v128, score: v128): v128 {
  return f32x4.pmax(next, f32x4.pmin(top, score));
}
