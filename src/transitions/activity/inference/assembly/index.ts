/**
 * Forward-backward over the months of one customer, for each value of the rate effect: see `../trellis.ts`, which lays memory
 * out and says the same in TypeScript. States are padded to an even number; two are worked on at a time. Sums are added up
 * in the same order as there, so that the results have the same bits.
 */

/** Where things lie, in bytes, and how many there are; set by `lay`. */
let k: u32 = 0;
let j: u32 = 0;
let t: u32 = 0;
let matrix: usize = 0;
let transposed: usize = 0;
let silent: usize = 0;
let seen: usize = 0;
let isActive: usize = 0;
let initial: usize = 0;
let values: usize = 0;
let likelihood: usize = 0;
let rescaled: usize = 0;
let weight: usize = 0;
let forwarded: usize = 0;
let scale: usize = 0;
let posterior: usize = 0;
let exposed: usize = 0;
let last: usize = 0;
let met: usize = 0;
let beta: usize = 0;
let ahead: usize = 0;

// @ts-ignore: decorator
@inline const vanishing: f64 = 1e-120;
// @ts-ignore: decorator
@inline const rescaledBy: f64 = 1e120;

/** Reads where things lie: 32-bit numbers from `at` on, in the order of `../trellis.ts`. */
export function lay(at: usize): void {
  t = load<u32>(at);
  k = load<u32>(at, 4);
  j = load<u32>(at, 8);
  matrix = load<u32>(at, 12);
  transposed = load<u32>(at, 16);
  silent = load<u32>(at, 20);
  seen = load<u32>(at, 24);
  isActive = load<u32>(at, 28);
  initial = load<u32>(at, 32);
  values = load<u32>(at, 36);
  likelihood = load<u32>(at, 40);
  rescaled = load<u32>(at, 44);
  weight = load<u32>(at, 48);
  forwarded = load<u32>(at, 52);
  scale = load<u32>(at, 56);
  posterior = load<u32>(at, 60);
  exposed = load<u32>(at, 64);
  last = load<u32>(at, 68);
  met = load<u32>(at, 72);
  beta = load<u32>(at, 76);
  ahead = load<u32>(at, 80);
}

/** out = rowᵀ · cells, k numbers times k × k. */
// @ts-ignore: decorator
@inline function times(row: usize, cells: usize, out: usize): void {
  const width = <usize>k << 3;
  let z: usize = 0;
  for (; z + 64 <= width; z += 64) {
    let a = f64x2.splat(0);
    let b = a;
    let c = a;
    let d = a;
    let cell = cells + z;
    for (let y: usize = 0; y < width; y += 8, cell += width) {
      const x = v128.load64_splat(row + y);
      a = f64x2.add(a, f64x2.mul(x, v128.load(cell)));
      b = f64x2.add(b, f64x2.mul(x, v128.load(cell, 16)));
      c = f64x2.add(c, f64x2.mul(x, v128.load(cell, 32)));
      d = f64x2.add(d, f64x2.mul(x, v128.load(cell, 48)));
    }
    v128.store(out + z, a);
    v128.store(out + z, b, 16);
    v128.store(out + z, c, 32);
    v128.store(out + z, d, 48);
  }
  if (z + 48 <= width) {
    let a = f64x2.splat(0);
    let b = a;
    let c = a;
    let cell = cells + z;
    for (let y: usize = 0; y < width; y += 8, cell += width) {
      const x = v128.load64_splat(row + y);
      a = f64x2.add(a, f64x2.mul(x, v128.load(cell)));
      b = f64x2.add(b, f64x2.mul(x, v128.load(cell, 16)));
      c = f64x2.add(c, f64x2.mul(x, v128.load(cell, 32)));
    }
    v128.store(out + z, a);
    v128.store(out + z, b, 16);
    v128.store(out + z, c, 32);
    z += 48;
  }
  for (; z + 32 <= width; z += 32) {
    let a = f64x2.splat(0);
    let b = a;
    let cell = cells + z;
    for (let y: usize = 0; y < width; y += 8, cell += width) {
      const x = v128.load64_splat(row + y);
      a = f64x2.add(a, f64x2.mul(x, v128.load(cell)));
      b = f64x2.add(b, f64x2.mul(x, v128.load(cell, 16)));
    }
    v128.store(out + z, a);
    v128.store(out + z, b, 16);
  }
  for (; z < width; z += 16) {
    let a = f64x2.splat(0);
    let cell = cells + z;
    for (let y: usize = 0; y < width; y += 8, cell += width)
      a = f64x2.add(a, f64x2.mul(v128.load64_splat(row + y), v128.load(cell)));
    v128.store(out + z, a);
  }
}

/** Forward, from a month on, for the rate effects from one to another; `own` is not counted. */
export function forward(first: i32, own: i32, least: u32, most: u32): void {
  const width = <usize>k << 3;
  for (let e = least; e <= most; e++) {
    let rescales: i32 = 0;
    let here = forwarded + (<usize>e * t + <usize>first) * width;
    for (let at = first; at < <i32>t; at++, here += width) {
      if (at === first) memory.copy(here, initial, width);
      else times(here - width, matrix, here);
      const empty = silent + (<usize>at * j + e) * width;
      const told = seen + <usize>at * width;
      const isSilent = at !== own;
      const isTold = load<u8>(isActive + at) !== 0;
      let sums = f64x2.splat(0);
      for (let z: usize = 0; z < width; z += 16) {
        let value = v128.load(here + z);
        if (isSilent) value = f64x2.mul(value, v128.load(empty + z));
        if (isTold) value = f64x2.mul(value, v128.load(told + z));
        v128.store(here + z, value);
        sums = f64x2.add(sums, value);
      }
      const isVanishing = f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1) < vanishing;
      store<f64>(scale + ((<usize>e * t + at) << 3), isVanishing ? rescaledBy : 1);
      if (!isVanishing) continue;
      rescales++;
      for (let z: usize = 0; z < width; z += 16) v128.store(here + z, f64x2.mul(v128.load(here + z), f64x2.splat(rescaledBy)));
    }
    here -= width;
    let sums = f64x2.splat(0);
    for (let z: usize = 0; z < width; z += 16) sums = f64x2.add(sums, v128.load(here + z));
    store<f64>(likelihood + (<usize>e << 3), f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1));
    store<i32>(rescaled + (<usize>e << 2), rescales);
  }
}

/** Backward, for the rate effects whose weight is above 0; what is expected is added up over them. */
export function backward(first: i32, own: i32, least: u32, most: u32): void {
  const width = <usize>k << 3;
  memory.fill(posterior, 0, t * width);
  memory.fill(exposed, 0, t * width);
  memory.fill(last, 0, j * width);
  memory.fill(met, 0, k * width);
  for (let e = least; e <= most; e++) {
    const share = load<f64>(weight + (<usize>e << 3));
    if (share === 0) continue;
    const effect = f64x2.splat(load<f64>(values + (<usize>e << 3)));
    const start = f64x2.splat(share / load<f64>(likelihood + (<usize>e << 3)));
    for (let z: usize = 0; z < width; z += 16) v128.store(beta + z, start);
    let here = forwarded + (<usize>e * t + (t - 1)) * width;
    for (let at = <i32>t - 1; at >= first; at--, here -= width) {
      const ofMonth = <usize>at * width;
      for (let z: usize = 0; z < width; z += 16) {
        const chance = f64x2.mul(v128.load(here + z), v128.load(beta + z));
        const state = posterior + ofMonth + z;
        v128.store(state, f64x2.add(v128.load(state), chance));
        const exposure = exposed + ofMonth + z;
        v128.store(exposure, f64x2.add(v128.load(exposure), f64x2.mul(chance, effect)));
        if (at === <i32>t - 1) v128.store(last + <usize>e * width + z, chance);
      }
      if (at === first) break;
      const empty = silent + (<usize>at * j + e) * width;
      const told = seen + ofMonth;
      const isSilent = at !== own;
      const isTold = load<u8>(isActive + at) !== 0;
      const factor = f64x2.splat(load<f64>(scale + ((<usize>e * t + at) << 3)));
      for (let z: usize = 0; z < width; z += 16) {
        let value = f64x2.mul(v128.load(beta + z), factor);
        if (isSilent) value = f64x2.mul(value, v128.load(empty + z));
        if (isTold) value = f64x2.mul(value, v128.load(told + z));
        v128.store(ahead + z, value);
      }
      let cell = met;
      for (let y: usize = 0; y < width; y += 8) {
        const was = v128.load64_splat(here - width + y);
        for (let z: usize = 0; z < width; z += 16, cell += 16)
          v128.store(cell, f64x2.add(v128.load(cell), f64x2.mul(was, v128.load(ahead + z))));
      }
      times(ahead, transposed, beta);
    }
  }
}
