import { highHalves, lowHalves, multiplyAdd, zipHigh, zipLow } from "./lanes";
import * as m from "./memory";
import { keepScores, nearer, runnerUp } from "./scores";

/**
 * Scores x·c − |c|²/2 of four rows against all centroids, of which the largest belongs to the nearest: tiles of eight
 * centroids, whose eight sums stay in registers, and one of four where that is all that is left.
 */
// @ts-ignore: decorator
@inline export function score(p0: usize, p1: usize, p2: usize, p3: usize): void {
  let top = f32x4.splat(-3e38);
  let next = top;
  let number = i32x4.splat(0);
  let candidate = i32x4.splat(0);
  let tile = m.tiles;
  let half = m.halfNorms;
  const bytes = (<usize>m.stride) << 2;
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
      a0 = multiplyAdd(x0, c, a0);
      b0 = multiplyAdd(x0, d, b0);
      const x1 = v128.load32_splat(p1 + j);
      a1 = multiplyAdd(x1, c, a1);
      b1 = multiplyAdd(x1, d, b1);
      const x2 = v128.load32_splat(p2 + j);
      a2 = multiplyAdd(x2, c, a2);
      b2 = multiplyAdd(x2, d, b2);
      const x3 = v128.load32_splat(p3 + j);
      a3 = multiplyAdd(x3, c, a3);
      b3 = multiplyAdd(x3, d, b3);
    }
    const r = zipLow(a0, a1);
    const s = zipLow(a2, a3);
    const t = zipHigh(a0, a1);
    const u = zipHigh(a2, a3);
    let v = lowHalves(r, s);
    number = nearer(candidate, number, v, top);
    next = runnerUp(next, top, v);
    top = f32x4.pmax(top, v);
    candidate = i32x4.add(candidate, one);
    v = highHalves(r, s);
    number = nearer(candidate, number, v, top);
    next = runnerUp(next, top, v);
    top = f32x4.pmax(top, v);
    candidate = i32x4.add(candidate, one);
    v = lowHalves(t, u);
    number = nearer(candidate, number, v, top);
    next = runnerUp(next, top, v);
    top = f32x4.pmax(top, v);
    candidate = i32x4.add(candidate, one);
    v = highHalves(t, u);
    number = nearer(candidate, number, v, top);
    next = runnerUp(next, top, v);
    top = f32x4.pmax(top, v);
    candidate = i32x4.add(candidate, one);
    const r2 = zipLow(b0, b1);
    const s2 = zipLow(b2, b3);
    const t2 = zipHigh(b0, b1);
    const u2 = zipHigh(b2, b3);
    v = lowHalves(r2, s2);
    number = nearer(candidate, number, v, top);
    next = runnerUp(next, top, v);
    top = f32x4.pmax(top, v);
    candidate = i32x4.add(candidate, one);
    v = highHalves(r2, s2);
    number = nearer(candidate, number, v, top);
    next = runnerUp(next, top, v);
    top = f32x4.pmax(top, v);
    candidate = i32x4.add(candidate, one);
    v = lowHalves(t2, u2);
    number = nearer(candidate, number, v, top);
    next = runnerUp(next, top, v);
    top = f32x4.pmax(top, v);
    candidate = i32x4.add(candidate, one);
    v = highHalves(t2, u2);
    number = nearer(candidate, number, v, top);
    next = runnerUp(next, top, v);
    top = f32x4.pmax(top, v);
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
      a0 = multiplyAdd(v128.load32_splat(p0 + j), c, a0);
      a1 = multiplyAdd(v128.load32_splat(p1 + j), c, a1);
      a2 = multiplyAdd(v128.load32_splat(p2 + j), c, a2);
      a3 = multiplyAdd(v128.load32_splat(p3 + j), c, a3);
    }
    const r = zipLow(a0, a1);
    const s = zipLow(a2, a3);
    const t = zipHigh(a0, a1);
    const u = zipHigh(a2, a3);
    let v = lowHalves(r, s);
    number = nearer(candidate, number, v, top);
    next = runnerUp(next, top, v);
    top = f32x4.pmax(top, v);
    candidate = i32x4.add(candidate, one);
    v = highHalves(r, s);
    number = nearer(candidate, number, v, top);
    next = runnerUp(next, top, v);
    top = f32x4.pmax(top, v);
    candidate = i32x4.add(candidate, one);
    v = lowHalves(t, u);
    number = nearer(candidate, number, v, top);
    next = runnerUp(next, top, v);
    top = f32x4.pmax(top, v);
    candidate = i32x4.add(candidate, one);
    v = highHalves(t, u);
    number = nearer(candidate, number, v, top);
    next = runnerUp(next, top, v);
    top = f32x4.pmax(top, v);
  }
  keepScores(top, next, number);
}
