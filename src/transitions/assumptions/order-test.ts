import * as z from "zod";
import { text } from "../../language/text.ts";
import { type MonteCarloSettings, stateTest, tableTest, testTables, withQ } from "./test-tables.ts";

export const orderTestResult = z.strictObject({
  status: z.literal("done"),
  /** Whether the next state depends on the present one at all. */
  order0Against1: tableTest,
  /** Whether it also depends on the one before. */
  order1Against2: tableTest,
  /** The same for customers in each of the k states; null for p where nothing can be told. */
  middleStates: z.array(stateTest),
});
export const refusedTest = z.strictObject({ status: z.literal("refused"), reason: text });
export const orderTestSchema = z.discriminatedUnion("status", [orderTestResult, refusedTest]);
export type OrderTest = z.output<typeof orderTestSchema>;

/**
 * Anderson and Goodman's tests of the order of a Markov chain. Order 1 against 2: among customers in one state, the next
 * state is independent of the one before; a table of previous × next state for each middle state. Order 0 against 1: a
 * table of present × next state.
 *
 * It takes the paths of one customer as independent given the states they go through, as a chain has it. Customers who
 * differ for good reject it too: then a chain of order 1 fits none of them. Refused where no state is reached from, and
 * left for, two others.
 *
 * @param moves customers by state and next state, k × k, row-major, as `countMoves` and `countPaths` give them
 * @param paths by first, middle and last state, k × k × k
 * @throws RangeError if the counts do not fill k × k and k × k × k
 * @see Anderson & Goodman (1957), Statistical inference about Markov chains, Annals of Mathematical Statistics 28, 89–110
 */
export function orderTest(
  moves: Float64Array,
  paths: Float64Array,
  k: number,
  settings: MonteCarloSettings,
): OrderTest {
  if (paths.length !== k ** 3) throw new RangeError(`orderTest: ${paths.length} counts of paths through ${k} states`);
  const middles = Array.from({ length: k }, (_, middle) => ({
    counts: pathsThrough(paths, middle, k),
    rows: k,
    columns: k,
  }));
  const { tables, total } = testTables(middles, settings);
  if (total.df === 0) return { status: "refused", reason: noPaths };
  const order0Against1 = testTables([{ counts: moves, rows: k, columns: k }], settings).total;
  return { status: "done", order0Against1, order1Against2: total, middleStates: withQ(tables) };
}

/** Paths through one state by first and last, k × k. */
function pathsThrough(paths: Float64Array, middle: number, k: number): Float64Array {
  const counts = new Float64Array(k * k);
  for (let first = 0; first < k; first++) {
    const from = (first * k + middle) * k;
    counts.set(paths.subarray(from, from + k), first * k);
  }
  return counts;
}

const noPaths = {
  en: "no segment was reached from two states and left for two, so that the one before could matter",
  ru: "нет сегмента, в который приходили из двух состояний и из которого уходили в два, так что предыдущему состоянию не на что влиять",
};
