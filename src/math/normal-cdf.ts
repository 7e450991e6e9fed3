/**
 * Distribution function Φ of the standard normal: the chance of a value at or below z. Absolute error below 1e-15,
 * relative error below 1e-7 in the lower tail; 0 beyond z = −37.
 *
 * @see Hart (1968), Computer Approximations, algorithm 5666, in the form of West (2005), Better approximations to
 *   cumulative normal functions, Wilmott Magazine
 *
 * @example
 * normalCdf(1.959963984540054); // 0.975
 */
export function normalCdf(z: number): number {
  const x = Math.abs(z);
  if (x > 37) return z > 0 ? 1 : 0;
  const lower = Math.exp((-x * x) / 2) * (x < 7.07106781186547 ? rational(x) : continuedFraction(x));
  return z > 0 ? 1 - lower : lower;
}

function rational(x: number): number {
  let over = 0.0352624965998911 * x + 0.700383064443688;
  over = over * x + 6.37396220353165;
  over = over * x + 33.912866078383;
  over = over * x + 112.079291497871;
  over = over * x + 221.213596169931;
  over = over * x + 220.206867912376;
  let under = 0.0883883476483184 * x + 1.75566716318264;
  under = under * x + 16.064177579207;
  under = under * x + 86.7807322029461;
  under = under * x + 296.564248779674;
  under = under * x + 637.333633378831;
  under = under * x + 793.826512519948;
  under = under * x + 440.413735824752;
  return over / under;
}

function continuedFraction(x: number): number {
  return 1 / (x + 1 / (x + 2 / (x + 3 / (x + 4 / (x + 0.65))))) / 2.506628274631;
}
