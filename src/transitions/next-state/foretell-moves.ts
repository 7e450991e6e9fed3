import type { FeatureTable } from "../../features/feature-table.ts";
import type { ExpectedMoves } from "./next-segments.ts";
import type { NextStateModel } from "./next-state.ts";
import { predictNextState } from "./predict-next-state.ts";

/** What one window may bring to each of n customers; NaN, and −1 for a state, where nothing is known. */
export interface ForetoldMoves {
  /** Customer numbers, ascending. */
  readonly customers: Int32Array;
  /** The most likely state one window later, which may be today's, and its chance. */
  readonly next: Int16Array;
  readonly nextChance: Float64Array;
  /** Chance of being in another state. */
  readonly move: Float64Array;
  /** Chance of being in a state of less and of more value; null without values. */
  readonly fall: Float64Array | null;
  readonly rise: Float64Array | null;
}

/**
 * Where everybody is likely to be one window later: by their features where the model has a logit for their state, otherwise by
 * the row of their state.
 *
 * O(N · features · k).
 *
 * @param model with an origin for every state that anybody was seen in, see `withRowsOfEverybody`
 * @param table features of those who have any, at the end of the newest window
 * @param states state of each of N customers by number at that end, −1 for those not yet in the population
 * @param values what each of the k states is worth; null where that is not known
 */
export function foretellMoves(
  model: NextStateModel,
  table: FeatureTable,
  states: Int16Array,
  values: readonly number[] | null,
): ForetoldMoves {
  const k = model.states.length;
  if (values !== null && values.length !== k) throw new RangeError(`movers: ${values.length} values of ${k} states`);
  const ofTable = predictNextState(
    model,
    table,
    Int16Array.from(table.customers, (customer) => states[customer]),
  );
  const unknown = new Float64Array(k).fill(Number.NaN);
  const rows = model.states.map((id) => {
    const row = model.origins.find(({ origin }) => origin === id)?.row;
    return row === undefined ? unknown : Float64Array.from(row);
  });

  const customers = numbersOf(states);
  const n = customers.length;
  const foretold = {
    ...{ customers, next: new Int16Array(n).fill(-1), nextChance: new Float64Array(n).fill(Number.NaN) },
    move: new Float64Array(n).fill(Number.NaN),
    fall: values === null ? null : new Float64Array(n).fill(Number.NaN),
    rise: values === null ? null : new Float64Array(n).fill(Number.NaN),
  };
  let inTable = 0;
  for (let i = 0; i < n; i++) {
    const customer = customers[i];
    const own = states[customer];
    const hasFeatures = table.customers[inTable] === customer;
    const chances = hasFeatures ? ofTable.subarray(inTable * k, (inTable + 1) * k) : rows[own];
    if (hasFeatures) inTable += 1;
    if (Number.isNaN(chances[own])) continue;
    const next = likeliest(chances);
    foretold.next[i] = next;
    foretold.nextChance[i] = chances[next];
    foretold.move[i] = sumWhere(chances, (state) => state !== own);
    if (values === null || foretold.fall === null || foretold.rise === null) continue;
    foretold.fall[i] = sumWhere(chances, (state) => values[state] < values[own]);
    foretold.rise[i] = sumWhere(chances, (state) => values[state] > values[own]);
  }
  return foretold;
}

/** How many customers of each state are expected to stay, to fall and to rise, in the order of the states. */
export function expectMoves(
  { customers, move, fall, rise }: ForetoldMoves,
  states: Int16Array,
  model: NextStateModel,
): ExpectedMoves[] {
  const k = model.states.length;
  const [counts, moves, falls, rises] = [0, 1, 2, 3].map(() => new Float64Array(k));
  for (let i = 0; i < customers.length; i++) {
    if (Number.isNaN(move[i])) continue;
    const own = states[customers[i]];
    counts[own] += 1;
    moves[own] += move[i];
    if (fall !== null) falls[own] += fall[i];
    if (rise !== null) rises[own] += rise[i];
  }
  return model.states.flatMap((state, own) =>
    counts[own] === 0
      ? []
      : {
          ...{ state, customers: counts[own], stays: counts[own] - moves[own] },
          falls: fall === null ? null : falls[own],
          rises: rise === null ? null : rises[own],
        },
  );
}

/** Customers who are in the population, ascending. */
function numbersOf(states: Int16Array): Int32Array {
  const customers = new Int32Array(states.length);
  let n = 0;
  for (let customer = 0; customer < states.length; customer++) if (states[customer] >= 0) customers[n++] = customer;
  return customers.subarray(0, n);
}

/** The first of the largest. */
function likeliest(chances: Float64Array): number {
  let best = 0;
  for (let state = 1; state < chances.length; state++) if (chances[state] > chances[best]) best = state;
  return best;
}

function sumWhere(chances: Float64Array, isAsked: (state: number) => boolean): number {
  let sum = 0;
  for (let state = 0; state < chances.length; state++) if (isAsked(state)) sum += chances[state];
  return Math.min(1, sum); // rounding
}
