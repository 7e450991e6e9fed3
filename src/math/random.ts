/** A seeded source of random numbers; the same seed gives the same numbers on every platform. */
export interface Random {
  /** Uniform in [0, 1), 53 bits. */
  next(): number;
  /** Uniform whole number in [0, n). */
  below(n: number): number;
  /** Standard normal deviate (Marsaglia's polar method). */
  normal(): number;
}

/**
 * xoshiro128** seeded through splitmix32.
 *
 * @param seed any whole number; its low 32 bits count
 * @param stream number of an independent stream of the same seed, so that two uses of one seed do not share numbers
 * @see Blackman & Vigna (2021), Scrambled linear pseudorandom number generators, ACM TOMS 47
 */
export function createRandom(seed: number, stream = 0): Random {
  // Streams are hashed before they meet the seed: numbered plainly, neighbours would walk through each other's states.
  let state = (seed ^ scramble(stream + 0x9e3779b9)) >>> 0;
  const splitmix = () => {
    state = (state + 0x9e3779b9) >>> 0;
    return scramble(state);
  };
  let [a, b, c, d] = [splitmix(), splitmix(), splitmix(), splitmix()];
  let spare = Number.NaN;

  const bits = () => {
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = rotateLeft(d, 11);
    return result;
  };
  const next = () => ((bits() >>> 5) * 67108864 + (bits() >>> 6)) / 9007199254740992;

  return {
    next,
    below: (n) => Math.floor(next() * n),
    normal: () => {
      if (!Number.isNaN(spare)) {
        const value = spare;
        spare = Number.NaN;
        return value;
      }
      for (;;) {
        const u = 2 * next() - 1;
        const v = 2 * next() - 1;
        const s = u * u + v * v;
        if (s > 0 && s < 1) {
          const factor = Math.sqrt((-2 * Math.log(s)) / s);
          spare = v * factor;
          return u * factor;
        }
      }
    },
  };
}

/** `count` different whole numbers of 0…n−1, ascending; all of them when count ≥ n. Floyd's algorithm, O(n). */
export function sampleWithoutReplacement(random: Random, n: number, count: number): Int32Array {
  if (count >= n) return Int32Array.from({ length: n }, (_, i) => i);
  // A set instead of a mark for each number would be ten times slower where many are drawn.
  const isChosen = new Uint8Array(n);
  for (let j = n - count; j < n; j++) {
    const candidate = random.below(j + 1);
    isChosen[isChosen[candidate] === 1 ? j : candidate] = 1;
  }
  const chosen = new Int32Array(count);
  let at = 0;
  for (let i = 0; i < n; i++) if (isChosen[i] === 1) chosen[at++] = i;
  return chosen;
}

/** The output function of splitmix32: a bijection of 32-bit words without visible structure. */
function scramble(word: number): number {
  let z = word >>> 0;
  z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
  return (z ^ (z >>> 15)) >>> 0;
}

function rotateLeft(x: number, k: number): number {
  return ((x << k) | (x >>> (32 - k))) >>> 0;
}
