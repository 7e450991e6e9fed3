import * as z from "zod";
import type { LifeTable } from "./life-table.ts";
import { refusedTest } from "./order-test.ts";
import { type MonteCarloSettings, tableTest, testTables } from "./test-tables.ts";

export const dwellTestResult = z.strictObject({
  status: z.literal("done"),
  /** Chance of leaving over one window, by maximum likelihood where it is the same at every age. */
  exit: z.number(),
  /** Windows that spells then last on average: 1/exit. */
  meanStay: z.number(),
  /** Spells that reached each age of 1, 2, … and were seen a window later. */
  atRisk: z.array(z.int()),
  /** Those that were left then. */
  exits: z.array(z.int()),
  /** exits / at risk. */
  hazards: z.array(z.number()),
  /** First age of each class that the test compares; the last one is open. */
  classes: z.array(z.int()),
  test: tableTest,
});
export const dwellTestSchema = z.discriminatedUnion("status", [dwellTestResult, refusedTest]);
export type DwellTest = z.output<typeof dwellTestSchema>;
export type DwellTestResult = z.output<typeof dwellTestResult>;

/** Least that is expected to leave, and to stay, in each class of ages. */
const leastExpected = 5;

/**
 * Whether the chance of leaving a state depends on how long a customer has been in it, which it does not in a Markov
 * chain: spells then have the lengths of a geometric distribution. Pearson's test of age × (left, stayed), where late ages
 * that expect fewer than 5 customers to leave or to stay make one class.
 *
 * A hazard that falls may also come of customers who differ: those who leave easily have left. Refused where no spell
 * was seen from its beginning to its end, where all were left at the same age, and where spells are too few for two
 * classes. O(ages).
 *
 * @param settings.maxAge ages that are compared, all unless given; older spells count for `exit` only
 * @throws RangeError if the two columns of the table differ in length
 * @see Allison (1982), Discrete-time methods for the analysis of event histories, Sociological Methodology 13, 61–98
 */
export function dwellTest(
  { exits, censored }: LifeTable,
  { maxAge = Infinity, ...settings }: MonteCarloSettings & { readonly maxAge?: number },
): DwellTest {
  if (exits.length !== censored.length) {
    throw new RangeError(`dwellTest: exits at ${exits.length} ages, censored at ${censored.length}`);
  }
  const atRisk = exits.slice();
  for (let age = atRisk.length - 1; age >= 0; age--) {
    atRisk[age] += censored[age] + (age + 1 < atRisk.length ? atRisk[age + 1] : 0);
  }
  const left = exits.reduce((sum, count) => sum + count, 0);
  const exit = left / atRisk.reduce((sum, count) => sum + count, 0);
  const ages = Math.min(maxAge, atRisk.filter((spells) => spells > 0).length);
  if (left === 0) return { status: "refused", reason: nobodyLeft };
  const classes = ageClasses(atRisk.subarray(0, ages), exit);
  if (classes.length < 2) return { status: "refused", reason: tooFewSpells };

  const table = new Float64Array(2 * classes.length);
  for (let age = 0, at = -1; age < ages; age++) {
    if (classes[at + 1] === age + 1) at += 1;
    table[2 * at] += exits[age];
    table[2 * at + 1] += atRisk[age] - exits[age];
  }
  const test = testTables([{ counts: table, rows: classes.length, columns: 2 }], settings).total;
  if (test.df === 0) return { status: "refused", reason: tooFewSpells };
  return {
    status: "done",
    exit,
    meanStay: 1 / exit,
    atRisk: Array.from(atRisk.subarray(0, ages)),
    exits: Array.from(exits.subarray(0, ages)),
    hazards: Array.from({ length: ages }, (_, age) => exits[age] / atRisk[age]),
    classes,
    test,
  };
}

/**
 * First ages of the classes: 1, 2, … as long as both outcomes are expected often enough, and one class of all later ages
 * if they are together; otherwise the last class takes them in. Later ages have fewer spells.
 */
function ageClasses(atRisk: Float64Array, exit: number): number[] {
  const needed = leastExpected / Math.min(exit, 1 - exit);
  const own = atRisk.filter((spells) => spells >= needed).length;
  const late = atRisk.subarray(own).reduce((sum, spells) => sum + spells, 0);
  return Array.from({ length: own + (late >= needed ? 1 : 0) }, (_, at) => at + 1);
}

const nobodyLeft = {
  en: "nobody who was seen entering was seen leaving",
  ru: "никто из тех, кто вошёл на наших глазах, пока не ушёл",
};
const tooFewSpells = {
  en: "too few stays are seen from their beginning to compare the chance of leaving by age",
  ru: "слишком мало пребываний видно с самого начала, чтобы сравнить вероятность ухода по возрасту",
};
