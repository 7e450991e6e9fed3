/** How outcomes level off as spend grows; each has a scale and a bend and is 0 without spend. */
export type CurveShape = "exponential" | "hyperbolic" | "logarithmic";

/** A concave response curve: outcome of one period = scale · shape(spend / bend). */
export interface Curve {
  readonly shape: CurveShape;
  /** Outcomes; the most there can be, except on the logarithmic curve. */
  readonly scale: number;
  /** Spend at which the return of one more unit has fallen to 37 % (exponential), 25 % (hyperbolic) or 50 % (logarithmic). */
  readonly bend: number;
}

interface ShapeFunctions {
  /** Of u = spend / bend; 0 at 0, with slope 1 there. */
  value(u: number): number;
  slope(u: number): number;
  /** The u with a slope of s, in (0, 1]. */
  slopeInverse(s: number): number;
}

/**
 * The three concave curves of two parameters that are common in models of advertising response.
 *
 * @see Hanssens, Parsons & Schultz (2001), Market Response Models, 2nd edition, chapter 3; Little (1979), Aggregate
 *   advertising models: the state of the art, Operations Research 27, 629–667
 */
export const curveShapes: Readonly<Record<CurveShape, ShapeFunctions>> = {
  exponential: {
    value: (u) => -Math.expm1(-u),
    slope: (u) => Math.exp(-u),
    slopeInverse: (s) => -Math.log(s),
  },
  hyperbolic: {
    value: (u) => u / (1 + u),
    slope: (u) => 1 / (1 + u) ** 2,
    slopeInverse: (s) => 1 / Math.sqrt(s) - 1,
  },
  logarithmic: {
    value: (u) => Math.log1p(u),
    slope: (u) => 1 / (1 + u),
    slopeInverse: (s) => 1 / s - 1,
  },
};

/** Outcome of one period with this spend. */
export function outcomeAt({ shape, scale, bend }: Curve, spend: number): number {
  return scale * curveShapes[shape].value(spend / bend);
}

/** Outcome that one more unit of spend would bring. */
export function marginalReturn({ shape, scale, bend }: Curve, spend: number): number {
  return (scale / bend) * curveShapes[shape].slope(spend / bend);
}

/** Spend at which one more unit would bring `marginal`; 0 where not even the first one does. */
export function spendAtMarginal({ shape, scale, bend }: Curve, marginal: number): number {
  const slope = (marginal * bend) / scale;
  return slope >= 1 ? 0 : bend * curveShapes[shape].slopeInverse(slope);
}
