import { beforeAll, describe, expect, it } from "vitest";
import { kernel, reference } from "../engines.ts";
import { sharedReference } from "../shared-reference.ts";

const { cases, points } = sharedReference("clustering", "kmeans+internal");

/** Inertia of 50 restarts as a multiple of the best known one, with whether three searches confirmed that one. */
interface Attempt {
  readonly id: string;
  readonly ratio: number;
  readonly confirmed: boolean;
}

describe.skipIf(cases.length === 0).each([kernel, reference])(
  "k-means with 50 restarts, by the engine $name",
  (engine) => {
    const attempts: Attempt[] = [];

    beforeAll(async () => {
      for (const { id, input, expected } of cases) {
        const { inertia } = await engine.fitKMeans(points(input.data), input.k, { restarts: 50, seed: 7 });
        const ratio = inertia / expected.inertia_best_known;
        attempts.push({ id, ratio, confirmed: expected.optimum_confirmed_by_3_searches });
      }
    }, 60_000);

    it("comes within 0.2 % of the best inertia known in every case", () => {
      expect(attempts.length).toBe(cases.length);
      expect(shown(attempts.filter(({ ratio }) => ratio > 1.002))).toEqual([]);
    });

    it("reaches at least 90 % of the confirmed optima", () => {
      const confirmed = attempts.filter((attempt) => attempt.confirmed);
      const missed = confirmed.filter(({ ratio }) => ratio > 1 + 1e-6);
      expect(missed.length / confirmed.length, `missed: ${shown(missed).join("; ")}`).toBeLessThanOrEqual(0.1);
    });
  },
);

function shown(attempts: readonly Attempt[]): string[] {
  return attempts.map(({ id, ratio }) => `${id} is ${((ratio - 1) * 100).toExponential(2)} % above the best known`);
}
