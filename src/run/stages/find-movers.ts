import type { FeatureTable } from "../../features/feature-table.ts";
import { isWhole } from "../../features/window.ts";
import type { Text } from "../../language/text.ts";
import { toIsoDate } from "../../math/calendar.ts";
import type { SegmentModel } from "../../segments/segment-model.ts";
import { dormant, none, type StateHistory } from "../../segments/segmentation.ts";
import { dormant as dormantName, neverBought } from "../../segments/state-names.ts";
import type { MovesOfWindow } from "../../transitions/moves-of-window.ts";
import { fitNextState } from "../../transitions/next-state/fit-next-state.ts";
import { expectMoves, type ForetoldMoves, foretellMoves } from "../../transitions/next-state/foretell-moves.ts";
import type { NextSegments } from "../../transitions/next-state/next-segments.ts";
import { withRowsOfEverybody } from "../../transitions/next-state/rows-of-everybody.ts";
import { findTransitionRules } from "../../transitions/rules/find-transition-rules.ts";
import type { TransitionRules } from "../../transitions/rules/transition-rules.ts";
import type { Job, StageNotes } from "../job.ts";
import type { RunFeatures } from "./compute-features.ts";
import type { FollowedWindows } from "./follow-windows.ts";
import type { LearnedTransitions } from "./learn-transitions.ts";
import { readMoves } from "./read-moves.ts";

export interface FoundMovers {
  /** Who moves where more often than others. */
  readonly rules: TransitionRules;
  /** Where customers are likely to be next. */
  readonly nextSegments: NextSegments;
  /** The same of everybody; undefined where that is refused. */
  readonly foretold: ForetoldMoves | undefined;
}

/** Learns from the features of a sample in past windows who moves where, and says of everybody where they may be next. */
export async function findMovers(
  job: Job,
  features: RunFeatures,
  { history }: FollowedWindows,
  { moves: counted, outlook }: Pick<LearnedTransitions, "moves" | "outlook">,
  { segments: named }: SegmentModel,
): Promise<readonly [FoundMovers, StageNotes]> {
  if (counted.status === "refused") return refused(counted.reason);
  const { states } = history;
  const { seed } = job.configuration.segments;
  const moves = await readMoves(job, features, history);
  const names = [...named.map(({ name }) => name), neverBought, dormantName];
  const rules = findTransitionRules(
    moves,
    states.map((id, at) => ({ id, name: names[at] })),
    { seed, dialect: job.engine.dialect, now: standing(features.table, history) },
  );
  job.options.signal.throwIfAborted();
  const { nextSegments, foretold } = foretell(job, features.table, history, moves, {
    counts: counted.pooled.status === "done" ? counted.pooled.counts : undefined,
    values: outlook.status === "done" ? outlook.values : null,
  });
  const notes: StageNotes =
    rules.status === "refused" && nextSegments.status === "refused"
      ? { status: "refused", reason: nextSegments.reason }
      : {
          rowsIn: moves.reduce((sum, { table }) => sum + table.customers.length, 0),
          rowsOut: foretold?.customers.length ?? 0,
          warnings: nextSegments.status === "refused" ? [nextSegments.reason] : [],
        };
  return [{ rules, nextSegments, foretold }, notes];
}

interface Counted {
  /** Moves of everybody over whole windows, k × k. */
  readonly counts: Float64Array | undefined;
  /** What each state brings in one window. */
  readonly values: readonly number[] | null;
}

function foretell(
  { configuration }: Job,
  table: FeatureTable,
  { states, labels }: StateHistory,
  moves: readonly MovesOfWindow[],
  { counts, values: brought }: Counted,
): Pick<FoundMovers, "nextSegments" | "foretold"> {
  const none = (reason: Text) => ({ nextSegments: { status: "refused", reason } as const, foretold: undefined });
  if (!isWhole(table.window)) return none(notWhole);
  const learned = fitNextState(moves, states, { seed: configuration.segments.seed });
  if (learned.status === "refused") return none(learned.reason);
  const model = counts === undefined ? learned : withRowsOfEverybody(learned, counts);
  const values = brought === null ? null : worthOf(states, brought);
  const now = labels[labels.length - 1];
  const foretold = foretellMoves(model, table, now, values);
  const asOf = toIsoDate(table.window.until);
  const expected = expectMoves(foretold, now, model);
  return { nextSegments: { status: "done", asOf, values, expected, model }, foretold };
}

/** What a fall and a rise go by: who has stopped or never begun is worth nothing, whatever comes of it later. */
function worthOf(states: StateHistory["states"], values: readonly number[]): number[] {
  return states.map((id, at) => (id === dormant || id === none ? 0 : values[at]));
}

/** Customers with their state at the end of the newest window, if it sees all of its time. */
function standing(table: FeatureTable, { labels }: StateHistory): Pick<MovesOfWindow, "table" | "origin"> | undefined {
  const now = labels[labels.length - 1];
  if (!isWhole(table.window)) return undefined;
  return { table, origin: Int16Array.from(table.customers, (customer) => now[customer]) };
}

function refused(reason: Text): readonly [FoundMovers, StageNotes] {
  const nothing = { status: "refused", reason } as const;
  return [{ rules: nothing, nextSegments: nothing, foretold: undefined }, nothing];
}

const notWhole: Text = {
  en: "the newest window does not see all of its time, so nothing is foretold from it",
  ru: "последнее окно охвачено данными не полностью, поэтому прогноза по нему нет",
};
