import { describe, expect, it } from "vitest";
import { exhaustiveRules } from "../../../src/transitions/rules/exhaustive-rules.ts";
import { sharedReference } from "../../segments/shared-reference.ts";

interface RulesCase {
  readonly id: string;
  readonly input: {
    readonly features: Record<string, number[]>;
    readonly destination_is_target: number[];
    readonly max_terms: number;
  };
  readonly expected: {
    readonly base_rate: number;
    readonly rules: readonly {
      readonly if: readonly (readonly [feature: string, level: number])[];
      readonly n: number;
      readonly hits: number;
      readonly support: number;
      readonly coverage: number;
      readonly confidence: number;
      readonly lift: number;
      readonly leverage: number;
      readonly fisher_greater_p: number;
      readonly wilson_lo: number;
      readonly bh_q: number;
      readonly "kept_at_0.05": boolean;
    }[];
  };
}

// The kind decides the fields of a case.
const cases = sharedReference("markov", "rules").cases as unknown as readonly RulesCase[];

describe.skipIf(cases.length === 0)("an exhaustive search for rules", () => {
  it.each(cases)("finds what SciPy and statsmodels find: $id", ({ input, expected }) => {
    const terms = Object.entries(input.features).flatMap(([name, codes], feature) =>
      [...new Set(codes)]
        .sort((a, b) => a - b)
        .map((level) => ({ name, level, feature, meets: Uint8Array.from(codes, (code) => Number(code === level)) })),
    );
    const found = exhaustiveRules(terms, Uint8Array.from(input.destination_is_target), input.max_terms);
    expect(found).toHaveLength(expected.rules.length);

    for (const rule of expected.rules) {
      const said = rule.if.map(([name, level]) => `${name} ${level}`);
      const own =
        found.find(
          ({ terms: own }) => own.map((at) => `${terms[at].name} ${terms[at].level}`).join() === said.join(),
        ) ?? expect.fail(`not found: ${said.join(" and ")}`);
      expect([own.covered, own.hits]).toEqual([rule.n, rule.hits]);
      for (const [figure, value] of [
        [own.baseRate, expected.base_rate],
        [own.support, rule.support],
        [own.coverage, rule.coverage],
        [own.confidence, rule.confidence],
        [own.lift, rule.lift],
        [own.leverage, rule.leverage],
        [own.confidenceLo, rule.wilson_lo],
        [own.p, rule.fisher_greater_p],
        [own.q, rule.bh_q],
      ]) {
        expect(figure).toBeCloseTo(value, 8);
        expect(Math.abs(figure - value)).toBeLessThanOrEqual(1e-8 * Math.abs(value) + 1e-15);
      }
      expect(own.q <= 0.05).toBe(rule["kept_at_0.05"]);
    }
  });
});
