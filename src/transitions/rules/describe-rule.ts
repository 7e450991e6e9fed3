import type { Dialect } from "../../engine/dialect.ts";
import type { Condition } from "../../features/conditions/condition.ts";
import { conditionsSql } from "../../features/conditions/condition-sql.ts";
import { conditionsInWords } from "../../features/conditions/condition-words.ts";
import { inEachLanguage, type Text } from "../../language/text.ts";
import type { SegmentId } from "../../segments/segmentation.ts";
import type { MovesOfWindow } from "../moves-of-window.ts";
import { movesAmong } from "./moves-among.ts";
import { ruleInWords } from "./rule-words.ts";
import type { ShownFigures, TransitionRule } from "./transition-rules.ts";

/** A state as people are told of it. */
export interface NamedState {
  readonly id: SegmentId;
  readonly name: Text;
}

export interface DescribeOptions {
  readonly dialect: Pick<Dialect, "identifier" | "text" | "double">;
  /** Customers as they are today with their states, to say how many of them a rule covers. */
  readonly now?: Pick<MovesOfWindow, "table" | "origin">;
}

/** A rule that was confirmed: states by index, conditions that hold together, and others that cover nearly the same. */
interface ConfirmedRule {
  readonly origin: number;
  readonly destination: number;
  readonly conditions: readonly Condition[];
  readonly alike: readonly (readonly Condition[])[];
  readonly train: ShownFigures;
  readonly later: ShownFigures;
}

/** A rule as it is saved: states by id, in words and as SQL, with its figures. */
export function describeRule(
  { origin, destination, conditions, alike, train, later }: ConfirmedRule,
  { table: { features } }: Pick<MovesOfWindow, "table">,
  states: readonly NamedState[],
  { dialect, now }: DescribeOptions,
): TransitionRule {
  return {
    ...{ origin: states[origin].id, destination: states[destination].id, conditions: [...conditions] },
    words: ruleInWords(conditions, later, {
      ...{ origin: states[origin].name, destination: states[destination].name, features },
    }),
    sql: conditionsSql(conditions, dialect),
    ...{ train: shown(train), later: shown(later) },
    now:
      now === undefined
        ? null
        : movesAmong({ ...now, destination: now.origin }, { origin, destination }, conditions).rows,
    alike: alike.map((others) => ({
      words: inEachLanguage((language) => conditionsInWords(others, features, language)),
      sql: conditionsSql(others, dialect),
    })),
  };
}

function shown({
  customers,
  moved,
  covered,
  hits,
  confidence,
  baseRate,
  lift,
  liftLo,
  liftHi,
  p,
  q,
}: ShownFigures): ShownFigures {
  return { customers, moved, covered, hits, confidence, baseRate, lift, liftLo, liftHi, p, q };
}

/** Rules in the order of their states, the highest lift first. */
export function byOriginAndLift(states: readonly NamedState[]) {
  const place = new Map(states.map(({ id }, at) => [id, at]));
  const placeOf = (id: SegmentId) => place.get(id) ?? 0;
  return (a: TransitionRule, b: TransitionRule) =>
    placeOf(a.origin) - placeOf(b.origin) ||
    placeOf(a.destination) - placeOf(b.destination) ||
    b.later.lift - a.later.lift;
}
