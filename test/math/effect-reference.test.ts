import { describe, expect, it } from "vitest";
import * as z from "zod";
import { cliffsDelta } from "../../src/math/cliffs-delta.ts";
import { cohensD } from "../../src/math/cohens-d.ts";
import { cramersV } from "../../src/math/cramers-v.ts";
import { crossTable } from "../../src/math/cross-table.ts";
import { gini } from "../../src/math/gini.ts";
import { groupValues } from "../../src/math/group-values.ts";
import { kruskalWallis } from "../../src/math/kruskal-wallis.ts";
import { moments } from "../../src/math/moments.ts";
import { oneWayAnova } from "../../src/math/one-way-anova.ts";
import { rankSums } from "../../src/math/rank-sums.ts";
import { welchAnova } from "../../src/math/welch-anova.ts";
import { sharedReference } from "../segments/shared-reference.ts";

const numbers = z.array(z.number());
const effects = z.object({
  ...{ F: z.number(), p: z.number(), welch_F: z.number(), welch_p: z.number(), eta2: z.number(), omega2: z.number() },
  ...{ kruskal_H: z.number(), kruskal_p: z.number(), epsilon2: z.number() },
  pairs: z.record(z.string(), z.object({ cohen_d: z.number(), cliffs_delta: z.number() })),
});
const effectCase = z.object({
  input: z.object({ segment: numbers, revenue: numbers, noise: numbers, channel: numbers }),
  expected: z.object({
    ...{ revenue: effects, noise: effects },
    channel: z.object({
      ...{ table: z.array(numbers), chi2: z.number(), df: z.number(), p: z.number() },
      ...{ cramers_v: z.number(), cramers_v_bias_corrected: z.number() },
    }),
    ...{ revenue_share: numbers, size_share: numbers, gini_revenue: z.number() },
  }),
});

/** Segments of the case. */
const k = 3;

const cases = sharedReference("stability", "effect").cases.map((one) => effectCase.parse(one));

// scipy 1.17.1
describe.skipIf(cases.length === 0)("the effect sizes of the shared reference", () => {
  it.each(cases)("are SciPy's in every KPI", ({ input, expected }) => {
    for (const kpi of ["revenue", "noise"] as const) {
      const groups = groupValues(Float64Array.from(input[kpi]), Int32Array.from(input.segment), k);
      const anova = oneWayAnova(groups.map(moments));
      const welch = welchAnova(groups.map(moments));
      const kruskal = kruskalWallis(rankSums(groups));
      const { pairs, ...ofAll } = expected[kpi];
      expectSame(
        {
          ...{ F: anova.f, p: anova.p, welch_F: welch.f, welch_p: welch.p, eta2: anova.eta2, omega2: anova.omega2 },
          ...{ kruskal_H: kruskal.h, kruskal_p: kruskal.p, epsilon2: kruskal.epsilon2 },
        },
        ofAll,
      );
      for (const [pair, ofTwo] of Object.entries(pairs)) {
        const [a, b] = pair.split("-").map((group) => groups[Number(group)]);
        expectSame({ cohen_d: cohensD(moments(a), moments(b)), cliffs_delta: cliffsDelta(a, b).delta }, ofTwo);
      }
    }
  });

  it.each(cases)("are SciPy's in the channel", ({ input, expected: { channel } }) => {
    const { table, ...effect } = channel;
    const m = table[0].length;
    const counts = crossTable(Int32Array.from(input.segment), k, Int32Array.from(input.channel), m);
    expect([...counts]).toEqual(table.flat());
    const found = cramersV(counts, k, m);
    if (found === null) throw new Error("the table has more than one row and column");
    expectSame(
      {
        ...{ chi2: found.chiSquare, df: found.degreesOfFreedom, p: found.p },
        ...{ cramers_v: found.v, cramers_v_bias_corrected: found.corrected },
      },
      effect,
    );
  });

  it.each(cases)("come with the same shares and inequality", ({ input, expected }) => {
    const revenue = Float64Array.from(input.revenue);
    const all = moments(revenue);
    const groups = groupValues(revenue, Int32Array.from(input.segment), k).map(moments);
    expect(groups.map(({ count }) => count / all.count)).toEqual(close(expected.size_share));
    expect(groups.map(({ count, mean }) => (count * mean) / (all.count * all.mean))).toEqual(
      close(expected.revenue_share),
    );
    expect(gini(revenue)).toBeCloseTo(expected.gini_revenue, 12);
  });
});

function close(expected: readonly number[]) {
  return expected.map((value) => expect.closeTo(value, 12));
}

/** To nine digits, of small and large figures alike. */
function expectSame(found: Readonly<Record<string, number>>, expected: Readonly<Record<string, number>>) {
  expect(Object.keys(found)).toEqual(Object.keys(expected));
  for (const [name, value] of Object.entries(expected)) {
    expect(Math.abs(found[name] - value), name).toBeLessThan(1e-9 * Math.abs(value));
  }
}
