import { gather, highHalves, lowHalves, multiplyAdd, promoteHigh, zipHigh, zipLow } from "./lanes";
import * as m from "./memory";

/** No cluster yet. */
// @ts-ignore: decorator
@inline const none: u32 = 255;

/** What roundings can add to a distance, as a share of it and as a length: many times what they do. */
// @ts-ignore: decorator
@inline const crumb: f32 = 1e-5;

/** Best and second-best score of four rows, and the number of the best, while centroids pass by. */
let best: v128 = f32x4.splat(0);
let second: v128 = f32x4.splat(0);
let winner: v128 = i32x4.splat(0);

/**
 * Assigns the rows of a block to their nearest centroids, the first of equally near ones, and keeps the sums of clusters
 * up to date.
 *
 * With bounds, a row is looked at only when its deadline has passed: until then no centroid can have come nearer than its
 * own. See `../bounds.ts`.
 */
export function assignBlock(start: u32, end: u32): void {
  if (m.bounded) evaluateListed(listExpired(start, end));
  else evaluateNeighbours(start, end);
}

// @ts-ignore: decorator
@inline function count(counter: usize, by: u32): void {
  const at = m.counters + (counter << 2);
  store<u32>(at, load<u32>(at) + by);
}

/**
 * Lists the rows whose deadline has passed, four at a time: the numbers of those that have are moved together by a
 * shuffle from a table, written, and the list grows by as many.
 */
function listExpired(start: u32, end: u32): u32 {
  let n: u32 = 0;
  const list = m.list;
  let four = i32x4.add(i32x4.splat(start), i32x4(0, 1, 2, 3));
  const step = i32x4.splat(4);
  for (let i = start; i < end; i += 4) {
    const a = load<u32>(m.labels + i);
    const path = gather(m.paths, a & 255, (a >> 8) & 255, (a >> 16) & 255, a >> 24);
    const expired = i32x4.bitmask(f32x4.ge(path, v128.load(m.deadlines + ((<usize>i) << 2))));
    v128.store(list + ((<usize>n) << 2), i8x16.swizzle(four, v128.load(m.compressions + (expired << 4))));
    n += popcnt<u32>(expired);
    four = i32x4.add(four, step);
  }
  padList(n);
  return n;
}

/** Repeats the last row up to a multiple of four. */
// @ts-ignore: decorator
@inline function padList(n: u32): void {
  if (n === 0) return;
  const last = load<u32>(m.list + ((<usize>(n - 1)) << 2));
  for (let q = n; q < ((n + 3) & ~3); q++) store<u32>(m.list + ((<usize>q) << 2), last);
}

/** Touches rows that are needed next, all at once: memory brings many lines in the time of one. */
function fetch(from: u32, until: u32): void {
  const bytes = (<usize>m.stride) << 2;
  let seen: u32 = 0;
  for (let q = from; q < until; q++) {
    const row = m.rowAt(load<u32>(m.list + ((<usize>q) << 2)));
    for (let line: usize = 0; line < bytes; line += 64) seen |= load<u32>(row + line);
  }
  // Kept, or the loads would be left out.
  store<u32>(m.counters + 60, seen);
}

/** Evaluates all rows from one to another. */
function evaluateNeighbours(start: u32, end: u32): void {
  const last = end - 1;
  for (let i = start; i < end; i += 4) {
    const i1 = min(i + 1, last);
    const i2 = min(i + 2, last);
    const i3 = min(i + 3, last);
    score(m.rowAt(i), m.rowAt(i1), m.rowAt(i2), m.rowAt(i3));
    settle(i, i1, i2, i3, end - i);
  }
  count(0, end - start);
}

/** Evaluates the n listed rows. */
function evaluateListed(n: u32): void {
  for (let q: u32 = 0; q < n; q += 4) {
    if ((q & 63) === 0) fetch(q, min(q + 64, n));
    const at = m.list + ((<usize>q) << 2);
    const i0 = load<u32>(at);
    const i1 = load<u32>(at, 4);
    const i2 = load<u32>(at, 8);
    const i3 = load<u32>(at, 12);
    score(m.rowAt(i0), m.rowAt(i1), m.rowAt(i2), m.rowAt(i3));
    settle(i0, i1, i2, i3, n - q);
  }
  count(0, n);
}

/**
 * Scores x·c − |c|²/2 of four rows against all centroids, of which the largest belongs to the nearest: tiles of eight
 * centroids, whose eight sums stay in registers, and one of four where that is all that is left.
 */
// @ts-ignore: decorator
@inline function score(p0: usize, p1: usize, p2: usize, p3: usize): void {
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
  best = top;
  second = next;
  winner = number;
}

// @ts-ignore: decorator
@inline function nearer(candidate: v128, number: v128, score: v128, top: v128): v128 {
  return v128.bitselect(candidate, number, f32x4.gt(score, top));
}

// @ts-ignore: decorator
@inline function runnerUp(next: v128, top: v128, score: v128): v128 {
  return f32x4.pmax(next, f32x4.pmin(top, score));
}

/**
 * The squared distances of the rows of a block to their own centroid and to the next one; assigns nothing. Each is a
 * difference of squares, so rows on their centroid have crumbs.
 */
export function placeBlock(start: u32, end: u32): void {
  const zero = f32x4.splat(0);
  const last = end - 1;
  for (let i = start; i < end; i += 4) {
    score(m.rowAt(i), m.rowAt(min(i + 1, last)), m.rowAt(min(i + 2, last)), m.rowAt(min(i + 3, last)));
    const norm = v128.load(m.norms + ((<usize>i) << 2));
    v128.store(m.nearest + ((<usize>i) << 2), f32x4.pmax(zero, f32x4.sub(norm, f32x4.add(best, best))));
    v128.store(m.second + ((<usize>i) << 2), f32x4.pmax(zero, f32x4.sub(norm, f32x4.add(second, second))));
  }
}

/** Puts four rows, of which `real` are no repetition, into their clusters, and sets how long they need no other look. */
// @ts-ignore: decorator
@inline function settle(i0: u32, i1: u32, i2: u32, i3: u32, real: u32): void {
  const a0 = <u32>i32x4.extract_lane(winner, 0);
  const a1 = <u32>i32x4.extract_lane(winner, 1);
  const a2 = <u32>i32x4.extract_lane(winner, 2);
  const a3 = <u32>i32x4.extract_lane(winner, 3);
  if (m.bounded) {
    const zero = f32x4.splat(0);
    const norm = gather(m.norms, i0, i1, i2, i3);
    const own = f32x4.sqrt(f32x4.pmax(zero, f32x4.sub(norm, f32x4.add(best, best))));
    const next = f32x4.sqrt(f32x4.pmax(zero, f32x4.sub(norm, f32x4.add(second, second))));
    const doubt = f32x4.mul(f32x4.splat(crumb), f32x4.add(f32x4.splat(1), f32x4.add(own, next)));
    const slack = f32x4.sub(f32x4.sub(next, own), doubt);
    setDeadline(i0, a0, f32x4.extract_lane(slack, 0));
    setDeadline(i1, a1, f32x4.extract_lane(slack, 1));
    setDeadline(i2, a2, f32x4.extract_lane(slack, 2));
    setDeadline(i3, a3, f32x4.extract_lane(slack, 3));
  }
  place(i0, a0);
  if (real > 1) place(i1, a1);
  if (real > 2) place(i2, a2);
  if (real > 3) place(i3, a3);
}

// @ts-ignore: decorator
@inline function setDeadline(i: u32, a: u32, slack: f32): void {
  store<f32>(m.deadlines + ((<usize>i) << 2), slack + load<f32>(m.paths + ((<usize>a) << 2)));
}

// @ts-ignore: decorator
@inline function place(i: u32, a: u32): void {
  const before = <u32>load<u8>(m.labels + i);
  if (before === a) return;
  store<u8>(m.labels + i, a);
  count(1, 1);
  const weight = m.weightOf(i);
  addTimes(i, a, weight);
  if (before !== none) addTimes(i, before, -weight);
}

/** Adds a row so many times to the sums of a cluster; exact, since rows lie on a grid. */
function addTimes(i: u32, a: u32, times: i32): void {
  let p = m.rowAt(i);
  let s = m.sums + (((<usize>a) * m.stride) << 3);
  const end = s + ((<usize>m.stride) << 3);
  const factor = f64x2.splat(<f64>times);
  for (; s < end; s += 32, p += 16) {
    const x = v128.load(p);
    v128.store(s, f64x2.add(v128.load(s), f64x2.mul(factor, f64x2.promote_low_f32x4(x))));
    v128.store(s, f64x2.add(v128.load(s, 16), f64x2.mul(factor, promoteHigh(x))), 16);
  }
  const total = m.counts + ((<usize>a) << 2);
  store<i32>(total, load<i32>(total) + times);
}
