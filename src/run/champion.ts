import type { IsoDate } from "../math/calendar.ts";
import { completeMove, readAliases, readHistory } from "../registry/aliases.ts";
import { readVersion, registryRemedy, type VersionName } from "../registry/model-version.ts";
import type { SegmentModel } from "../segments/segment-model.ts";
import type { SegmentId } from "../segments/segmentation.ts";
import { sha256OfValue } from "../storage/canonical-json.ts";
import { withProjectLock } from "../storage/lock.ts";

/** The model that a run scores with and measures its own by. */
export interface Champion {
  readonly version: VersionName;
  readonly model: SegmentModel;
  /** Of the canonical JSON of the model. */
  readonly sha256: string;
}

/** What a run finds in the registry of its project. */
export interface Standing {
  /** The champion of that time; undefined when there was none. */
  readonly champion: Champion | undefined;
  /** Whether this very run was here before, so that its model is kept already. */
  readonly isRepeated: boolean;
  /** Whether a model of a later day is in use, so that the model of this run is for its own day only. */
  readonly looksBack: boolean;
  /** Ids of segments that were given by then. */
  readonly taken: readonly SegmentId[];
  /** Changes of the registry by now. */
  readonly changes: number;
}

/**
 * The champion a run as of a date goes by: the last one that was fitted at or before it. A run that asked before finds the
 * champion it found then, so that the same run comes out.
 *
 * @param registry folder of the project's models
 * @param request id of the run without a champion
 * @throws UserError(2) when the registry is damaged, UserError(75) when somebody else is writing it
 */
export async function standingOf(registry: string, asOf: IsoDate, request: string): Promise<Standing> {
  await withProjectLock(registry, () => completeMove(registry), { remedy: registryRemedy });
  const history = readHistory(registry);
  const asked = history.findIndex(({ run }) => run?.request === request);
  const earlier = asked === -1 ? history : history.slice(0, asked);
  const taken = [...new Set(earlier.flatMap(({ run }) => run?.ids ?? []))];
  const common = { taken, changes: history.length };
  const before = history[asked]?.run;
  if (before) {
    const champion = championOf(registry, before.champion);
    return { champion, isRepeated: true, looksBack: before.lookedBack, ...common };
  }
  const current = championOf(registry, readAliases(registry).champion);
  const looksBack = current !== undefined && current.model.asOf > asOf;
  if (!looksBack) return { champion: current, isRepeated: false, looksBack, ...common };
  for (const { to, run } of history.toReversed()) {
    const inUse = championOf(registry, run === null ? to : run.used);
    if (inUse !== undefined && inUse.model.asOf <= asOf)
      return { champion: inUse, isRepeated: false, looksBack, ...common };
  }
  return { champion: undefined, isRepeated: false, looksBack, ...common };
}

/** Whether nobody has changed the registry since. Call it while holding its lock. */
export async function isUntouched(registry: string, { changes }: Standing): Promise<boolean> {
  await completeMove(registry);
  return readHistory(registry).length === changes;
}

function championOf(registry: string, version: VersionName | null): Champion | undefined {
  if (version === null) return undefined;
  const model = readVersion(registry, version);
  return { version, model, sha256: sha256OfValue(model) };
}
