import { beforeAll, describe, expect, it } from "vitest";
import { movesOfBase } from "../../bench/rules/base-moves.ts";
import { brisk } from "../../bench/rules/ruled-world.ts";
import type { PlantedRule, PlantedTerm } from "../../data/worlds/planted-rule.ts";
import { type Condition, meetingAll } from "../../src/features/conditions/condition.ts";
import type { MovesOfWindow } from "../../src/transitions/moves-of-window.ts";
import { expectShare } from "./simulated-base.ts";

/** So rare that nobody moves, and so often that everybody does who may: 95 % leave an archetype at most. */
const rare = 1e-9;
const factor = 1e9;
const mostLeaving = 0.95;

const rule = (from: string, to: string, ...terms: PlantedTerm[]): PlantedRule => ({ from, to, terms, factor });

/** Everything rules can ask for. */
const rules = [
  rule("champion", "steady", { fact: "recency_days", below: 20 }),
  rule("steady", "deal_hunter", { fact: "orders", from: 10 }),
  rule("deal_hunter", "big_ticket", { fact: "discount_share", from: 0.06 }),
  rule("big_ticket", "casual", { fact: "average_order", below: 100 }),
  rule("casual", "lapsed", { fact: "channel_share_app", from: 0.3 }, { fact: "tenure_days", below: 900 }),
  rule(
    "lapsed",
    "champion",
    { fact: "open_rate_email", from: 0.42 },
    { fact: "acquisition_channel", level: "organic" },
  ),
];

const k = brisk.archetypes.length;
let moves: readonly MovesOfWindow[] = [];

beforeAll(async () => {
  const world = {
    ...brisk,
    registration: { ...brisk.registration, shareBefore: 0.1 },
    monthlyMatrix: Array.from({ length: k }, (_, row) =>
      Array.from({ length: k }, (_, column) => (row === column ? 1 - (k - 1) * rare : rare)),
    ),
    rules,
  };
  moves = await movesOfBase(world, { customers: 6000, seed: 4, windows: 13 });
});

describe("rules planted in a world", () => {
  it.each(rules)("move those who meet them by the engine's features, and nobody else: $from to $to", (planted) => {
    const conditions = planted.terms.map(conditionOf);
    const [from, to] = [planted.from, planted.to].map((name) => brisk.archetypes.indexOf(name));
    let [meeting, moved, strayed] = [0, 0, 0];
    for (const { table, origin, destination } of moves) {
      const meets = meetingAll(conditions, table.features, origin.length);
      for (let row = 0; row < origin.length; row++) {
        if (origin[row] !== from) continue;
        const byRule = meets[row] === 1 && destination[row] === to;
        meeting += meets[row];
        moved += Number(byRule);
        strayed += Number(destination[row] !== from && !byRule);
      }
    }
    expect(strayed).toBe(0);
    expect(meeting).toBeGreaterThan(150);
    expectShare(moved, meeting, mostLeaving, `${planted.from} to ${planted.to}`);
  });
});

function conditionOf(term: PlantedTerm): Condition {
  if ("level" in term) return { question: { kind: "level", feature: term.fact, level: term.level }, answer: true };
  const [threshold, answer] = "below" in term ? [term.below, true] : [term.from, false];
  return { question: { kind: "below", feature: term.fact, threshold, unknown: !answer }, answer };
}
