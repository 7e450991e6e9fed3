import { greatestOf, promoteHigh, sumOf } from "./lanes";
import * as m from "./memory";

/** Rows lie on multiples of 2⁻²⁰, and within ±32: sums of 2²⁷ of them are exact in f64. */
// @ts-ignore: decorator
@inline const grid: f32 = 1048576;
// @ts-ignore: decorator
@inline const limit: f32 = 32;

/** Column sums of a block, each row counted by its weight, and the sum of the weights after them. */
export function sumBlock(block: u32, start: u32, end: u32): void {
  const out = m.partAt(block);
  memory.fill(out, 0, (<usize>m.partWidth) << 3);
  let total: f64 = 0;
  for (let i = start; i < end; i++) {
    const weight = <f64>m.weightOf(i);
    const factor = f64x2.splat(weight);
    total += weight;
    let p = m.rowAt(i);
    let s = out;
    const stop = out + ((<usize>m.stride) << 3);
    for (; s < stop; s += 32, p += 16) {
      const x = v128.load(p);
      v128.store(s, f64x2.add(v128.load(s), f64x2.mul(factor, f64x2.promote_low_f32x4(x))));
      v128.store(s, f64x2.add(v128.load(s, 16), f64x2.mul(factor, promoteHigh(x))), 16);
    }
  }
  store<f64>(out + ((<usize>m.stride) << 3), total);
}

/**
 * Centres, scales, cuts at ±32 and rounds the rows of a block, and takes their squared norms.
 *
 * Leaves the sum of the norms, which is not finite when any number was not, that of the exact squares by weight, how many
 * numbers were cut, the largest norm, and the largest number without its sign.
 */
export function prepareBlock(block: u32, start: u32, end: u32): void {
  const bytes = (<usize>m.stride) << 2;
  const up = f32x4.splat(grid);
  const down = f32x4.splat(1 / grid);
  const high = f32x4.splat(limit);
  const low = f32x4.splat(-limit);
  let total: f64 = 0;
  let spread: f64 = 0;
  let cut: u32 = 0;
  let widest = f32x4.splat(0);
  let longest: f32 = 0;
  for (let i = start; i < end; i++) {
    let p = m.rowAt(i);
    const stop = p + bytes;
    let c = m.centre;
    let s = m.scale;
    let squares = f32x4.splat(0);
    let exactLow = f64x2.splat(0);
    let exactHigh = exactLow;
    for (; p < stop; p += 16, c += 16, s += 16) {
      const x = f32x4.mul(f32x4.sub(v128.load(p), v128.load(c)), v128.load(s));
      // Neither comparison holds for what is no number, so that it stays one.
      cut += popcnt<u32>(i32x4.bitmask(v128.or(f32x4.gt(x, high), f32x4.lt(x, low))));
      const inside = v128.bitselect(high, v128.bitselect(low, x, f32x4.lt(x, low)), f32x4.gt(x, high));
      const rounded = f32x4.mul(f32x4.nearest(f32x4.mul(inside, up)), down);
      v128.store(p, rounded);
      squares = f32x4.add(squares, f32x4.mul(rounded, rounded));
      const a = f64x2.promote_low_f32x4(rounded);
      const b = promoteHigh(rounded);
      exactLow = f64x2.add(exactLow, f64x2.mul(a, a));
      exactHigh = f64x2.add(exactHigh, f64x2.mul(b, b));
      widest = f32x4.pmax(widest, f32x4.abs(rounded));
    }
    const norm = sumOf(squares);
    store<f32>(m.norms + ((<usize>i) << 2), norm);
    longest = max(longest, norm);
    total += <f64>norm;
    const exact = f64x2.add(exactLow, exactHigh);
    spread += (f64x2.extract_lane(exact, 0) + f64x2.extract_lane(exact, 1)) * <f64>m.weightOf(i);
  }
  const out = m.partAt(block);
  store<f64>(out, total);
  store<f64>(out, spread, 8);
  store<f64>(out, <f64>cut, 16);
  store<f64>(out, <f64>longest, 24);
  store<f64>(out, <f64>greatestOf(widest), 32);
}
