import type { Text } from "../../language/text.ts";
import type { NextStateModel, OriginNextState } from "./next-state.ts";
import { smoothedRow } from "./smoothed-row.ts";

/**
 * A model with the rows of everybody's moves in place of those of the customers it was learned from, and with an origin for
 * every state that anybody was seen in: those without features, `none` and `dormant`, have nothing but their row.
 *
 * @param counts moves of all customers over the same windows, k × k, row-major
 * @throws RangeError unless there is a count for every pair of states
 */
export function withRowsOfEverybody(model: NextStateModel, counts: Float64Array): NextStateModel {
  const k = model.states.length;
  if (counts.length !== k * k) throw new RangeError(`next state: ${counts.length} counts for ${k} states`);
  return {
    ...model,
    origins: model.states.flatMap((id, state): OriginNextState[] => {
      const own = counts.subarray(state * k, (state + 1) * k);
      const seen = own.reduce((sum, count) => sum + count, 0);
      const known = model.origins.find(({ origin }) => origin === id);
      if (seen === 0) return [];
      const row = smoothedRow(own);
      return [known === undefined ? { ...withoutFeatures, origin: id, row } : { ...known, row }];
    }),
  };
}

const noFeatures: Text = {
  en: "there are no features of its customers to learn from",
  ru: "признаков его клиентов нет, учиться не на чем",
};

const withoutFeatures = {
  ...{ trained: 0, judged: 0, ridge: null, logLoss: null, gain: null },
  ...{ reliability: [], calibrationError: null, logit: null, reason: noFeatures },
};
