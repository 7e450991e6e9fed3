import { highHalves, lowHalves, zipHigh, zipLow } from "./lanes";
import * as m from "./memory";
import { keepScores } from "./scores";

/**
 * Scores of four rows in whole numbers of 16 bits, which takes half as long: two dimensions at a time are multiplied and
 * added up. They are off by no more than `doubtOf` says.
 */
// @ts-ignore: decorator
@inline export function coarseScore(p0: usize, p1: usize, p2: usize, p3: usize): void {
  let top = i32x4.splat(i32.MIN_VALUE);
  let next = top;
  let number = i32x4.splat(0);
  let candidate = i32x4.splat(0);
  let tile = m.coarseTiles;
  let half = m.coarseHalves;
  const bytes = (<usize>m.stride) << 1;
  const one = i32x4.splat(1);
  let left = <i32>m.centroids;
  for (; left >= 8; left -= 8) {
    let a0 = v128.load(half);
    let b0 = v128.load(half, 16);
    half += 32;
    let a1 = a0;
    let a2 = a0;
    let a3 = a0;
    let b1 = b0;
    let b2 = b0;
    let b3 = b0;
    for (let j: usize = 0; j < bytes; j += 4) {
      const c = v128.load(tile);
      const d = v128.load(tile, 16);
      tile += 32;
      const x0 = v128.load32_splat(p0 + j);
      a0 = dotAdd(x0, c, a0);
      b0 = dotAdd(x0, d, b0);
      const x1 = v128.load32_splat(p1 + j);
      a1 = dotAdd(x1, c, a1);
      b1 = dotAdd(x1, d, b1);
      const x2 = v128.load32_splat(p2 + j);
      a2 = dotAdd(x2, c, a2);
      b2 = dotAdd(x2, d, b2);
      const x3 = v128.load32_splat(p3 + j);
      a3 = dotAdd(x3, c, a3);
      b3 = dotAdd(x3, d, b3);
    }
    const r = zipLow(a0, a1);
    const s = zipLow(a2, a3);
    const t = zipHigh(a0, a1);
    const u = zipHigh(a2, a3);
    let v = lowHalves(r, s);
    number = nearerWhole(candidate, number, v, top);
    next = runnerUpWhole(next, top, v);
    top = i32x4.max_s(top, v);
    candidate = i32x4.add(candidate, one);
    v = highHalves(r, s);
    number = nearerWhole(candidate, number, v, top);
    next = runnerUpWhole(next, top, v);
    top = i32x4.max_s(top, v);
    candidate = i32x4.add(candidate, one);
    v = lowHalves(t, u);
    number = nearerWhole(candidate, number, v, top);
    next = runnerUpWhole(next, top, v);
    top = i32x4.max_s(top, v);
    candidate = i32x4.add(candidate, one);
    v = highHalves(t, u);
    number = nearerWhole(candidate, number, v, top);
    next = runnerUpWhole(next, top, v);
    top = i32x4.max_s(top, v);
    candidate = i32x4.add(candidate, one);
    const r2 = zipLow(b0, b1);
    const s2 = zipLow(b2, b3);
    const t2 = zipHigh(b0, b1);
    const u2 = zipHigh(b2, b3);
    v = lowHalves(r2, s2);
    number = nearerWhole(candidate, number, v, top);
    next = runnerUpWhole(next, top, v);
    top = i32x4.max_s(top, v);
    candidate = i32x4.add(candidate, one);
    v = highHalves(r2, s2);
    number = nearerWhole(candidate, number, v, top);
    next = runnerUpWhole(next, top, v);
    top = i32x4.max_s(top, v);
    candidate = i32x4.add(candidate, one);
    v = lowHalves(t2, u2);
    number = nearerWhole(candidate, number, v, top);
    next = runnerUpWhole(next, top, v);
    top = i32x4.max_s(top, v);
    candidate = i32x4.add(candidate, one);
    v = highHalves(t2, u2);
    number = nearerWhole(candidate, number, v, top);
    next = runnerUpWhole(next, top, v);
    top = i32x4.max_s(top, v);
    candidate = i32x4.add(candidate, one);
  }
  if (left > 0) {
    let a0 = v128.load(half);
    let a1 = a0;
    let a2 = a0;
    let a3 = a0;
    for (let j: usize = 0; j < bytes; j += 4) {
      const c = v128.load(tile);
      tile += 16;
      a0 = dotAdd(v128.load32_splat(p0 + j), c, a0);
      a1 = dotAdd(v128.load32_splat(p1 + j), c, a1);
      a2 = dotAdd(v128.load32_splat(p2 + j), c, a2);
      a3 = dotAdd(v128.load32_splat(p3 + j), c, a3);
    }
    const r = zipLow(a0, a1);
    const s = zipLow(a2, a3);
    const t = zipHigh(a0, a1);
    const u = zipHigh(a2, a3);
    let v = lowHalves(r, s);
    number = nearerWhole(candidate, number, v, top);
    next = runnerUpWhole(next, top, v);
    top = i32x4.max_s(top, v);
    candidate = i32x4.add(candidate, one);
    v = highHalves(r, s);
    number = nearerWhole(candidate, number, v, top);
    next = runnerUpWhole(next, top, v);
    top = i32x4.max_s(top, v);
    candidate = i32x4.add(candidate, one);
    v = lowHalves(t, u);
    number = nearerWhole(candidate, number, v, top);
    next = runnerUpWhole(next, top, v);
    top = i32x4.max_s(top, v);
    candidate = i32x4.add(candidate, one);
    v = highHalves(t, u);
    number = nearerWhole(candidate, number, v, top);
    next = runnerUpWhole(next, top, v);
    top = i32x4.max_s(top, v);
  }
  const unit = v128.load32_splat(m.coarseFacts);
  keepScores(
    f32x4.mul(unit, f32x4.convert_i32x4_s(top)),
    f32x4.mul(unit, f32x4.convert_i32x4_s(next)),
    number,
  );
}

/** a · b in pairs, added to c. */
// @ts-ignore: decorator
@inline function dotAdd(a: v128, b: v128, c: v128): v128 {
  return i32x4.add(i32x4.dot_i16x8_s(a, b), c);
}

// @ts-ignore: decorator
@inline function nearerWhole(candidate: v128, number: v128, score: v128, top: v128): v128 {
  return v128.bitselect(candidate, number, i32x4.gt_s(score, top));
}

// @ts-ignore: decorator
@inline function runnerUpWhole(next: v128, top: v128, score: v128): v128 {
  return i32x4.max_s(next, i32x4.min_s(top, score));
}

/** How far a coarse score of rows with these squared norms can be off; see `../coarse.ts`. */
// @ts-ignore: decorator
@inline export function doubtOf(norm: v128): v128 {
  const byLength = f32x4.mul(v128.load32_splat(m.coarseFacts, 4), f32x4.sqrt(norm));
  const bySquare = f32x4.mul(v128.load32_splat(m.coarseFacts, 8), norm);
  return f32x4.add(v128.load32_splat(m.coarseFacts, 12), f32x4.add(byLength, bySquare));
}

/** Rounds the rows of a block to whole numbers of 16 bits. */
export function coarsenBlock(start: u32, end: u32): void {
  const scale = v128.load32_splat(m.coarseFacts, 16);
  let p = m.rowAt(start);
  const stop = m.rowAt(end);
  let to = m.coarseAt(start);
  for (; p < stop; p += 16, to += 8) {
    const whole = i32x4.trunc_sat_f32x4_s(f32x4.nearest(f32x4.mul(scale, v128.load(p))));
    v128.store64_lane(to, i16x8.narrow_i32x4_s(whole, whole), 0);
  }
}
