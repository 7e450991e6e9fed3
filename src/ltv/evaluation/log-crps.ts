import { gaussLegendre } from "../../math/gauss-legendre.ts";
import type { MoneyDistributions } from "../pool/money-distributions.ts";

/** Panels begin at multiples of this width on the axis of log1p money, and are halved where a distribution function is steep. */
const [widest, narrowest] = [1, 2 ** -13];
/** The rise of a distribution function over a panel that is halved, and one for which its middle will do. */
const [steep, flat] = [1 / 8, 1e-6];
const { nodes, weights } = gaussLegendre(8);
/** A chance of more that is not worth another panel, and where doubles end. */
const [negligible, farthest] = [1e-6, 700];

/**
 * How far J distributions of one customer's money are from the y that came, as a matrix of
 *
 *     ∫ (Fⱼ(t) − [t ≥ y]) (Fₖ(t) − [t ≥ y]) dt,   t and y on the axis of log(1 + money in units of the currency)
 *
 * The diagonal is the continuous ranked probability score of each, in E|T − y| − E|T − T′|/2 the same; 0 is a forecast that knew.
 * Any linear pool has w′Mw. On the axis of money itself, one wholesaler would be the whole score.
 *
 * Gauss–Legendre with 8 nodes on panels that end at y and at 0, where the integrand jumps, so that no jump is smoothed; wide ones where
 * nothing happens, narrow ones where a distribution function is steep. Against closed forms the error is below 1e-6 where the standard
 * deviation of log money is 0.2 or more, below 5e-4 at any. About 100 evaluations of each distribution function.
 *
 * @param i row of the customer
 * @param money minor units, ≥ 0
 * @param minorPerUnit minor units in one unit of the currency
 * @returns J × J, row-major
 * @see Gneiting & Raftery (2007), Strictly proper scoring rules, prediction, and estimation, JASA 102, 359–378
 */
export function logCrpsProducts(
  distributions: readonly MoneyDistributions[],
  i: number,
  money: number,
  minorPerUnit: number,
): Float64Array {
  const chancesAt = (t: number) => distributions.map((each) => each.chanceOfAtMost(i, minorPerUnit * Math.expm1(t)));
  const came = Math.log1p(money / minorPerUnit);
  const products = new Float64Array(distributions.length ** 2);

  const addPanel = (from: number, to: number, before: readonly number[], after: readonly number[]) => {
    const rise = Math.max(...after.map((chance, j) => chance - before[j]));
    const middle = (from + to) / 2;
    const step = from >= came ? 1 : 0;
    if (rise < flat) {
      const between = after.map((chance, j) => (chance + before[j]) / 2);
      addProducts(products, between, step, to - from);
    } else if (rise > steep && to - from > narrowest) {
      const halfway = chancesAt(middle);
      addPanel(from, middle, before, halfway);
      addPanel(middle, to, halfway, after);
    } else {
      const half = (to - from) / 2;
      for (let node = 0; node < nodes.length; node++) {
        addProducts(products, chancesAt(middle + half * nodes[node]), step, half * weights[node]);
      }
    }
  };

  let before = chancesAt(0);
  for (let from = 0; from < farthest; ) {
    const edge = (Math.floor(from / widest) + 1) * widest;
    const to = from < came ? Math.min(edge, came) : edge;
    const after = chancesAt(to);
    addPanel(from, to, before, after);
    if (from >= came && after.every((chance) => 1 - chance < negligible)) break;
    [from, before] = [to, after];
  }
  return products;
}

/** The score of one distribution. */
export function logCrps(distributions: MoneyDistributions, i: number, money: number, minorPerUnit: number): number {
  return logCrpsProducts([distributions], i, money, minorPerUnit)[0];
}

function addProducts(products: Float64Array, chances: readonly number[], step: number, weight: number): void {
  const J = chances.length;
  for (let j = 0; j < J; j++) {
    for (let k = 0; k < J; k++) products[j * J + k] += weight * (chances[j] - step) * (chances[k] - step);
  }
}
