import { checkDrawing, type Drawing, hypergeometricUpperTail } from "./hypergeometric-tail.ts";

/**
 * Fisher's exact test, against "greater", over strata: the chance of at least as many hits over all strata when in each of
 * them the drawn are drawn without looking. What differs between strata plays no part in it. The margins of every stratum
 * are given, and the distributions of their hits are folded into that of the sum.
 *
 * With one stratum that can tell, `hypergeometricUpperTail`; otherwise exact to about 1e-12, and 0 below 1e-80.
 * O(product of the widths), a width being some forty standard deviations of a stratum's hits at most.
 *
 * @returns 1 where no stratum can tell
 * @throws RangeError if the numbers of a stratum are not those of a 2 × 2 table
 * @see Mehta, Patel & Gray (1985), Computing an exact confidence interval for the common odds ratio in several 2 × 2
 *   contingency tables, JASA 80, 969–973; `mantelhaen.test(exact = TRUE)` of R
 */
export function stratifiedFisher(strata: readonly Drawing[]): number {
  for (const stratum of strata) checkDrawing(stratum);
  const telling = strata.filter(
    ({ drawn, marked, total }) => drawn > 0 && drawn < total && marked > 0 && marked < total,
  );
  if (telling.length === 0) return 1;
  if (telling.length === 1) return hypergeometricUpperTail(telling[0]);

  const sum = telling.map(distributionOf).reduce(folded);
  const hits = telling.reduce((all, stratum) => all + stratum.hits, 0);
  let [upper, whole] = [0, 0];
  // From the far end, so that small terms are added before large ones.
  for (let x = sum.chances.length - 1; x >= 0; x--) {
    whole += sum.chances[x];
    if (x + sum.from >= hits) upper = whole;
  }
  return upper / whole;
}

/** Chances of `from`, `from + 1`, … hits, up to a factor. */
interface Distribution {
  readonly from: number;
  readonly chances: Float64Array;
}

/** Chances so far below the largest one are left out. */
const negligible = 1e-90;

function distributionOf({ drawn, marked, total }: Drawing): Distribution {
  const least = Math.max(0, drawn + marked - total);
  const most = Math.min(drawn, marked);
  const mode = Math.max(least, Math.min(most, Math.floor(((drawn + 1) * (marked + 1)) / (total + 2))));
  const ratio = (x: number) => ((drawn - x) / (x + 1)) * ((marked - x) / (total - drawn - marked + x + 1));
  const below: number[] = [];
  for (let x = mode - 1, chance = 1; x >= least; x--) {
    chance /= ratio(x);
    if (chance < negligible) break;
    below.push(chance);
  }
  const above: number[] = [];
  for (let x = mode, chance = 1; x < most; x++) {
    chance *= ratio(x);
    if (chance < negligible) break;
    above.push(chance);
  }
  return { from: mode - below.length, chances: Float64Array.of(...below.reverse(), 1, ...above) };
}

/** The distribution of the sum of two independent numbers of hits. */
function folded(a: Distribution, b: Distribution): Distribution {
  const chances = new Float64Array(a.chances.length + b.chances.length - 1);
  for (let i = 0; i < a.chances.length; i++) {
    for (let j = 0; j < b.chances.length; j++) chances[i + j] += a.chances[i] * b.chances[j];
  }
  return { from: a.from + b.from, chances };
}
