import { multiplyAdd, promoteHigh } from "./lanes";
import * as m from "./memory";

/** Rows whose products are added up in f32 before they are added to sums in f64. */
// @ts-ignore: decorator
@inline const shortSum: u32 = 64;

/**
 * Sums of the products of any two columns over the rows of a block, for the upper triangle in tiles of four by eight; the
 * rest of the matrix (stride × stride) is left as it is. Weights are not looked at.
 */
export function covarianceBlock(block: u32, start: u32, end: u32): void {
  const out = m.productsAt(block);
  const stride = m.stride;
  const bytes = (<usize>stride) << 2;
  memory.fill(out, 0, ((<usize>stride) * stride) << 3);
  for (let from = start; from < end; from += shortSum) {
    const until = min(from + shortSum, end);
    for (let j: u32 = 0; j < stride; j += 4) {
      for (let l = j; l < stride; l += 8) {
        const isWide = l + 4 < stride;
        const beside: usize = isWide ? 16 : 0;
        let a0 = f32x4.splat(0);
        let a1 = a0;
        let a2 = a0;
        let a3 = a0;
        let b0 = a0;
        let b1 = a0;
        let b2 = a0;
        let b3 = a0;
        let p = m.rowAt(from) + ((<usize>j) << 2);
        let q = m.rowAt(from) + ((<usize>l) << 2);
        for (let i = from; i < until; i++, p += bytes, q += bytes) {
          const v = v128.load(q);
          const w = v128.load(q + beside);
          let x = v128.load32_splat(p);
          a0 = multiplyAdd(x, v, a0);
          b0 = multiplyAdd(x, w, b0);
          x = v128.load32_splat(p, 4);
          a1 = multiplyAdd(x, v, a1);
          b1 = multiplyAdd(x, w, b1);
          x = v128.load32_splat(p, 8);
          a2 = multiplyAdd(x, v, a2);
          b2 = multiplyAdd(x, w, b2);
          x = v128.load32_splat(p, 12);
          a3 = multiplyAdd(x, v, a3);
          b3 = multiplyAdd(x, w, b3);
        }
        add(out, j, l, a0);
        add(out, j + 1, l, a1);
        add(out, j + 2, l, a2);
        add(out, j + 3, l, a3);
        if (!isWide) continue;
        add(out, j, l + 4, b0);
        add(out, j + 1, l + 4, b1);
        add(out, j + 2, l + 4, b2);
        add(out, j + 3, l + 4, b3);
      }
    }
  }
}

/** Adds four neighbours in a row of the matrix. */
// @ts-ignore: decorator
@inline function add(out: usize, row: u32, column: u32, four: v128): void {
  const s = out + (((<usize>row) * m.stride + column) << 3);
  v128.store(s, f64x2.add(v128.load(s), f64x2.promote_low_f32x4(four)));
  v128.store(s, f64x2.add(v128.load(s, 16), promoteHigh(four)), 16);
}
