import * as z from "zod";
import { inEachLanguage, type Text, text } from "../../language/text.ts";
import { translations } from "../../language/translations.ts";
import { type SegmentId, segmentId } from "../../segments/segmentation.ts";
import { type Absorption, absorption } from "./absorption.ts";
import { chainValue, chainValueOver, type ValuePerWindow } from "./chain-value.ts";
import { absorbingStates, communicatingClasses } from "./communicating-classes.ts";
import { eigenvalueModuli } from "./eigenvalue-moduli.ts";
import { entropyRate } from "./entropy-rate.ts";
import { firstPassage, meanFirstPassageTimes, meanRecurrenceTimes } from "./first-passage.ts";
import { meanHoldingTimes } from "./holding-time.ts";
import { kemenyConstant } from "./kemeny-constant.ts";
import { type MarkovChain, markovChain } from "./markov-chain.ts";
import { halfLife, shorrocksMobility } from "./mobility.ts";
import { periodOf, periodOfChain } from "./period.ts";
import { stationaryDistribution } from "./stationary-distribution.ts";

const share = z.number().min(0).max(1);
const shares = z.array(share).readonly();
/** Windows, or a variance of windows squared; null is infinite: it may never happen. */
const time = z.number().min(0).nullable();
const times = z.array(time).readonly();
const states = z.array(segmentId).readonly();

/** What a transition matrix says of the long run, as it is saved. Times are in windows, and an infinite one is null. */
const describedChain = z
  .strictObject({
    status: z.literal("done"),
    /** The k states, in the order of every list of length k and of the rows and columns of every k × k table. */
    states,
    /** Communicating classes by their first states; the period of a class that can be left is null. */
    classes: z
      .array(z.strictObject({ states, recurrent: z.boolean(), period: z.int().min(1).nullable() }).readonly())
      .readonly(),
    absorbing: states,
    irreducible: z.boolean(),
    /** Least common multiple of the periods of the recurrent classes. */
    period: z.int().min(1),
    /** Of each recurrent class, in the order of `classes`, shares of the k states in the long run. */
    stationary: z.array(z.strictObject({ class: states, shares }).readonly()).readonly(),
    /** From row to column, k × k, 0 on the diagonal. */
    meanFirstPassage: z.array(times).readonly(),
    meanRecurrence: times,
    meanHolding: times,
    /** How transient states end; null without transient ones. Rows are `from`, columns of `probability` are `into`. */
    absorption: z
      .strictObject({
        from: states,
        into: z.array(states).readonly(),
        fundamental: z.array(z.array(z.number().min(0)).readonly()).readonly(),
        probability: z.array(shares).readonly(),
        mean: times,
        variance: times,
      })
      .readonly()
      .nullable(),
    /** Descending. */
    eigenvalueModuli: shares,
    /** The second of them; 0 with one state. */
    slem: share,
    /** Windows; null is infinite. */
    halfLife: time,
    /** Shorrocks' index; null with one state. */
    mobility: z.number().min(0).nullable(),
    /** Nats; null with several recurrent classes, of which each has its own. */
    entropyRate: z.number().min(0).nullable(),
    /** Windows; null where the chain is not irreducible. */
    kemenyConstant: z.number().min(0).nullable(),
    /** The way to the states that count as churn; null where none were named. */
    churn: z.strictObject({ states, probability: shares, mean: times, variance: times }).readonly().nullable(),
    /** Discounted value of a customer by the state of the start, in the units given; null where no value was. */
    value: z
      .strictObject({
        discountFactor: share,
        /** All windows to come; null without discount, where the sum has no end. */
        unlimited: z.array(z.number()).readonly().nullable(),
        horizon: z.int().min(0),
        /** The first `horizon` of them. */
        overHorizon: z.array(z.number()).readonly(),
      })
      .readonly()
      .nullable(),
  })
  .readonly();
export type DescribedChain = z.output<typeof describedChain>;

export const savedChainFigures = z.discriminatedUnion("status", [
  describedChain,
  z.strictObject({ status: z.literal("refused"), reason: text }).readonly(),
]);
export type ChainFigures = z.output<typeof savedChainFigures>;

export interface ChainQuestions {
  /** States that count as churn. */
  readonly churn?: readonly SegmentId[];
  /** What customers bring, and over how many windows it is summed up. */
  readonly value?: ValuePerWindow & { readonly horizon: number };
}

/**
 * Every figure of a first-order chain over named states: its classes and their periods, long-run shares, passage,
 * recurrence and holding times, absorption, mobility, churn, and the value of a customer by the state of the start.
 *
 * Figures are of the matrix as it is: that moves go on as they were, and that only the present state counts, is for tests
 * to say. Refused where nobody was seen in a state, so that its row is unknown. O(k⁴).
 *
 * @param probabilities k × k, row-major; NaN in the rows of states nobody was seen in
 * @throws RangeError if the matrix is not one of probabilities over these states, churn names a state it does not have, or
 *   values, discount or horizon are wrong
 */
export function chainFigures(
  probabilities: Float64Array,
  named: readonly SegmentId[],
  { churn, value }: ChainQuestions = {},
): ChainFigures {
  const k = named.length;
  if (probabilities.length !== k * k) {
    throw new RangeError(`chainFigures: ${probabilities.length} cells for ${k} × ${k} states`);
  }
  const unknown = named.filter((_, state) => probabilities.subarray(state * k, (state + 1) * k).some(Number.isNaN));
  if (unknown.length > 0) return { status: "refused", reason: nobodySeen(unknown) };

  const chain = markovChain(probabilities);
  const name = (indices: readonly number[]) => indices.map((state) => named[state]);
  const classes = communicatingClasses(chain);
  const recurrent = classes.filter((one) => one.recurrent);
  const stationary = recurrent.map((one) => stationaryDistribution(chain, one));
  const passageTimes = meanFirstPassageTimes(chain);
  const moduli = eigenvalueModuli(chain, classes);
  const slem = k === 1 ? 0 : moduli[1];
  return {
    status: "done",
    states: named,
    classes: classes.map((one) => ({
      states: name(one.states),
      recurrent: one.recurrent,
      period: one.recurrent ? periodOf(chain, one) : null,
    })),
    absorbing: name(absorbingStates(chain)),
    irreducible: classes.length === 1,
    period: periodOfChain(chain, classes),
    stationary: recurrent.map((one, i) => ({ class: name(one.states), shares: [...stationary[i]] })),
    meanFirstPassage: named.map((_, from) => finite(passageTimes.subarray(from * k, (from + 1) * k))),
    meanRecurrence: finite(meanRecurrenceTimes(chain, classes)),
    meanHolding: finite(meanHoldingTimes(chain)),
    absorption: saveAbsorption(absorption(chain, classes), name),
    eigenvalueModuli: moduli,
    slem,
    halfLife: finite([halfLife(slem)])[0],
    mobility: k === 1 ? null : shorrocksMobility(chain),
    entropyRate: stationary.length === 1 ? entropyRate(chain, stationary[0]) : null,
    kemenyConstant: classes.length === 1 ? kemenyConstant(stationary[0], passageTimes) : null,
    churn: churn === undefined ? null : describeChurn(chain, named, churn),
    value: value === undefined ? null : describeValue(chain, value),
  };
}

function saveAbsorption(
  { transient, recurrent, fundamental, probability, mean, variance }: Absorption,
  name: (indices: readonly number[]) => SegmentId[],
): DescribedChain["absorption"] {
  if (transient.length === 0) return null;
  const row = (cells: Float64Array, at: number) => {
    const columns = cells.length / transient.length;
    return [...cells.subarray(at * columns, (at + 1) * columns)];
  };
  return {
    from: name(transient),
    into: recurrent.map(name),
    fundamental: transient.map((_, at) => row(fundamental, at)),
    probability: transient.map((_, at) => row(probability, at).map((chance) => Math.min(1, chance))),
    mean: [...mean],
    variance: [...variance],
  };
}

function describeChurn(
  chain: MarkovChain,
  named: readonly SegmentId[],
  churn: readonly SegmentId[],
): DescribedChain["churn"] {
  const unknown = churn.find((state) => !named.includes(state));
  if (unknown !== undefined) throw new RangeError(`chainFigures: churn is ${unknown}, states are ${named.join(", ")}`);
  const { probability, mean, variance } = firstPassage(
    chain,
    churn.map((state) => named.indexOf(state)),
  );
  return {
    states: churn,
    probability: Array.from(probability, (chance) => Math.min(1, chance)),
    mean: finite(mean),
    variance: finite(variance),
  };
}

function describeValue(
  chain: MarkovChain,
  { horizon, ...value }: ValuePerWindow & { readonly horizon: number },
): DescribedChain["value"] {
  return {
    discountFactor: value.discountFactor,
    unlimited: value.discountFactor === 1 ? null : [...chainValue(chain, value)],
    horizon,
    overHorizon: [...chainValueOver(chain, value, horizon)],
  };
}

/** JSON has no infinity. */
function finite(values: Iterable<number>): (number | null)[] {
  return Array.from(values, (value) => (Number.isFinite(value) ? value : null));
}

function nobodySeen(unknown: readonly SegmentId[]): Text {
  return inEachLanguage((language) => texts[language](unknown.join(", ")));
}

const texts = translations({
  en: (unknown: string) => `chain figures: nobody was seen in ${unknown}, so where they go from there is unknown`,
  ru: (unknown) => `показатели цепи: состояния, в которых никого не видели: ${unknown}; куда из них уходят, неизвестно`,
});
