import * as z from "zod";
import { refusedTest } from "./order-test.ts";
import { type MonteCarloSettings, stateTest, tableTest, testTables, withQ } from "./test-tables.ts";

export const homogeneityTestResult = z.strictObject({
  status: z.literal("done"),
  /** Over all origins. */
  total: tableTest,
  /** Moves out of each of the k states. */
  origins: z.array(stateTest),
});
export const homogeneityTestSchema = z.discriminatedUnion("status", [homogeneityTestResult, refusedTest]);
export type HomogeneityTest = z.output<typeof homogeneityTestSchema>;

/**
 * Whether customers move alike in every group of moves: in every pair of windows, or in every cohort. One table of
 * groups × destinations for each origin, so that a group with more moves out of a state counts for more and one without
 * any counts for nothing.
 *
 * Refused where no two groups have moves out of one state, to more than one destination.
 *
 * @param groups customers by origin and destination in each group, k × k, row-major
 * @throws RangeError if the counts of a group do not fill k × k
 * @see Anderson & Goodman (1957), Statistical inference about Markov chains, Annals of Mathematical Statistics 28, 89–110
 */
export function homogeneityTest(
  groups: readonly Float64Array[],
  k: number,
  settings: MonteCarloSettings,
): HomogeneityTest {
  const odd = groups.findIndex((counts) => counts.length !== k * k);
  if (odd !== -1) throw new RangeError(`homogeneityTest: ${groups[odd].length} counts of group ${odd} for ${k} states`);
  const { tables, total } = testTables(
    Array.from({ length: k }, (_, origin) => movesOutOf(origin, groups, k)),
    settings,
  );
  if (total.df === 0) return { status: "refused", reason: nothingToCompare };
  return { status: "done", total, origins: withQ(tables) };
}

/** Moves out of one state, groups × k destinations. */
export function movesOutOf(origin: number, groups: readonly Float64Array[], k: number) {
  const counts = new Float64Array(groups.length * k);
  for (const [group, moves] of groups.entries()) counts.set(moves.subarray(origin * k, (origin + 1) * k), group * k);
  return { counts, rows: groups.length, columns: k };
}

const nothingToCompare = {
  en: "no segment is left in two groups of moves for more than one destination, so there is nothing to compare",
  ru: "нет сегмента, из которого в двух группах уходили бы больше чем в одно состояние, так что сравнивать нечего",
};
