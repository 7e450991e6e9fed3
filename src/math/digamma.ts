/**
 * The digamma function ψ(x) = d log Γ(x) / dx of x > 0, to about 1e-12: recurrence up to 10, then the asymptotic series.
 *
 * @see Abramowitz & Stegun (1964), Handbook of mathematical functions, 6.3.5 and 6.3.18
 */
export function digamma(x: number): number {
  let shifted = x;
  let sum = 0;
  while (shifted < 10) {
    sum -= 1 / shifted;
    shifted += 1;
  }
  const f = 1 / (shifted * shifted);
  const series = f * (1 / 12 - f * (1 / 120 - f * (1 / 252 - f * (1 / 240 - f * (1 / 132)))));
  return sum + Math.log(shifted) - 0.5 / shifted - series;
}
