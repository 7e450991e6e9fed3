import { stratifiedFisher } from "../../math/stratified-fisher.ts";
import { type LearnedRule, level } from "./learn-rules.ts";
import type { OriginRows } from "./origin-rows.ts";
import { figuresOf } from "./rule-figures.ts";
import { coveredBy, drawingsOf, strataBy } from "./strata.ts";

/** A rule of one of several moves out of an origin. */
export interface RuleOfMove extends LearnedRule {
  readonly destination: number;
}

/**
 * Rules without those that only mirror a rule of another move. Where one part of the customers moves to A more often, fewer
 * of it are left to move to B, and the other part moves to B more often for no reason of its own. So a rule to a
 * destination that rules of other moves draw customers away from must also hold, beside the others of its move, among
 * the customers who did not go where those lead.
 *
 * @param tested conjunctions that were tried for a destination
 */
export function withoutMirrored(
  rules: readonly RuleOfMove[],
  sample: OriginRows,
  tested: (destination: number) => number,
): RuleOfMove[] {
  return rules.filter(({ destination, conditions }) => {
    const drawing = rules
      .filter((rival) => rival.destination !== destination)
      .filter((rival) => !(figuresOf(coveredBy(rival.conditions, sample), destination, sample).lift >= 1));
    if (drawing.length === 0) return true;
    const elsewhere = new Set(drawing.map((rival) => rival.destination));
    const among = Uint8Array.from(sample.destinations, (state) => Number(!elsewhere.has(state)));
    const beside = rules.filter((other) => other.destination === destination && other.conditions !== conditions);
    const strata = strataBy(
      beside.map((other) => other.conditions),
      sample,
    );
    const p = stratifiedFisher(drawingsOf(coveredBy(conditions, sample), destination, strata, sample, among));
    return p * tested(destination) <= level;
  });
}
