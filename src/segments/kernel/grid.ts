/**
 * Prepared numbers are multiples of 2⁻²⁰ within ±32, so that sums of up to 2²⁷ of them are exact in f64, in any order and
 * however often a row is added and taken off again. That is why any number of threads gives the same bits.
 */
export const grid = 2 ** 20;
export const limit = 32;
/** What the weights of rows may add up to. */
export const mostWeight = 2 ** 27;
