import { availableParallelism } from "node:os";
import type { Text } from "../../language/text.ts";
import { partOf, type Waiting } from "../../segments/checkpoint.ts";
import type { PastWindows } from "../../segments/choice/past-windows.ts";
import type { ClusteringEngine } from "../../segments/clustering-engine.ts";
import { fitSegments } from "../../segments/fit-segments.ts";
import { warningsAbout } from "../../segments/fit-warnings.ts";
import { judgeModel } from "../../segments/judge-model.ts";
import { openClusteringEngine } from "../../segments/open-clustering-engine.ts";
import { schemaDifference } from "../../segments/schema-difference.ts";
import type { SegmentFit } from "../../segments/segment-fit.ts";
import type { SegmentsConfig } from "../../segments/segments-config.ts";
import { adoptIdentity, underFreshIds } from "../../stability/identity/adopt-identity.ts";
import { identifySegments, type SegmentIdentity } from "../../stability/identity/identify-segments.ts";
import { type SameWindowAgreement, sameWindowAgreement } from "../../stability/identity/same-window-agreement.ts";
import { UserError } from "../../user-error.ts";
import type { Champion, Standing } from "../champion.ts";
import type { Job, StageNotes } from "../job.ts";
import type { RunFeatures } from "./compute-features.ts";
import { readPastWindows } from "./read-past-windows.ts";

/** What a run knows of its segments: a model of its own, and how that compares with the one in use. */
export interface FoundSegments {
  /** The model fitted by this run, under the champion's ids where there is one. */
  readonly challenger: SegmentFit;
  /** The champion on the customers of this run, and how the challenger stands to it; undefined where there is none. */
  readonly incumbent:
    | { readonly fit: SegmentFit; readonly identity: SegmentIdentity; readonly agreement: SameWindowAgreement }
    | undefined;
  /** What both were judged by besides the newest window, or why there is nothing. */
  readonly past: PastWindows | Text;
}

/**
 * Fits the segments of the run in the light of its past windows, and puts its customers into those of the champion.
 *
 * @throws UserError(2) when the champion needs features that the run does not have
 */
export async function findSegments(
  job: Job,
  features: RunFeatures,
  standing: Standing,
): Promise<readonly [FoundSegments, StageNotes]> {
  const { configuration, options } = job;
  const champion = scoringChampion(job, standing, features);
  const { segments, engine } = configuration;
  const past = await readPastWindows(job, features);
  const threads = engine.threads === "auto" ? availableParallelism() : engine.threads;
  const clustering = await openClusteringEngine(segments.engine, threads);
  try {
    const waiting = { signal: options.signal, onProgress: (share: number) => options.progress.update({ share }) };
    const found = await fitAndCompare(job, clustering, features, past, { ...standing, champion }, waiting);
    const { model, warnings } = found.challenger;
    return [found, { rowsIn: features.table.customers.length, rowsOut: model.segments.length, warnings }];
  } finally {
    await clustering.close();
  }
}

async function fitAndCompare(
  { configuration: { segments, stability } }: Job,
  clustering: ClusteringEngine,
  { grouping }: RunFeatures,
  past: PastWindows | Text,
  { champion, taken }: Standing,
  waiting: Waiting,
): Promise<FoundSegments> {
  const settings = { segments, stability, past };
  if (champion === undefined) {
    const first = await fitSegments(grouping, { ...settings, clustering }, waiting);
    return { challenger: withOwnWarnings(underFreshIds(first, taken), segments), incumbent: undefined, past };
  }
  const challenger = await fitSegments(grouping, { ...settings, clustering }, partOf(waiting, 0, 0.7));
  const fit = await judgeModel(clustering, champion.model, grouping, settings, partOf(waiting, 0.7, 1));
  const identity = identifySegments(champion.model, challenger.model, grouping, taken);
  const agreement = sameWindowAgreement(fit.segmentation.labels, challenger.segmentation.labels, {
    bootstraps: stability.bootstraps,
    seed: segments.seed,
  });
  return {
    challenger: withOwnWarnings(adoptIdentity(challenger, identity, champion.model), segments),
    incumbent: { fit, identity, agreement },
    past,
  };
}

/** A fit whose segments got other ids, with warnings that name those. */
function withOwnWarnings(fit: SegmentFit, config: SegmentsConfig): SegmentFit {
  return { ...fit, warnings: warningsAbout(fit.model, config) };
}

/** The champion, if it can score these customers; one of an earlier day that cannot is passed over. */
function scoringChampion(
  { configuration, options }: Job,
  { champion, looksBack }: Standing,
  { grouping }: RunFeatures,
): Champion | undefined {
  if (champion === undefined) return undefined;
  const difference = schemaDifference(champion.model.space, grouping);
  if (difference.length === 0) return champion;
  if (looksBack) return undefined;
  throw new UserError(
    2,
    `segments: the champion ${champion.version} cannot score these customers: ${difference.join(", ")}; give it back what it was fitted on ` +
      "(sources, features.families, segments.families; features of single categories, brands or channels exist for the twelve most frequent only), " +
      `or begin anew with: tessera models retire --project ${configuration.project} --models ${options.models} --why "…"`,
  );
}
