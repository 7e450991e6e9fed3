/**
 * A number in [0, 1) that looks drawn at random and is the same whenever it is asked for: what is decided by it does not
 * depend on the order of questions, nor on who else there is. 32 bits.
 *
 * @param numbers whole numbers that tell questions apart; their low 32 bits count
 * @see Appleby (2011), MurmurHash3, whose finalizer mixes each of them
 *
 * @example
 * hashShare(customer, window, seed) < 0.1; // true for a tenth of them
 */
export function hashShare(...numbers: readonly number[]): number {
  let hash = 0x9e3779b9;
  for (let i = 0; i < numbers.length; i++) hash = mixed((Math.imul(hash, 5) + 0x6b43a9b5) ^ numbers[i]);
  return (hash >>> 0) / 4294967296;
}

function mixed(word: number): number {
  let z = word ^ (word >>> 16);
  z = Math.imul(z, 0x85ebca6b);
  z ^= z >>> 13;
  z = Math.imul(z, 0xc2b2ae35);
  return z ^ (z >>> 16);
}
