import type { World } from "./world.ts";

/** A world with some of the archetypes of another: who would move to one that is gone stays, shares are scaled to sum to 1. */
export function keepArchetypes(world: World, kept: readonly string[], name: string, about: string): World {
  const at = kept.map((archetype) => world.archetypes.indexOf(archetype));
  const keep = <T>(values: readonly T[]): T[] => at.map((z) => values[z]);
  const initial = keep(world.initial);
  const { campaign, categories, channels, feedback, society, visits } = world;
  return {
    ...world,
    ...{ name, about, archetypes: kept, initial: initial.map((share) => share / sum(initial)) },
    monthlyMatrix: keep(world.monthlyMatrix).map((row, y) => {
      const moves = keep(row);
      return moves.map((chance, z) => (z === y ? 1 - (sum(moves) - moves[y]) : chance));
    }),
    ordersPerMonth: keep(world.ordersPerMonth),
    medianBasket: keep(world.medianBasket),
    basketLogSd: keep(world.basketLogSd),
    itemsMean: keep(world.itemsMean),
    discountShare: keep(world.discountShare),
    returnShare: keep(world.returnShare),
    categories: { ...categories, rows: keep(categories.rows) },
    channels: { ...channels, rows: keep(channels.rows) },
    campaign: {
      ...campaign,
      baseConversion: keep(campaign.baseConversion),
      uplift: keep(campaign.uplift),
      open: keep(campaign.open),
      clickGivenOpen: keep(campaign.clickGivenOpen),
      unsubscribe: keep(campaign.unsubscribe),
    },
    society: {
      ...society,
      values: society.values.map((value) => ({
        ...value,
        archetypes: value.archetypes.filter((archetype) => kept.includes(archetype)),
      })),
    },
    visits: { ...visits, sessionsPerMonth: keep(visits.sessionsPerMonth) },
    feedback: {
      ...feedback,
      complaintShare: keep(feedback.complaintShare),
      stars: keep(feedback.stars),
      pollShare: keep(feedback.pollShare),
      recommendation: keep(feedback.recommendation),
    },
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
