import { describe, expect, it } from "vitest";
import { priorEffects } from "../../../../src/transitions/activity/inference/customer-effects.ts";
import {
  areNested,
  betterOf,
  choiceOf,
  type StatesTried,
} from "../../../../src/transitions/activity/search/states-tried.ts";
import { modelOf, panelOf } from "../panel-builder.ts";

const model = modelOf([[1]], [1]);
const effects = priorEffects(panelOf(1, []), model);

/** A number of states with the bound of its fit, and of customers it has not seen: a little above and below `heldOut`. */
function tried(states: number, bound: number, heldOut = bound, spread = 0): StatesTried {
  const parts = Float64Array.from({ length: 20 }, (_, part) => heldOut + spread * Math.sin(part * states));
  return { states, fit: { model, effects, bounds: [bound - 1, bound] }, heldOut, parts };
}

describe("numbers of states", () => {
  it("are nested where more states never fit worse, but for the noise of a start", () => {
    expect(areNested([tried(2, -5), tried(3, -4), tried(4, -4.005)])).toBe(true);
    expect(areNested([tried(2, -5), tried(3, -4), tried(4, -4.2)])).toBe(false);
    expect(areNested([])).toBe(false); // nothing was tried yet
  });

  it("keep the fit with the higher bound, whatever the judges say", () => {
    const some = [tried(3, -4, -4.1), tried(4, -4.2, -3.9)];
    const others = [tried(2, -5), tried(3, -4.1, -3.8), tried(4, -3.7, -4)];
    expect(betterOf(some, others)).toEqual([others[0], some[0], others[2]]);
    expect(betterOf([], others)).toEqual(others);
  });

  it("are the fewest within .01 of the best for customers that were not seen, or within one standard error", () => {
    expect(choiceOf([tried(2, -5), tried(3, -4.005), tried(4, -4)]).states).toBe(3);
    expect(choiceOf([tried(2, -5), tried(3, -4.05), tried(4, -4)]).states).toBe(4);
    // The standard error of the difference of these parts is about .3.
    expect(choiceOf([tried(2, -5), tried(3, -4.05, -4.05, 1), tried(4, -4, -4, 1)]).states).toBe(3);
  });
});
