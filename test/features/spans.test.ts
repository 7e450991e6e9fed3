import fc from "fast-check";
import { expect, it } from "vitest";
import { readHistory } from "../../src/features/customer-history.ts";
import { featureFamily } from "../../src/features/feature-table.ts";
import { offeredFeatures } from "../../src/features/offered-features.ts";
import { createFeatureBuffers, customersSeen, readWindow } from "../../src/features/read-window.ts";
import { cutSpans, spanFrom } from "../../src/features/spans.ts";
import { windowsConfig, windowsUntil } from "../../src/features/window.ts";
import { toIsoDate } from "../../src/math/calendar.ts";
import { firstDay, randomBase, span, written } from "./random-base.ts";
import { day, stageBase, window } from "./staged-base.ts";

it("cuts time wherever a window begins, ends or has its middle", () => {
  const { edges } = cutSpans([window("2023-01-01", "2023-03-01"), window("2023-02-01", "2023-04-01")]);
  expect(edges).toEqual(["2023-01-01", "2023-02-01", "2023-03-01", "2023-04-01"].map(day));
  expect(cutSpans([window("2023-01-01", "2023-01-08")]).edges).toEqual(
    ["2023-01-01", "2023-01-04", "2023-01-08"].map(day),
  );
});

it("knows no span of a window it was not cut for", () => {
  const spans = cutSpans([window("2023-01-01", "2023-03-01")]);
  expect(spanFrom(spans, day("2023-02-01"))).toBe(1);
  expect(() => spanFrom(spans, 5)).toThrow("spans: none begins on day 5; cut them for the windows that are read");
});

const someWindows = fc
  .record({
    every: fc.constantFrom("day", "week", "month"),
    lookback: fc.constantFrom("1d", "9d", "3w", "1mo", "2mo", "3mo"),
    count: fc.integer({ min: 1, max: 6 }),
  })
  .map((config) => windowsConfig.parse(config));

it("gives every window what a pass over its own rows gives, for any base and windows", async () => {
  await fc.assert(
    fc.asyncProperty(randomBase, someWindows, async (random, config) => {
      const base = await stageBase(written(random));
      try {
        const asOf = base.staged.asOf;
        const history = { firstEvent: firstDay, lastEvent: asOf, longestPause: span, precision: "day" } as const;
        const windows = windowsUntil(asOf, history, config);
        // One pass for all windows must see what the base sees when it is cut for one.
        const alone = [];
        for (const { from, until } of windows)
          alone.push(plain(await base.features(toIsoDate(from), toIsoDate(until))));
        const spans = cutSpans(windows);
        const offered = windows.map((each) =>
          offeredFeatures(featureFamily.options, { ...base.context, window: each }),
        );
        const past = await readHistory(base.engine, base.staged, offered[0].features, spans);
        for (const [i, each] of windows.entries()) {
          const { features } = offered[i];
          const buffers = createFeatureBuffers(base.staged.customers, features.length);
          expect(plain(await readWindow(base.engine, features, base.staged, each, past, buffers))).toEqual(alone[i]);
          expect([...customersSeen(each, past)]).toEqual(expect.arrayContaining(alone[i].customers));
        }
      } finally {
        await base.close();
      }
    }),
    { numRuns: 6, interruptAfterTimeLimit: 20_000 },
  );
});

function plain({ customers, features }: Awaited<ReturnType<typeof readWindow>>) {
  return { customers: [...customers], columns: features.map(({ name, values }) => [name, ...values]) };
}
