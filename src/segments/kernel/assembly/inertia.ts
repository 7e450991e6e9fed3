import { promoteHigh } from "./lanes";
import * as m from "./memory";

/** Sum of the squared distances of the rows of a block to their own exact centroids, by weight; in f64 throughout. */
export function inertiaBlock(block: u32, start: u32, end: u32): void {
  let total: f64 = 0;
  for (let i = start; i < end; i++) {
    let p = m.rowAt(i);
    const stop = p + ((<usize>m.stride) << 2);
    let c = m.exact + (((<usize>load<u8>(m.labels + i)) * m.stride) << 3);
    let low = f64x2.splat(0);
    let high = low;
    for (; p < stop; p += 16, c += 32) {
      const x = v128.load(p);
      const a = f64x2.sub(f64x2.promote_low_f32x4(x), v128.load(c));
      const b = f64x2.sub(promoteHigh(x), v128.load(c, 16));
      low = f64x2.add(low, f64x2.mul(a, a));
      high = f64x2.add(high, f64x2.mul(b, b));
    }
    const both = f64x2.add(low, high);
    const squared = f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1);
    total += squared * <f64>m.weightOf(i);
  }
  store<f64>(m.partAt(block), total);
}
