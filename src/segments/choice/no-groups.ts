import type { FeatureTable } from "../../features/feature-table.ts";
import type { Random } from "../../math/random.ts";
import { type ComponentSpace, encodeTable } from "../component-space.ts";
import type { Points } from "../points.ts";
import { fitPrincipalComponents, scoresOf } from "../principal-components.ts";
import { boxReference, gaussianReference, type Reference } from "../validity/gap-references.ts";
import type { NullModel } from "./segment-count.ts";

/** One way in which data may be without groups, drawn again and again. */
export interface NoGroups {
  readonly against: NullModel;
  readonly draw: Reference;
}

/** Continua that points may come from: evenly spread over a box, and a single normal distribution. */
export function continuaOf(points: Points): NoGroups[] {
  return [
    { against: "box", draw: boxReference(points) },
    { against: "gaussian", draw: gaussianReference(points) },
  ];
}

/**
 * The same for customers as they are, with their space found anew for every draw.
 *
 * `permuted` deals every column out anew, which keeps whatever is peculiar to one column alone: independent columns make
 * clusters that come back perfectly and mean nothing. Where categories are known, the numbers are drawn from each continuum and
 * every category is dealt out anew.
 *
 * @param table the customers; numbers only are compared by `continuaOf` their component scores, and several of them `permuted`
 * @param variance share of the variance the components keep
 */
export function noGroupsIn(
  table: FeatureTable,
  { encodings }: Pick<ComponentSpace, "encodings">,
  scores: Points,
  variance: number,
): NoGroups[] {
  const columns = encodings.map((encoding) => encodeTable([encoding], table));
  const numbers = columns.filter((_, at) => encodings[at].kind === "number");
  const categories = columns.filter((_, at) => encodings[at].kind === "category");
  const dealtOut = (blocks: readonly Points[], random: Random) => blocks.map((block) => shuffleRows(block, random));
  const inComponents = (blocks: readonly Points[]) => componentsOf(sideBySide(blocks), variance);

  const permuted: NoGroups = { against: "permuted", draw: (random) => inComponents(dealtOut(columns, random)) };
  if (categories.length === 0) return [...continuaOf(scores), ...(numbers.length > 1 ? [permuted] : [])];
  if (numbers.length === 0) return [permuted];
  const continua = continuaOf(sideBySide(numbers)).map(({ against, draw }) => ({
    against,
    draw: (random: Random) => inComponents([draw(random), ...dealtOut(categories, random)]),
  }));
  return [...continua, permuted];
}

function componentsOf(encoded: Points, variance: number): Points {
  return scoresOf(fitPrincipalComponents(encoded, variance), encoded);
}

function sideBySide(blocks: readonly Points[]): Points {
  const n = blocks[0].n;
  const d = blocks.reduce((sum, block) => sum + block.d, 0);
  const values = new Float64Array(n * d);
  let first = 0;
  for (const block of blocks) {
    for (let i = 0; i < n; i++) values.set(block.values.subarray(i * block.d, (i + 1) * block.d), i * d + first);
    first += block.d;
  }
  return { n, d, values };
}

function shuffleRows({ n, d, values }: Points, random: Random): Points {
  const order = Int32Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [order[i], order[j]] = [order[j], order[i]];
  }
  const shuffled = new Float64Array(n * d);
  for (let i = 0; i < n; i++) shuffled.set(values.subarray(order[i] * d, (order[i] + 1) * d), i * d);
  return { n, d, values: shuffled };
}
