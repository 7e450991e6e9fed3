import type { IsoDate } from "../math/calendar.ts";
import { completeMove, readAliases, readHistory } from "../registry/aliases.ts";
import { idsEver } from "../registry/ids-ever.ts";
import { readVersion, type VersionName, versionName } from "../registry/model-version.ts";
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
  /** Why the run leaves the registry as it is: it was here before, or models of a later day are in use; undefined when it does not. */
  readonly settled: "asked before" | "later champion" | undefined;
  /** Ids of segments that were given by then. */
  readonly taken: readonly SegmentId[];
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
  await withProjectLock(registry, () => completeMove(registry));
  const history = readHistory(registry);
  const asked = history.find((line) => line.request === request);
  if (asked !== undefined) {
    const taken = idsEver(registry, asked.fitted ?? undefined);
    return { champion: championOf(registry, asked.from), settled: "asked before", taken };
  }
  const taken = idsEver(registry);
  const newest = championOf(registry, readAliases(registry).champion);
  if (newest === undefined || newest.model.asOf <= asOf) return { champion: newest, settled: undefined, taken };
  for (const { to } of history.toReversed()) {
    const earlier = championOf(registry, to);
    if (earlier !== undefined && earlier.model.asOf <= asOf)
      return { champion: earlier, settled: "later champion", taken };
  }
  return { champion: undefined, settled: "later champion", taken };
}

/** Whether a champion is still the one in use. */
export function isCurrent(registry: string, champion: Champion | undefined): boolean {
  return readAliases(registry).champion === (champion?.version ?? null);
}

function championOf(registry: string, version: string | null): Champion | undefined {
  if (version === null) return undefined;
  const name = versionName.parse(version);
  const model = readVersion(registry, name);
  return { version: name, model, sha256: sha256OfValue(model) };
}
