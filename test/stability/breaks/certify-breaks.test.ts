import { describe, expect, it } from "vitest";
import type { FeatureTable } from "../../../src/features/feature-table.ts";
import { addSpan, isoDate, toEpochDay } from "../../../src/math/calendar.ts";
import { createRandom } from "../../../src/math/random.ts";
import type { PastWindows } from "../../../src/segments/choice/past-windows.ts";
import { fitSegmentModel } from "../../../src/segments/fit-segments.ts";
import { segmentsConfig } from "../../../src/segments/segments-config.ts";
import { certifyBreaks } from "../../../src/stability/breaks/certify-breaks.ts";
import { number, table } from "../../segments/feature-tables.ts";

const first = toEpochDay(isoDate.parse("2024-01-01"));
const none = { en: "there are no amounts", ru: "нет сумм" };

/** Months of 400 customers of two groups, and what each spends in the month after: from a step on, the first group or both spend less. */
function months(count: number, seed: number, { from = count, less = 0, both = false } = {}): PastWindows {
  const random = createRandom(seed);
  const made = Array.from({ length: count }, (_, month) => {
    const groups = Array.from({ length: 400 }, () => random.below(2));
    const features = table([
      number(
        "orders",
        groups.map((group) => 10 * group + random.normal()),
      ),
    ]);
    const until = addSpan(first, { count: 1, unit: "month" }, month);
    const revenue = Float64Array.from(
      groups,
      (group) => 100 * (50 + 10 * random.normal() - ((both || group === 0) && month >= from ? less : 0)),
    );
    return { features: { ...features, window: { ...features.window, until } } as FeatureTable, revenue };
  });
  return {
    tables: made.map(({ features }) => features),
    earlierRevenue: made.slice(0, -2).map(({ revenue }) => revenue),
    laterRevenue: made[count - 2].revenue,
  };
}

const settings = { moneyUnits: 100, seed: 1 };
const newest = months(13, 99).tables[12];
const model = { ...(await fitSegmentModel(newest, 2, segmentsConfig.parse({}))), asOf: isoDate.parse("2025-01-01") };

describe("certifyBreaks", () => {
  it("finds the step from which on a segment spends less, and leaves the other alone", () => {
    const found = certifyBreaks(model, months(13, 1, { from: 7, less: 5 }), settings);
    expect(found.steps).toHaveLength(12);
    expect(found.steps[0]).toEqual({ from: "2024-01-01", until: "2024-02-01", customers: 400 });
    const broken = found.segments.filter(({ anywhere }) => anywhere !== null && anywhere.q <= 0.05);
    expect(broken).toHaveLength(1);
    expect(broken[0].anywhere?.at).toBe("2024-08-01");
    expect(broken[0].means[0]).toBeCloseTo(50, -0.5);
    expect(broken[0].means[11]).toBeCloseTo(45, -0.5);
    expect(found.status).toBe("warned");
    expect(found.reasons[0].en).toMatch(
      /^what customers of .* spend in a step broke in the one from 2024-08-01 on \(q 0\.0\d+\)$/,
    );
  });

  it("tells a season, which breaks in all segments at once, from a segment", () => {
    const found = certifyBreaks(model, months(13, 1, { from: 10, less: -20, both: true }), settings);
    expect(found.everybody).toMatchObject({ at: "2024-11-01", p: 0.001 });
    expect(found.reasons.map(({ en }) => en)).toEqual([
      "what customers spend in a step broke in most segments in the one from 2024-11-01 on (p 0.001): a season or an event rather than a segment",
    ]);
  });

  it("tests the day the model was fitted where it is among the steps", () => {
    const earlier = { ...model, asOf: isoDate.parse("2024-08-01") };
    const { segments } = certifyBreaks(earlier, months(13, 1, { from: 7, less: 5 }), settings);
    const [less, same] = [...segments].sort((a, b) => (a.atModel?.p ?? 1) - (b.atModel?.p ?? 1));
    expect(less.atModel).toMatchObject({ at: "2024-08-01" });
    expect(less.atModel?.p).toBeLessThan(0.001);
    expect(same.atModel?.p).toBeGreaterThan(0.001);
    expect(certifyBreaks(model, months(13, 1), settings).segments[0].atModel).toBeNull();
  });

  it("finds a break in at most 5 of 100 bases where nothing breaks", () => {
    let alarms = 0;
    for (let seed = 1; seed <= 100; seed++)
      if (certifyBreaks(model, months(13, 100 + seed), settings).status === "warned") alarms++;
    expect(alarms).toBeLessThanOrEqual(5);
  }, 60_000);

  it("leaves out steps that are not seen whole, and is refused when fewer than four are left", () => {
    const past = months(6, 1);
    expect(certifyBreaks(model, past, settings).steps).toHaveLength(5);
    const partly = { ...past, earlierRevenue: past.earlierRevenue?.map((revenue, at) => (at < 2 ? none : revenue)) };
    expect(certifyBreaks(model, partly, settings)).toMatchObject({
      status: "refused",
      reasons: [{ en: "there are 3 steps between windows that are seen whole; a search for breaks needs 4" }],
      segments: [],
    });
    expect(certifyBreaks(model, none, settings)).toMatchObject({ status: "refused", reasons: [none] });
  });
});
