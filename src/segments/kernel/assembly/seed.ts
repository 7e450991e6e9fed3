import { multiplyAdd, promoteHigh } from "./lanes";
import * as m from "./memory";

/**
 * For eight candidates in the first tile, the squared distance of every row to its nearest centroid if the candidate was
 * one as well. Leaves the sums over the block, by weight.
 */
export function trialBlock(block: u32, start: u32, end: u32): void {
  const zero = f32x4.splat(0);
  const minusTwo = f32x4.splat(-2);
  const halves = v128.load(m.halfNorms);
  const furtherHalves = v128.load(m.halfNorms, 16);
  let sum01 = f64x2.splat(0);
  let sum23 = sum01;
  let sum45 = sum01;
  let sum67 = sum01;
  const bytes = (<usize>m.stride) << 2;
  for (let i = start; i < end; i++) {
    const p = m.rowAt(i);
    let tile = m.tiles;
    let a = halves;
    let b = furtherHalves;
    for (let j: usize = 0; j < bytes; j += 4, tile += 32) {
      const x = v128.load32_splat(p + j);
      a = multiplyAdd(x, v128.load(tile), a);
      b = multiplyAdd(x, v128.load(tile, 16), b);
    }
    const norm = v128.load32_splat(m.norms + ((<usize>i) << 2));
    const before = v128.load32_splat(m.potentials + ((<usize>i) << 2));
    a = f32x4.pmin(before, f32x4.pmax(zero, multiplyAdd(minusTwo, a, norm)));
    b = f32x4.pmin(before, f32x4.pmax(zero, multiplyAdd(minusTwo, b, norm)));
    v128.store(m.trials + ((<usize>i) << 5), a);
    v128.store(m.trials + ((<usize>i) << 5), b, 16);
    const weight = f64x2.splat(<f64>m.weightOf(i));
    sum01 = f64x2.add(sum01, f64x2.mul(weight, f64x2.promote_low_f32x4(a)));
    sum23 = f64x2.add(sum23, f64x2.mul(weight, promoteHigh(a)));
    sum45 = f64x2.add(sum45, f64x2.mul(weight, f64x2.promote_low_f32x4(b)));
    sum67 = f64x2.add(sum67, f64x2.mul(weight, promoteHigh(b)));
  }
  const out = m.partAt(block);
  v128.store(out, sum01);
  v128.store(out, sum23, 16);
  v128.store(out, sum45, 32);
  v128.store(out, sum67, 48);
}

/** Takes one of the eight candidates: its distances are those to the nearest centroid from now on. */
export function keepBlock(start: u32, end: u32): void {
  const chosen = (<usize>m.chosen) << 2;
  for (let i = start; i < end; i++) {
    store<f32>(m.potentials + ((<usize>i) << 2), load<f32>(m.trials + ((<usize>i) << 5) + chosen));
  }
}
