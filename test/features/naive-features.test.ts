import fc from "fast-check";
import { expect, it } from "vitest";
import { naiveFeatures } from "./naive-features.ts";
import { dateAt, firstDay, randomBase, span, written } from "./random-base.ts";
import { stageBase } from "./staged-base.ts";

const windows = [
  [0, span],
  [31, 62],
  [60, 61],
  [-300, 45],
] as const;

it("agrees with a plain recomputation of every feature, for any base and window", async () => {
  await fc.assert(
    fc.asyncProperty(randomBase, async (random) => {
      const base = await stageBase(written(random));
      try {
        const { channels, categories } = base.staged;
        const history = { ...random, channels, categories };
        for (const [from, until] of windows) {
          const table = await base.features(dateAt(from), dateAt(until));
          const expected = base.ids
            .map((id) => ({ id, features: naiveFeatures(history, id, firstDay + from, firstDay + until) }))
            .filter(({ features }) => features !== undefined);
          expect([...table.customers].map((customer) => base.ids[customer])).toEqual(expected.map(({ id }) => id));

          const compared = table.features.filter(({ name }) => !name.startsWith("click_rate"));
          for (const [row, { id, features }] of expected.entries()) {
            expect(Object.keys(features ?? {}).sort()).toEqual(compared.map(({ name }) => name).sort());
            for (const { name, values } of compared) {
              const value = features?.[name] ?? Number.NaN;
              if (Number.isNaN(value)) expect(values[row], `${name} of ${id}`).toBeNaN();
              else
                expect(Math.abs(values[row] - value), `${name} of ${id}: ${values[row]}, ${value}`).toBeLessThan(1e-9);
            }
          }
        }
      } finally {
        await base.close();
      }
    }),
    { numRuns: 8, interruptAfterTimeLimit: 8_000 },
  );
});
