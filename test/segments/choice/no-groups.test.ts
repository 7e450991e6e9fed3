import { describe, expect, it } from "vitest";
import type { FeatureTable } from "../../../src/features/feature-table.ts";
import { createRandom } from "../../../src/math/random.ts";
import { noGroupsIn } from "../../../src/segments/choice/no-groups.ts";
import { fitComponentSpace } from "../../../src/segments/component-space.ts";
import type { Points } from "../../../src/segments/points.ts";
import { projectTable } from "../../../src/segments/project-table.ts";
import { kernel } from "../engines.ts";
import { category, number, table } from "../feature-tables.ts";

const random = createRandom(4);
const n = 400;
const x = Array.from({ length: n }, () => random.normal());
const y = x.map((value) => value + 0.1 * random.normal());
const level = x.map((value) => (value > 0.5 ? "a" : value > -0.5 ? "b" : "c"));

async function nulls(features: FeatureTable) {
  const space = await fitComponentSpace(kernel, features, 1);
  const scores = projectTable(space, features);
  return { scores, models: noGroupsIn(features, space, scores, 1) };
}

describe("noGroupsIn", () => {
  it("has two continua for numbers, and shuffled columns too where there are several columns", async () => {
    const numbers = await nulls(table([number("x", x), number("y", y)]));
    expect(numbers.models.map(({ against }) => against)).toEqual(["box", "gaussian", "permuted"]);
    const alone = await nulls(table([number("x", x)]));
    expect(alone.models.map(({ against }) => against)).toEqual(["box", "gaussian"]);
    const mixed = await nulls(table([number("x", x), category("level", level)]));
    expect(mixed.models.map(({ against }) => against)).toEqual(["box", "gaussian", "permuted"]);
    expect((await nulls(table([category("level", level)]))).models.map(({ against }) => against)).toEqual(["permuted"]);
  });

  it("keeps the total variance of the columns when they are dealt out anew, and undoes how they hang together", async () => {
    const { scores, models } = await nulls(table([number("x", x), number("y", y), category("level", level)]));
    const permuted = models[2].draw(createRandom(1));
    expect(totalVariance(permuted)).toBeCloseTo(totalVariance(scores), 9);
    expect(widest(scores)).toBeGreaterThan(0.6);
    expect(widest(permuted)).toBeLessThan(0.35);
  });

  it("keeps numbers together and only parts the categories from them in the continua", async () => {
    const { models } = await nulls(table([number("x", x), number("y", y), category("level", level)]));
    // x and y still make one direction of twice the variance of a column: about 2 of 4
    const share = widest(models[1].draw(createRandom(1)));
    expect(share).toBeGreaterThan(0.4);
    expect(share).toBeLessThan(0.6);
  });

  it("draws the same by the same random numbers", async () => {
    const { models } = await nulls(table([number("x", x), category("level", level)]));
    for (const { draw } of models) {
      expect(draw(createRandom(9))).toEqual(draw(createRandom(9)));
      expect(draw(createRandom(9))).not.toEqual(draw(createRandom(8)));
    }
  });
});

function variances({ n, d, values }: Points): number[] {
  const columns = Array.from({ length: d }, (_, c) => Array.from({ length: n }, (_, i) => values[i * d + c]));
  return columns.map((column) => {
    const mean = column.reduce((sum, value) => sum + value, 0) / n;
    return column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n;
  });
}

function totalVariance(points: Points): number {
  return variances(points).reduce((sum, value) => sum + value, 0);
}

/** Share of the variance on the widest component. */
function widest(points: Points): number {
  return Math.max(...variances(points)) / totalVariance(points);
}
