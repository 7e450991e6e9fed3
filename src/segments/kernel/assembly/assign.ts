import { coarseScore, doubtOf } from "./coarse-score";
import { score } from "./exact-score";
import { gather, promoteHigh } from "./lanes";
import * as m from "./memory";
import { best, second, winner } from "./scores";

/** No cluster yet. */
// @ts-ignore: decorator
@inline const none: u32 = 255;

/** What roundings can add to a distance, as a share of it and as a length: many times what they do. */
// @ts-ignore: decorator
@inline const crumb: f32 = 1e-5;

/**
 * Assigns the rows of a block to their nearest centroids, the first of equally near ones, and keeps the sums of clusters
 * up to date.
 *
 * With bounds, a row is looked at only when its deadline has passed: until then no centroid can have come nearer than its
 * own. See `../bounds.ts`.
 */
export function assignBlock(start: u32, end: u32): void {
  if (!m.bounded) {
    evaluateNeighbours(start, end);
    return;
  }
  const expired = listExpired(start, end);
  count(0, expired);
  evaluateListed(m.coarse ? evaluateCoarsely(expired) : expired);
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
function fetch(column: usize, bytes: usize, from: u32, until: u32): void {
  let seen: u32 = 0;
  for (let q = from; q < until; q++) {
    const row = column + <usize>load<u32>(m.list + ((<usize>q) << 2)) * bytes;
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
  const bytes = (<usize>m.stride) << 2;
  for (let q: u32 = 0; q < n; q += 4) {
    if ((q & 63) === 0) fetch(m.points, bytes, q, min(q + 64, n));
    const at = m.list + ((<usize>q) << 2);
    const i0 = load<u32>(at);
    const i1 = load<u32>(at, 4);
    const i2 = load<u32>(at, 8);
    const i3 = load<u32>(at, 12);
    score(m.rowAt(i0), m.rowAt(i1), m.rowAt(i2), m.rowAt(i3));
    settle(i0, i1, i2, i3, n - q);
  }
}

/**
 * Evaluates the n listed rows by coarse scores. Rows whose two best scores lie so near that the exact ones could be the
 * other way round are left in the list, whose new length is returned.
 */
function evaluateCoarsely(n: u32): u32 {
  let left: u32 = 0;
  const bytes = (<usize>m.stride) << 1;
  for (let q: u32 = 0; q < n; q += 4) {
    if ((q & 63) === 0) fetch(m.coarseRows, bytes, q, min(q + 64, n));
    const at = m.list + ((<usize>q) << 2);
    const i0 = load<u32>(at);
    const i1 = load<u32>(at, 4);
    const i2 = load<u32>(at, 8);
    const i3 = load<u32>(at, 12);
    coarseScore(m.coarseAt(i0), m.coarseAt(i1), m.coarseAt(i2), m.coarseAt(i3));
    const norm = gather(m.norms, i0, i1, i2, i3);
    const doubt = doubtOf(norm);
    const twice = f32x4.add(doubt, doubt);
    const open = i32x4.bitmask(f32x4.le(f32x4.sub(best, second), twice));
    const slack = slackOf(norm, twice);
    const real = n - q;
    if (open === 0) {
      settleSlack(i0, i1, i2, i3, real, slack);
      continue;
    }
    // What is written is at or before what was read.
    if (open & 1) keepListed(left++, i0);
    else settleOne(i0, <u32>i32x4.extract_lane(winner, 0), f32x4.extract_lane(slack, 0));
    if (real > 1) {
      if (open & 2) keepListed(left++, i1);
      else settleOne(i1, <u32>i32x4.extract_lane(winner, 1), f32x4.extract_lane(slack, 1));
    }
    if (real > 2) {
      if (open & 4) keepListed(left++, i2);
      else settleOne(i2, <u32>i32x4.extract_lane(winner, 2), f32x4.extract_lane(slack, 2));
    }
    if (real > 3) {
      if (open & 8) keepListed(left++, i3);
      else settleOne(i3, <u32>i32x4.extract_lane(winner, 3), f32x4.extract_lane(slack, 3));
    }
  }
  padList(left);
  return left;
}

// @ts-ignore: decorator
@inline function keepListed(place: u32, row: u32): void {
  store<u32>(m.list + ((<usize>place) << 2), row);
}

/**
 * The squared distances of the rows of a block to their own centroid and to the next one, and the sum of the former by
 * weight; assigns nothing. Each is a difference of squares, so rows on their centroid have crumbs.
 */
export function placeBlock(block: u32, start: u32, end: u32): void {
  const zero = f32x4.splat(0);
  const last = end - 1;
  for (let i = start; i < end; i += 4) {
    score(m.rowAt(i), m.rowAt(min(i + 1, last)), m.rowAt(min(i + 2, last)), m.rowAt(min(i + 3, last)));
    const norm = v128.load(m.norms + ((<usize>i) << 2));
    v128.store(m.nearest + ((<usize>i) << 2), f32x4.pmax(zero, f32x4.sub(norm, f32x4.add(best, best))));
    v128.store(m.second + ((<usize>i) << 2), f32x4.pmax(zero, f32x4.sub(norm, f32x4.add(second, second))));
  }
  let total: f64 = 0;
  for (let i = start; i < end; i++) total += <f64>load<f32>(m.nearest + ((<usize>i) << 2)) * <f64>m.weightOf(i);
  store<f64>(m.partAt(block), total);
}

/** Puts four rows, of which `real` are no repetition, into their clusters, and sets how long they need no other look. */
// @ts-ignore: decorator
@inline function settle(i0: u32, i1: u32, i2: u32, i3: u32, real: u32): void {
  if (m.bounded) settleSlack(i0, i1, i2, i3, real, slackOf(gather(m.norms, i0, i1, i2, i3), f32x4.splat(0)));
  else {
    place(i0, <u32>i32x4.extract_lane(winner, 0));
    if (real > 1) place(i1, <u32>i32x4.extract_lane(winner, 1));
    if (real > 2) place(i2, <u32>i32x4.extract_lane(winner, 2));
    if (real > 3) place(i3, <u32>i32x4.extract_lane(winner, 3));
  }
}

/** How much farther the second nearest centroid is than the nearest at least, if squared distances are off by so much. */
// @ts-ignore: decorator
@inline function slackOf(norm: v128, doubt: v128): v128 {
  const zero = f32x4.splat(0);
  const own = f32x4.sqrt(f32x4.add(doubt, f32x4.pmax(zero, f32x4.sub(norm, f32x4.add(best, best)))));
  const next = f32x4.sqrt(f32x4.pmax(zero, f32x4.sub(f32x4.sub(norm, f32x4.add(second, second)), doubt)));
  const roundings = f32x4.mul(f32x4.splat(crumb), f32x4.add(f32x4.splat(1), f32x4.add(own, next)));
  return f32x4.sub(f32x4.sub(next, own), roundings);
}

// @ts-ignore: decorator
@inline function settleSlack(i0: u32, i1: u32, i2: u32, i3: u32, real: u32, slack: v128): void {
  settleOne(i0, <u32>i32x4.extract_lane(winner, 0), f32x4.extract_lane(slack, 0));
  if (real > 1) settleOne(i1, <u32>i32x4.extract_lane(winner, 1), f32x4.extract_lane(slack, 1));
  if (real > 2) settleOne(i2, <u32>i32x4.extract_lane(winner, 2), f32x4.extract_lane(slack, 2));
  if (real > 3) settleOne(i3, <u32>i32x4.extract_lane(winner, 3), f32x4.extract_lane(slack, 3));
}

// @ts-ignore: decorator
@inline function settleOne(i: u32, a: u32, slack: f32): void {
  setDeadline(i, a, slack);
  place(i, a);
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
  if (m.weighted) {
    const weight = m.weightOf(i);
    addTimes(i, a, weight);
    if (before !== none) addTimes(i, before, -weight);
  } else if (before === none) add(i, a);
  else move(i, before, a);
}

/** Adds a row to the sums of a cluster; exact, since rows lie on a grid. */
function add(i: u32, a: u32): void {
  let p = m.rowAt(i);
  let s = sumsOf(a);
  const end = s + ((<usize>m.stride) << 3);
  for (; s < end; s += 32, p += 16) {
    const x = v128.load(p);
    v128.store(s, f64x2.add(v128.load(s), f64x2.promote_low_f32x4(x)));
    v128.store(s, f64x2.add(v128.load(s, 16), promoteHigh(x)), 16);
  }
  addCount(a, 1);
}

/** Takes a row from the sums of one cluster to those of another. */
function move(i: u32, from: u32, to: u32): void {
  let p = m.rowAt(i);
  let s = sumsOf(to);
  let t = sumsOf(from);
  const end = s + ((<usize>m.stride) << 3);
  for (; s < end; s += 32, t += 32, p += 16) {
    const x = v128.load(p);
    const low = f64x2.promote_low_f32x4(x);
    const high = promoteHigh(x);
    v128.store(s, f64x2.add(v128.load(s), low));
    v128.store(s, f64x2.add(v128.load(s, 16), high), 16);
    v128.store(t, f64x2.sub(v128.load(t), low));
    v128.store(t, f64x2.sub(v128.load(t, 16), high), 16);
  }
  addCount(to, 1);
  addCount(from, -1);
}

// @ts-ignore: decorator
@inline function sumsOf(a: u32): usize {
  return m.sums + (((<usize>a) * m.stride) << 3);
}

// @ts-ignore: decorator
@inline function addCount(a: u32, times: i32): void {
  const total = m.counts + ((<usize>a) << 2);
  store<i32>(total, load<i32>(total) + times);
}

/** Adds a row so many times to the sums of a cluster. */
function addTimes(i: u32, a: u32, times: i32): void {
  let p = m.rowAt(i);
  let s = sumsOf(a);
  const end = s + ((<usize>m.stride) << 3);
  const factor = f64x2.splat(<f64>times);
  for (; s < end; s += 32, p += 16) {
    const x = v128.load(p);
    v128.store(s, f64x2.add(v128.load(s), f64x2.mul(factor, f64x2.promote_low_f32x4(x))));
    v128.store(s, f64x2.add(v128.load(s, 16), f64x2.mul(factor, promoteHigh(x))), 16);
  }
  addCount(a, times);
}
