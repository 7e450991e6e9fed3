import { describe, expect, it } from "vitest";
import { bareTable } from "../../../src/features/bare-table.ts";
import { createRandom } from "../../../src/math/random.ts";
import { dormant, segmentId } from "../../../src/segments/segmentation.ts";
import type { MovesOfWindow } from "../../../src/transitions/moves-of-window.ts";
import { fitNextState } from "../../../src/transitions/next-state/fit-next-state.ts";
import { nextState } from "../../../src/transitions/next-state/next-state.ts";
import { predictNextState } from "../../../src/transitions/next-state/predict-next-state.ts";
import { category, number } from "../../segments/feature-tables.ts";

const [regular, valuable, sleeping] = [0, 1, 2];
const states = [...["regular", "valuable", "sleeping"].map((name) => segmentId.parse(name)), dormant];

/** Customers of two segments; regular ones move by their gap, their channel and whether they answered, others by nothing. */
function windows(customers: number, count: number, seed: number): MovesOfWindow[] {
  const random = createRandom(seed);
  const each = <T>(draw: () => T) => Array.from({ length: customers }, draw);
  return Array.from({ length: count }, () => {
    const gap = each(() => Math.exp(3 + random.normal()));
    const score = each(() => (random.next() < 0.3 ? Number.NaN : random.normal()));
    const channel = each(() => ["app", "shop", "web"][random.below(3)]);
    const origin = Int16Array.from(each(() => random.below(2)));
    const destination = origin.map((state, i) => {
      const pull = state === regular ? 0.8 * (Math.log(gap[i]) - 3) + (Number.isNaN(score[i]) ? 1.5 : 0) : 0;
      const odds = [1, Math.exp(-1 + (channel[i] === "web" && state === regular ? 1.5 : 0)), Math.exp(-1 + pull)];
      const u = random.next() * odds.reduce((sum, own) => sum + own, 0);
      return u < odds[0] ? regular : u < odds[0] + odds[1] ? valuable : sleeping;
    });
    const features = [number("gap", gap), number("score", score), category("channel", channel)];
    return { table: { ...bareTable(Int32Array.from(gap.keys()), []), features }, origin, destination };
  });
}

function done(result: ReturnType<typeof fitNextState>) {
  if (result.status === "refused") throw new Error(result.reason.en);
  return result;
}

describe("fitNextState", () => {
  const moves = windows(3000, 4, 1);
  const model = done(fitNextState(moves, states, { seed: 1 }));

  it("keeps a logit where features tell more than the row, and the row elsewhere", () => {
    expect(model.origins.map(({ origin }) => origin)).toEqual(["regular", "valuable"]);
    const [kept, not] = model.origins;
    expect(kept.gain).toBeGreaterThan(0.05);
    expect(kept.logLoss?.logit).toBeLessThan(kept.logLoss?.row ?? 0);
    expect(kept.logit?.classes).toEqual([regular, valuable, sleeping]);
    expect(kept.reason).toBeNull();
    expect(not.gain).toBeLessThan(0.01);
    expect(not.logit).toBeNull();
    expect(not.reason?.en).toMatch(
      /^log loss is .* below that of the transition row in the last pair of windows; 1\.0% is needed$/,
    );
  });

  it("is calibrated in the last pair of windows", () => {
    const [{ reliability, calibrationError }] = model.origins;
    expect(reliability).toHaveLength(10);
    expect(calibrationError).toBeLessThan(0.05);
    expect(reliability[9].observed).toBeGreaterThan(reliability[0].observed + 0.3);
  });

  it("is data that can be saved", () => {
    const read = nextState.parse(JSON.parse(JSON.stringify(model)));
    expect(read).toEqual(model);
    const { table, origin } = moves[3];
    expect(predictNextState(done(read), table, origin)).toEqual(predictNextState(model, table, origin));
  });

  it("gives every customer chances that add up, near those they were drawn by", () => {
    const { table, origin } = windows(2000, 1, 9)[0];
    const chances = predictNextState(model, table, origin);
    const [gap, score, channel] = table.features.map(({ values }) => values);
    let error = 0;
    for (let i = 0; i < 2000; i++) {
      const own = chances.subarray(4 * i, 4 * i + 4);
      expect(own.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 10);
      const pull = origin[i] === regular ? 0.8 * (Math.log(gap[i]) - 3) + (Number.isNaN(score[i]) ? 1.5 : 0) : 0;
      const odds = [1, Math.exp(-1 + (channel[i] === 2 && origin[i] === regular ? 1.5 : 0)), Math.exp(-1 + pull)];
      error += Math.abs(own[2] - odds[2] / (odds[0] + odds[1] + odds[2])) / 2000;
    }
    expect(error).toBeLessThan(0.03);
  });

  it("has no chances for customers of a state it never saw", () => {
    const { table } = windows(5, 1, 2)[0];
    const chances = predictNextState(model, table, Int16Array.of(3, 0, 0, 1, 1));
    expect([...chances.subarray(0, 4)].every(Number.isNaN)).toBe(true);
    expect([...chances.subarray(4)].some(Number.isNaN)).toBe(false);
  });

  it("keeps a rare destination at its chance in the row", () => {
    const rare = moves.map((one, at) => ({
      ...one,
      destination: one.destination.map((state, i) => (at === 0 && i < 8 ? 3 : state)),
    }));
    const own = done(fitNextState(rare, states, { seed: 1 }));
    expect(own.origins[0].logit?.classes).not.toContain(3);
    const chances = predictNextState(own, rare[3].table, rare[3].origin);
    const row = rare[3].origin.indexOf(regular);
    expect(chances[4 * row + 3]).toBeCloseTo(own.origins[0].row[3], 12);
  });

  it("gives reasons where there is too little", () => {
    const few = windows(60, 2, 3);
    expect(done(fitNextState(few, states, { seed: 1 })).origins[0].reason?.en).toMatch(
      /^\d+ rows to learn from and \d+ to be held against; 200 and 1 are needed$/,
    );
    const still = moves.map((one) => ({ ...one, destination: one.origin }));
    expect(done(fitNextState(still, states, { seed: 1 })).origins[0].reason?.en).toBe(
      "fewer than two states with 20 moves or more",
    );
    expect(fitNextState(moves.slice(0, 1), states, { seed: 1 })).toMatchObject({
      status: "refused",
      reason: {
        en: "the next state needs 2 pairs of neighbouring windows, one to learn from and one to be held against; there is 1",
      },
    });
  });

  it("has nothing to go by without features", () => {
    const { origins } = done(fitNextState(moves, states, { seed: 1, features: [] }));
    expect(origins.map(({ logit }) => logit)).toEqual([null, null]);
  });
});
