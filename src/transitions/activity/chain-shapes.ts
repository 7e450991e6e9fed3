import type { ActivityModel } from "./activity-model.ts";
import type { ChainShape } from "./maximize-activity.ts";

type Common = Pick<ChainShape, "seasonal" | "varied">;

/** Every state can follow every other. */
export function fullChain(k: number, common: Common): ChainShape {
  return { ...common, allowed: new Uint8Array(k * k).fill(1), lapses: false };
}

/** Nobody ever moves: a mixture of k types. */
export function staticMixture(k: number, common: Common): ChainShape {
  const allowed = new Uint8Array(k * k);
  for (let z = 0; z < k; z++) allowed[z * k + z] = 1;
  return { ...common, allowed, lapses: false };
}

/** k − 1 types who may each lapse for good; the last state orders nothing. */
export function lapseOnly(k: number, common: Common): ChainShape {
  const { allowed } = staticMixture(k, common);
  for (let z = 0; z < k; z++) allowed[z * k + k - 1] = 1;
  return { ...common, allowed, lapses: true };
}

/** `static`: a mixture whose types last; `lapse`: types that may each lapse for good, the last state; `chain`: any move. */
export type ChainKind = "static" | "lapse" | "chain";

export function shapeOf(kind: ChainKind, k: number, common: Common): ChainShape {
  if (kind === "static") return staticMixture(k, common);
  return kind === "lapse" ? lapseOnly(k, common) : fullChain(k, common);
}

/** Share of each type that lapses in a month, and of customers who lapsed before they were seen, to begin with. */
const firstLapsing = 0.03;
const firstLapsed = 0.1;

/** A model of k − 1 types with a state added that orders nothing and is never left. */
export function withLapsedState(types: ActivityModel): ActivityModel {
  const k = types.states + 1;
  const matrix = new Float64Array(k * k);
  for (let z = 0; z < k - 1; z++) {
    matrix[z * k + z] = 1 - firstLapsing;
    matrix[z * k + k - 1] = firstLapsing;
  }
  matrix[k * k - 1] = 1;
  const begun = (shares: Float64Array) =>
    Float64Array.from({ length: k }, (_, z) => (z === k - 1 ? firstLapsed : shares[z] * (1 - firstLapsed)));
  const more = (values: Float64Array, value: number) => Float64Array.of(...values, value);
  return {
    ...types,
    ...{ states: k, matrix, entering: begun(types.entering), present: begun(types.present) },
    rate: more(types.rate, 0),
    basket:
      types.basket === undefined
        ? undefined
        : {
            ...types.basket,
            mean: more(types.basket.mean, mean(types.basket.mean)),
            sd: more(types.basket.sd, mean(types.basket.sd)),
          },
    tallies: types.tallies.map((values) => more(values, mean(values))),
    mixes: types.mixes.map(({ state, ...mix }) => {
      const levels = mix.favourites.length;
      return { ...mix, state: Float64Array.of(...state, ...state.subarray(0, levels)) };
    }),
  };
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
