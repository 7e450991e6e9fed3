import type { Condition } from "../../src/features/conditions/condition.ts";

/** What a rule says, wherever it comes from. */
export interface SaidRule {
  readonly origin: string;
  readonly destination: string;
  readonly conditions: readonly Condition[];
}

export interface JudgedRules<Planted extends SaidRule = SaidRule, Found extends SaidRule = SaidRule> {
  /** Planted rules that were found, and those that were not. */
  readonly recovered: readonly Planted[];
  readonly missed: readonly Planted[];
  /** Found rules that are no planted one, or the same one once more. */
  readonly wrong: readonly Found[];
}

/** How far a threshold may be from the planted one, relative to it. */
const tolerance = 0.1;

/**
 * Which planted rules were found: origin, destination and every term, no more terms and no fewer, thresholds on the right side
 * and within 10 %. Every planted rule is found by one rule at most, so a second version of it is wrong.
 */
export function judgeRules<Planted extends SaidRule, Found extends SaidRule>(
  planted: readonly Planted[],
  found: readonly Found[],
): JudgedRules<Planted, Found> {
  const left = [...found];
  const recovered = planted.filter((rule) => {
    const at = left.findIndex((other) => saysTheSame(rule, other));
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
  return { recovered, missed: planted.filter((rule) => !recovered.includes(rule)), wrong: left };
}

function saysTheSame(planted: SaidRule, found: SaidRule): boolean {
  return (
    planted.origin === found.origin &&
    planted.destination === found.destination &&
    planted.conditions.length === found.conditions.length &&
    planted.conditions.every((condition) => found.conditions.some((other) => asksTheSame(condition, other)))
  );
}

function asksTheSame(planted: Condition, found: Condition): boolean {
  const [a, b] = [planted.question, found.question];
  if (a.feature !== b.feature || planted.answer !== found.answer) return false;
  if (a.kind === "below" && b.kind === "below")
    return Math.abs(a.threshold - b.threshold) <= tolerance * Math.abs(a.threshold) * (1 + 1e-9);
  if (a.kind === "level" && b.kind === "level") return a.level === b.level;
  return a.kind === "known" && b.kind === "known";
}

/**
 * Why a planted rule was missed, by the wrong rule of its move that is nearest to it: one with the same features but a
 * threshold elsewhere, or on the other side; one without some of its terms; one in which another feature stands for one of its
 * own, or joins them.
 */
export type KindOfMiss = "another threshold" | "a term too few" | "another feature" | "nothing found";

export function kindOfMiss(planted: SaidRule, wrong: readonly SaidRule[]): KindOfMiss {
  const own = new Set(featuresOf(planted));
  const rivals = wrong
    .filter(({ origin, destination }) => origin === planted.origin && destination === planted.destination)
    .map(featuresOf);
  const isPart = (features: readonly string[]) => features.every((feature) => own.has(feature));
  if (rivals.length === 0) return "nothing found";
  if (rivals.some((features) => isPart(features) && own.size === new Set(features).size)) return "another threshold";
  return rivals.some(isPart) ? "a term too few" : "another feature";
}

function featuresOf({ conditions }: SaidRule): string[] {
  return conditions.map(({ question }) => question.feature);
}

/** A rule in one line, for people who look at what went wrong. */
export function ruleLine({ origin, destination, conditions }: SaidRule): string {
  return `${origin} → ${destination}: ${conditions.map(line).join(" & ")}`;
}

function line({ question, answer }: Condition): string {
  if (question.kind === "below") return `${question.feature} ${answer ? "<" : "≥"} ${question.threshold}`;
  if (question.kind === "level") return `${question.feature} ${answer ? "=" : "≠"} ${question.level}`;
  return `${question.feature} ${answer ? "known" : "unknown"}`;
}
