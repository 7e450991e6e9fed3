/** ln Γ(x + 1) less Stirling's formula for it; the next term is below 1e-15 from x = 16 on. */
export function stirlingError(x: number): number {
  const square = x * x;
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / (1188 * square)) / square) / square) / square) / x;
}
