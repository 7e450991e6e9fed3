import type { Feature, FeatureFamily, FeatureTable } from "../../src/features/feature-table.ts";
import { epochDayOf } from "../../src/math/calendar.ts";
import { createRandom } from "../../src/math/random.ts";

export function number(name: string, values: Iterable<number>, family: FeatureFamily = "behaviour"): Feature {
  const words = {
    en: { title: name, high: `high ${name}`, low: `low ${name}` },
    ru: { title: name, high: `высокий ${name}`, low: `низкий ${name}` },
  };
  return {
    name,
    family,
    kind: "number",
    unit: "things",
    definition: "",
    words,
    values: Float64Array.from(values),
    levels: [],
  };
}

/** A category from the level of each customer; undefined is unknown. */
export function category(name: string, customers: readonly (string | undefined)[]): Feature {
  const levels = [...new Set(customers.filter((level) => level !== undefined))].sort();
  const values = Float64Array.from(customers, (level) => (level === undefined ? Number.NaN : levels.indexOf(level)));
  const words = {
    en: { title: name, high: "mostly", low: "rarely" },
    ru: { title: name, high: "в основном", low: "редко" },
  };
  return { name, family: "demographics", kind: "category", unit: "category", definition: "", words, values, levels };
}

/** A table of the year before a first of January. */
export function table(
  features: readonly Feature[],
  { year = 2024, short = false, incomplete = false } = {},
): FeatureTable {
  const n = features[0]?.values.length ?? 0;
  return {
    window: { from: epochDayOf(year - 1, 1, 1), until: epochDayOf(year, 1, 1), short, incomplete },
    customers: Int32Array.from({ length: n }, (_, i) => 2 * i),
    features,
  };
}

/** Three planted groups of unequal size: many orders, big baskets, and those who stay away. */
export function plantedTable(
  n: number,
  seed: number,
  options: { year?: number; short?: boolean; incomplete?: boolean } = {},
) {
  const random = createRandom(seed);
  const truth = Int32Array.from({ length: n }, () => [0, 0, 0, 1, 1, 2][random.below(6)]);
  const draw = (centres: readonly number[]) => Array.from(truth, (group) => centres[group] + random.normal());
  const features = [
    number(
      "recency_days",
      draw([60, 62, 90]).map((value) => 4 * value),
      "recency",
    ),
    number(
      "orders",
      draw([8, 1, 1]).map((value) => Math.exp(value / 3)),
      "frequency",
    ),
    number(
      "monetary",
      draw([2, 9, 1]).map((value) => Math.exp(value / 2)),
      "monetary",
    ),
    number("breadth", draw([0, 0, 0])),
    category(
      "city",
      Array.from(truth, (group) => "abc"[random.next() < 0.8 ? group : random.below(3)]),
    ),
  ];
  return { truth, table: table(features, options) };
}
