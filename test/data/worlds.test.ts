import { describe, expect, it } from "vitest";
import { everyday } from "../../data/worlds/everyday.ts";
import { keepArchetypes } from "../../data/worlds/keep-archetypes.ts";
import type { World } from "../../data/worlds/world.ts";
import { worlds } from "../../data/worlds/worlds.ts";

/** Every list of a world that has one entry per archetype. */
function perArchetype({ campaign, feedback, visits, ...world }: World): readonly (readonly unknown[])[] {
  return [
    ...[world.initial, world.monthlyMatrix, ...world.monthlyMatrix, world.ordersPerMonth, world.medianBasket],
    ...[world.basketLogSd, world.itemsMean, world.discountShare, world.returnShare],
    ...[world.categories.rows, world.channels.rows],
    ...[campaign.baseConversion, campaign.uplift, campaign.open, campaign.clickGivenOpen, campaign.unsubscribe],
    ...[visits.sessionsPerMonth, feedback.complaintShare, feedback.stars, feedback.pollShare, feedback.recommendation],
  ];
}

describe.each([...worlds])("the world %s", (name, world) => {
  it("is found by its name and has one entry per archetype in every list", () => {
    expect(world.name).toBe(name);
    for (const list of perArchetype(world)) expect(list).toHaveLength(world.archetypes.length);
    for (const { archetypes } of world.society.values)
      for (const archetype of archetypes) expect(world.archetypes).toContain(archetype);
  });

  it("has probabilities that add up", () => {
    const { monthlyMatrix, categories, channels, initial, acquisition } = world;
    for (const row of [
      ...monthlyMatrix,
      ...categories.rows,
      ...channels.rows,
      initial,
      acquisition.map(({ share }) => share),
    ]) {
      expect(row.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
      for (const share of row) expect(share).toBeGreaterThanOrEqual(0);
    }
  });
});

it("a world that keeps some archetypes keeps their moves to each other, and the others stay", () => {
  const { monthlyMatrix, archetypes, society } = keepArchetypes(everyday, ["lapsed", "champion"], "two", "Two.");
  expect(archetypes).toEqual(["lapsed", "champion"]);
  expect(monthlyMatrix[0][1]).toBe(everyday.monthlyMatrix[5][0]);
  expect(monthlyMatrix[1][0]).toBe(everyday.monthlyMatrix[0][5]);
  expect(society.values.find(({ name }) => name === "quality")?.archetypes).toEqual(["champion"]);
});
