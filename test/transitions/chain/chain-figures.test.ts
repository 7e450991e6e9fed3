import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { segmentId } from "../../../src/segments/segmentation.ts";
import { chainFigures, savedChainFigures } from "../../../src/transitions/chain/chain-figures.ts";
import { sparseChains } from "./some-chains.ts";

const ids = (...names: string[]) => names.map((name) => segmentId.parse(name));
const churning = Float64Array.of(0.6, 0.3, 0.1, /**/ 0.2, 0.6, 0.2, /**/ 0, 0, 1);

describe("chainFigures", () => {
  it("are saved as JSON and read again, whatever the chain", () => {
    fc.assert(
      fc.property(sparseChains, ({ k, probabilities }) => {
        const states = ids(...Array.from({ length: k }, (_, state) => `state-${state}`));
        const value = { values: new Float64Array(k).fill(3), discountFactor: 0.9, horizon: 4 };
        const figures = chainFigures(probabilities, states, { churn: [states[0]], value });
        expect(savedChainFigures.parse(JSON.parse(JSON.stringify(figures)))).toEqual(figures);
      }),
      { numRuns: 50 },
    );
  });

  it("write what never happens as null", () => {
    const figures = chainFigures(churning, ids("new", "loyal", "gone"));
    expect(figures).toMatchObject({
      status: "done",
      meanFirstPassage: [
        [0, null, expect.any(Number)],
        [null, 0, expect.any(Number)],
        [null, null, 0],
      ],
      meanRecurrence: [null, null, 1],
      meanHolding: [2.5, 2.5, null],
      kemenyConstant: null,
      entropyRate: 0,
      churn: null,
      value: null,
    });
  });

  it("tell when and whether customers come to the states that count as churn", () => {
    const states = ids("new", "loyal", "gone");
    const figures = chainFigures(churning, states, { churn: ids("gone") });
    // From new m = 1 + .6m + .3n, from loyal n = 1 + .2m + .6n.
    expect(figures).toMatchObject({
      churn: { states: ["gone"], probability: [1, 1, 1], mean: [expect.closeTo(7, 12), expect.closeTo(6, 12), 0] },
    });
    expect(() => chainFigures(churning, states, { churn: ids("lost") })).toThrow(
      "chainFigures: churn is lost, states are new, loyal, gone",
    );
  });

  it("give the value of a customer by segment, without end where there is discount", () => {
    const states = ids("a", "b", "c");
    const value = { values: Float64Array.of(10, 20, 0), horizon: 2 };
    expect(chainFigures(churning, states, { value: { ...value, discountFactor: 0.5 } })).toMatchObject({
      value: { overHorizon: [16, 27, 0], unlimited: [expect.any(Number), expect.any(Number), 0] },
    });
    expect(chainFigures(churning, states, { value: { ...value, discountFactor: 1 } })).toMatchObject({
      value: { overHorizon: [22, 34, 0], unlimited: null },
    });
  });

  it("of one state are those of nobody moving", () => {
    expect(chainFigures(Float64Array.of(1), ids("all"))).toMatchObject({
      period: 1,
      slem: 0,
      halfLife: 0,
      mobility: null,
      absorption: null,
      kemenyConstant: 0,
    });
  });

  it("are refused where nobody was seen in a state", () => {
    const unseen = Float64Array.of(0.5, 0.5, Number.NaN, Number.NaN);
    expect(chainFigures(unseen, ids("loyal", "dormant"))).toEqual({
      status: "refused",
      reason: {
        en: "chain figures: nobody was seen in dormant, so where they go from there is unknown",
        ru: "показатели цепи: состояния, в которых никого не видели: dormant; куда из них уходят, неизвестно",
      },
    });
  });

  it("reject a matrix of other states", () => {
    expect(() => chainFigures(churning, ids("a", "b"))).toThrow("chainFigures: 9 cells for 2 × 2 states");
  });
});
