import { describe, expect, it } from "vitest";
import type { FeatureTable } from "../../../src/features/feature-table.ts";
import { createRandom } from "../../../src/math/random.ts";
import type { PastWindows } from "../../../src/segments/choice/past-windows.ts";
import { fitSegmentModel } from "../../../src/segments/fit-segments.ts";
import { segmentsConfig } from "../../../src/segments/segments-config.ts";
import { certifyDrift } from "../../../src/stability/drift/certify-drift.ts";
import { measureDrift } from "../../../src/stability/drift/window-drift.ts";
import { category, number, table } from "../../segments/feature-tables.ts";

/** Customers of two groups, two numbers that tell them apart and one that does not, and where they live. */
function customers(n: number, seed: number, { share = 0.5, moved = 0 } = {}): FeatureTable {
  const random = createRandom(seed);
  const groups = Array.from({ length: n }, () => (random.next() < share ? 0 : 1));
  return table([
    number(
      "orders",
      groups.map((group) => 10 * group + random.normal()),
    ),
    number(
      "spent",
      groups.map((group) => 10 * group + random.normal()),
    ),
    number(
      "recency",
      groups.map(() => moved + random.normal()),
    ),
    category(
      "place",
      groups.map(() => ["city", "town", undefined][random.below(3)]),
    ),
  ]);
}

const model = await fitSegmentModel(customers(2000, 1), 2, segmentsConfig.parse({}));
const byName = (drift: ReturnType<typeof measureDrift>) =>
  new Map(drift.features.map((feature) => [feature.feature, feature]));

describe("measureDrift", () => {
  it("finds a feature that moved, by how much, and leaves the others alone", () => {
    const drift = measureDrift(model, customers(3000, 2), customers(3000, 3, { moved: 0.8 }), 1);
    const features = byName(drift);
    expect(drift.features[0].feature).toBe("recency");
    expect(features.get("recency")).toMatchObject({ verdict: "shifted" });
    expect(features.get("recency")?.wasserstein).toBeCloseTo(0.8, 1);
    expect(features.get("recency")?.ks?.d).toBeCloseTo(0.31, 1); // 2Φ(.4) − 1
    expect(features.get("orders")?.verdict).toBe("stable");
    expect(features.get("place")).toMatchObject({ verdict: "stable", ks: null, wasserstein: null });
    expect(drift.shares.verdict).toBe("stable");
    expect(drift.centroids.every(({ shift }) => shift !== null && shift > 0.2)).toBe(true);
  });

  it("says nothing of the middle of a segment that nobody is in any more", () => {
    const { centroids } = measureDrift(model, customers(500, 2), customers(500, 3, { share: 1 }), 1);
    expect(centroids.filter(({ shift }) => shift === null)).toHaveLength(1);
  });

  it("finds segments that grew", () => {
    const drift = measureDrift(model, customers(3000, 2), customers(3000, 3, { share: 0.8 }), 1);
    expect(drift.shares).toMatchObject({ verdict: "shifted" });
    // (.8 − .5)·ln(.8/.5) + (.2 − .5)·ln(.2/.5)
    expect(drift.shares.psi).toBeCloseTo(0.416, 1);
    expect(byName(drift).get("recency")?.verdict).toBe("stable");
    expect(drift.centroids.every(({ shift }) => shift !== null && shift < 0.2)).toBe(true);
  });

  it.each([100, 400])("raises a false alarm for at most 5 % of features and sizes of %i unchanged customers", (n) => {
    let alarms = 0;
    let asked = 0;
    for (let seed = 0; seed < 100; seed++) {
      const drift = measureDrift(model, customers(n, 1000 + seed), customers(n, 5000 + seed), seed);
      for (const { verdict } of [drift.shares, ...drift.features]) {
        asked++;
        if (verdict !== "stable") alarms++;
      }
    }
    expect(asked).toBe(500);
    expect(alarms / asked).toBeLessThanOrEqual(0.05);
  });
});

describe("certifyDrift", () => {
  const day = (until: string, found: FeatureTable, short = false): FeatureTable => ({
    ...found,
    window: { ...found.window, until: (Date.parse(until) / 86_400_000) as typeof found.window.until, short },
  });
  const past = (...tables: FeatureTable[]): PastWindows => ({ tables, laterRevenue: new Float64Array(0) });

  it("compares with the window the model was fitted on, else with the oldest whole one, and says what moved in words", () => {
    const windows = past(
      day("2023-11-01", customers(2000, 1), true),
      day("2023-12-01", customers(2000, 2, { moved: 0.8 })),
      day("2024-01-01", customers(2000, 3)),
      day("2024-02-01", customers(2000, 4)),
    );
    expect(certifyDrift(model, windows, 1)).toMatchObject({
      status: "passed",
      reasons: [],
      found: { from: "2024-01-01" },
    });
    const newer = certifyDrift({ ...model, asOf: "2024-02-01" as typeof model.asOf }, windows, 1);
    expect(newer).toMatchObject({ status: "warned", found: { from: "2023-12-01", until: "2024-02-01" } });
    expect(newer.reasons[0].en).toMatch(
      /^1 of 4 features moved since 2023-12-01 by more than sampling explains: .*PSI 0\.\d\d/,
    );
  });

  it("is refused where the newest window is incomplete", () => {
    const whole = day("2024-01-01", customers(50, 1));
    const newest = { ...whole, window: { ...whole.window, incomplete: true } };
    expect(certifyDrift(model, past(whole, newest), 1)).toMatchObject({
      status: "refused",
      reasons: [{ en: "the newest window does not see all of its time" }],
    });
  });

  it("is refused without an earlier window", () => {
    expect(certifyDrift(model, past(day("2024-01-01", customers(50, 1))), 1)).toMatchObject({
      status: "refused",
      found: null,
    });
    const reason = { en: "there is no event log", ru: "нет журнала событий" };
    expect(certifyDrift(model, reason, 1)).toMatchObject({ status: "refused", reasons: [reason] });
  });
});
