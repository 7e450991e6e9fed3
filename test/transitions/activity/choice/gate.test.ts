import { describe, expect, it } from "vitest";
import { chooseContender } from "../../../../src/transitions/activity/choice/choose-contender.ts";
import { firmShare, labelAgreement } from "../../../../src/transitions/activity/choice/firmness.ts";
import { chainInQuestion, judgeGate } from "../../../../src/transitions/activity/choice/gate.ts";
import type { JudgedContender } from "../../../../src/transitions/activity/choice/judge-contender.ts";
import { largestMiss, reliabilityOf } from "../../../../src/transitions/activity/choice/reliability.ts";
import type { ActivityCandidate } from "../../../../src/transitions/activity/search/search-activity.ts";
import { modelOf } from "../panel-builder.ts";

const n = 400;
const noise = Float64Array.from({ length: n }, (_, i) => Math.sin(7 * i));

/** A contender whose customers score so much on average at each of two cuts, each a little off. */
function scored(kind: ActivityCandidate["kind"], means: readonly [number, number], spread = 0.1): JudgedContender {
  const model = modelOf([[1]], [1]);
  return {
    contender: { candidate: { kind, states: 2, freeEffect: false, hasBasket: false }, view: "orders" },
    models: [model, model],
    cuts: means.map((mean, at) => {
      const logLikelihood = noise.map((value, i) => mean + spread * value * Math.cos(i + mean));
      const none = new Float64Array(n);
      const scores = { logLikelihood, plain: logLikelihood, expectedOrders: none, active: none };
      return { cut: 12 + 3 * at, ...scores, level: 1, expected: 0 };
    }),
  };
}

describe("the contender that is chosen", () => {
  const simple = scored("static", [-2, -2]);
  it("is the best", () => {
    const best = scored("chain", [-1.8, -1.8]);
    expect(chooseContender([simple, scored("lapse", [-1.9, -1.9]), best])).toBe(best);
  });
  it("is the simplest of those within one standard error of the best", () => {
    const close = scored("lapse", [-2, -2], 1);
    expect(chooseContender([simple, { ...close, cuts: scored("lapse", [-1.999, -1.999], 1).cuts }])).toBe(simple);
  });
});

describe("the gate of hidden states", () => {
  const lapsing = scored("lapse", [-2, -2]);
  const chain = scored("chain", [-1.9, -1.9]);
  const firm = { agreement: 0.9, firm: 0.7 };
  const passes = (own: JudgedContender, of = firm) => judgeGate([lapsing, own], own, of);

  it("is passed by a chain that is ahead twice, the same to both halves and plain for half of the customers", () => {
    expect(passes(chain)).toMatchObject({ passed: true, reasons: [] });
  });
  it("holds back whatever fails one of these, and says by what", () => {
    const english = (gate: ReturnType<typeof judgeGate>) => gate.reasons.map(({ en }) => en).join();
    expect(english(passes(scored("chain", [-1.9, -2.1])))).toContain("in 1 of 2 windows");
    expect(english(passes(chain, { agreement: 0.79, firm: 0.7 }))).toContain("ARI 0.79");
    expect(english(passes(chain, { agreement: 0.9, firm: 0.49 }))).toContain("49 %");
    expect(judgeGate([lapsing], undefined, firm)).toMatchObject({ passed: false });
  });
  it("is about the best chain where the chosen model is none", () => {
    const worse = scored("chain", [-2.5, -2.5]);
    expect(chainInQuestion([lapsing, worse, chain], lapsing)).toBe(chain);
    expect(chainInQuestion([lapsing, worse, chain], worse)).toBe(worse);
    expect(chainInQuestion([lapsing], lapsing)).toBeUndefined();
  });
});

describe("how plain states are", () => {
  const posterior = Float64Array.of(0.8, 0.2, 0.7, 0.3, 0.1, 0.9, 0.4, 0.6);
  it("counts customers with a posterior of .8 and more", () => {
    expect(firmShare({ posterior }, 2)).toBe(0.5);
  });
  it("compares the most likely states, whatever they are called", () => {
    const swapped = Float64Array.from(posterior, (_, at) => posterior[at ^ 1]);
    expect(labelAgreement({ posterior }, { posterior: swapped }, 2)).toBe(1);
  });
});

describe("reliability", () => {
  it("compares chances with what happened, tenth by tenth, and keeps equal chances together", () => {
    const active = Float64Array.from({ length: 100 }, (_, i) => (i < 50 ? 0.2 : (i + 1) / 100));
    const orders = Array.from({ length: 100 }, (_, i) => Number(i % 5 === 0));
    const rows = reliabilityOf(active, orders);
    expect(rows.map(({ customers }) => customers)).toEqual([50, 10, 10, 10, 10, 10]);
    expect(rows[0]).toMatchObject({ observed: 0.2 });
    expect(rows[0].forecast).toBeCloseTo(0.2, 12);
    expect(rows[5].forecast).toBeCloseTo(0.955, 12);
    expect(largestMiss(rows)).toBeCloseTo(0.755, 12);
  });
});
