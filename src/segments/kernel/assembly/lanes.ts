/** Four numbers at a time: what several tasks do with them. */

// @ts-ignore: decorator
@inline export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  // Two roundings, as everywhere: fused ones are not in the standard that every machine has.
  return f32x4.add(f32x4.mul(a, b), c);
}

// @ts-ignore: decorator
@inline export function sumOf(a: v128): f32 {
  return f32x4.extract_lane(a, 0) + f32x4.extract_lane(a, 1) + (f32x4.extract_lane(a, 2) + f32x4.extract_lane(a, 3));
}

// @ts-ignore: decorator
@inline export function greatestOf(a: v128): f32 {
  return max(
    max(f32x4.extract_lane(a, 0), f32x4.extract_lane(a, 1)),
    max(f32x4.extract_lane(a, 2), f32x4.extract_lane(a, 3)),
  );
}

/** The upper two numbers as f64. */
// @ts-ignore: decorator
@inline export function promoteHigh(a: v128): v128 {
  return f64x2.promote_low_f32x4(i8x16.shuffle(a, a, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7));
}

/** a0 b0 a1 b1 */
// @ts-ignore: decorator
@inline export function zipLow(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 23);
}

/** a2 b2 a3 b3 */
// @ts-ignore: decorator
@inline export function zipHigh(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 8, 9, 10, 11, 24, 25, 26, 27, 12, 13, 14, 15, 28, 29, 30, 31);
}

/** a0 a1 b0 b1 */
// @ts-ignore: decorator
@inline export function lowHalves(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23);
}

/** a2 a3 b2 b3 */
// @ts-ignore: decorator
@inline export function highHalves(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31);
}

/** The numbers at four places of a column. */
// @ts-ignore: decorator
@inline export function gather(column: usize, i0: u32, i1: u32, i2: u32, i3: u32): v128 {
  let four = v128.load32_zero(column + ((<usize>i0) << 2));
  four = v128.load_lane<f32>(column + ((<usize>i1) << 2), four, 1);
  four = v128.load_lane<f32>(column + ((<usize>i2) << 2), four, 2);
  return v128.load_lane<f32>(column + ((<usize>i3) << 2), four, 3);
}
