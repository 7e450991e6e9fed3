import { describe, expect, it } from "vitest";
import { reportMap } from "../../src/report/report-map.ts";
import { reportProfiles } from "../../src/report/report-profiles.ts";
import type { ProfileColumn } from "../../src/segments/profile-segments.ts";
import { segmentId } from "../../src/segments/segmentation.ts";
import { category, number } from "../segments/feature-tables.ts";

const column = (feature: string, level: string | undefined, centre: number[], contrast: number[]): ProfileColumn => ({
  ...{ feature, level, unit: level === undefined ? "days" : "share", base: 1 },
  centre: Float64Array.from(centre),
  mean: Float64Array.from(centre),
  contrast: Float64Array.from(contrast),
});

describe("reportProfiles", () => {
  const profiles = {
    ids: ["s1", "s2"].map((id) => segmentId.parse(id)),
    names: [
      { en: "early", ru: "ранние" },
      { en: "late", ru: "поздние" },
    ],
    sizes: Int32Array.of(30, 70),
    shares: Float64Array.of(0.3, 0.7),
    revenueShares: Float64Array.of(Number.NaN, Number.NaN),
    columns: [
      column("recency_days", undefined, [1 / 3, 80], [-0.9, Number.NaN]),
      column("age", undefined, [Number.NaN, Number.NaN], [0, 0]),
      column("city", "Ulm", [0.25, 0.5], [-0.4, 0.2]),
    ],
  };
  const described = { features: [number("recency_days", []), category("city", ["Ulm"])] };
  const { features, segments } = reportProfiles(profiles, described, "en");

  it("leaves out features nobody has a value of, and keeps levels apart", () => {
    expect(features).toEqual([
      { name: "recency_days", title: "recency_days", level: null, unit: "days" },
      { name: "city", title: "city", level: "Ulm", unit: "share" },
    ]);
  });

  it("gives each segment its column of the profiles, with null for what is unknown", () => {
    expect(segments[1]).toEqual({
      ...{ id: "s2", name: "late", size: 70, share: 0.7, revenueShare: null },
      centre: [80, 0.5],
      contrast: [null, 0.2],
    });
    expect(segments[0].centre).toEqual([0.333333, 0.25]);
  });

  it("names segments in the language of the report", () => {
    expect(reportProfiles(profiles, described, "ru").segments.map(({ name }) => name)).toEqual(["ранние", "поздние"]);
  });
});

describe("reportMap", () => {
  const sample = { x: Float64Array.of(1.23456, -2), y: Float64Array.of(0.5, 0), labels: Int32Array.of(1, 0) };

  it("rounds places to thousandths", () => {
    expect(reportMap({ ...sample, explained: [0.5, 0.2] }, 9)).toEqual({
      ...{ of: 9, variance: [0.5, 0.2], x: [1.235, -2], y: [0.5, 0], segment: [1, 0] },
    });
  });

  it("is null with a single component", () => {
    expect(reportMap({ ...sample, explained: [1, 0] }, 9)).toBeNull();
  });
});
