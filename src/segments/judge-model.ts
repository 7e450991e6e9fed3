import type { FeatureTable } from "../features/feature-table.ts";
import type { Text } from "../language/text.ts";
import { assignSegments } from "./assign-segments.ts";
import { partOf, type Waiting } from "./checkpoint.ts";
import { effortOf } from "./choice/effort.ts";
import { isJudged, type PastWindows, prepareHindsight } from "./choice/past-windows.ts";
import { timeAgreementOf } from "./choice/time-agreement.ts";
import type { ClusteringEngine } from "./clustering-engine.ts";
import { collectEvidence } from "./collect-evidence.ts";
import { warningsAbout } from "./fit-warnings.ts";
import { fromRows } from "./points.ts";
import { projectTable } from "./project-table.ts";
import { sampleCustomers } from "./sample-customers.ts";
import type { EvidenceSettings, SegmentFit } from "./segment-fit.ts";
import type { SegmentModel } from "./segment-model.ts";
import type { SegmentsConfig } from "./segments-config.ts";

/**
 * Puts the customers of a table into the segments of a model that was fitted before, and collects the same evidence for it
 * that a new one has: whether its segments still come back among these customers, in its own space, and how far models of
 * neighbouring windows with as many segments agree.
 *
 * @param table customers of a window, at least one, with the features of the model
 * @param past the windows before, or why there are none
 * @throws RangeError if the table lacks a feature of the model
 */
export async function judgeModel(
  clustering: ClusteringEngine,
  model: SegmentModel,
  table: FeatureTable,
  {
    segments: config,
    stability,
    past,
  }: { segments: SegmentsConfig; stability: EvidenceSettings; past: PastWindows | Text },
  waiting: Waiting = {},
): Promise<SegmentFit> {
  const segmentation = assignSegments(model, table);
  const points = projectTable(model.space, sampleCustomers(table, effortOf(clustering).certifiedRows, config.seed));
  const k = model.segments.length;
  const bootstrap = await collectEvidence(
    clustering,
    points,
    { centroids: fromRows(model.centroids, points.d) },
    segmentation.segments,
    { bootstraps: stability.bootstraps, seed: config.seed },
    partOf(waiting, 0, 0.5),
  );
  const tables = "tables" in past ? past.tables : [];
  const hindsight = "tables" in past && k > 1 ? await prepareHindsight(clustering, past, config) : undefined;
  const pairs = (await hindsight?.(k, partOf(waiting, 0.5, 1)))?.pairs ?? [];
  const overTime = timeAgreementOf(k, pairs, { all: tables.length, judged: tables.filter(isJudged).length });
  const of = { ...bootstrap, of: table.customers.length };
  return { model, segmentation, bootstrap: of, overTime, warnings: warningsAbout(model, config) };
}
