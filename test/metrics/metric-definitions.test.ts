import { expect, it } from "vitest";
import { metricDefinitions } from "../../src/metrics/metric-definitions.ts";

it("names each metric once", () => {
  const ids = metricDefinitions.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[a-z][a-z0-9_]*$/);
});

it.each(metricDefinitions)(
  "$id says what it is, how it is worked out and what moves it, in both languages",
  (metric) => {
    for (const text of [metric.title, metric.formula, ...metric.levers]) {
      expect(text.en).toMatch(/[a-z]/);
      expect(text.en).not.toMatch(/[а-яё]/i);
      expect(text.ru).toMatch(/[а-яё]/i);
    }
    expect(metric.levers.length).toBeGreaterThan(0);
  },
);

it.each([
  ["retention", "loyalty programme"],
  ["retention", "personal offers"],
  ["average_order", "cross-selling"],
  ["average_order", "upselling"],
])("%s is moved by %s", (id, lever) => {
  const metric = metricDefinitions.find((each) => each.id === id);
  expect(metric?.levers.map(({ en }) => en)).toContain(lever);
});
