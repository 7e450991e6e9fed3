/**
 * The public surface: the whole job, and the algorithms it is made of, as functions of their arguments.
 *
 * @example
 * import { adjustedRandIndex } from "tessera";
 * adjustedRandIndex(Int32Array.of(0, 0, 1, 1), Int32Array.of(1, 1, 0, 0)); // 1
 */
export type { Feature, FeatureDefinition, FeatureTable } from "./features/feature-table.ts";
export type { Window } from "./features/window.ts";
export { forecastLastPeriodAgain, forecastTextbook } from "./ltv/baselines.ts";
export { evaluateLtv, type LtvMetrics } from "./ltv/evaluate-ltv.ts";
export { fitLtv, forecastLtv, type LtvModel, type LtvResult, type LtvTask } from "./ltv/fit-ltv.ts";
export type { LabelledCut, LtvCut } from "./ltv/ltv-cut.ts";
export { type CramersV, cramersV } from "./math/cramers-v.ts";
export { type ReportModel, reportModel } from "./report/report-model.ts";
export { type Configuration, configurationSchema, loadConfiguration } from "./run/configuration.ts";
export { type RunManifest, readManifest, runManifest } from "./run/manifest.ts";
export type { RunPlace } from "./run/open-run/find-run.ts";
export { type Chosen, type FinishedRun, openRun } from "./run/open-run.ts";
export { runBatch } from "./run/run.ts";
export type { RunOptions, RunOutcome } from "./run/run-contract.ts";
export { adjustedMutualInformation } from "./segments/agreement/adjusted-mutual-information.ts";
export { adjustedRandIndex } from "./segments/agreement/adjusted-rand-index.ts";
export { type Assignment, assignAtLeastCost } from "./segments/agreement/assignment.ts";
export { bestMatchJaccard } from "./segments/agreement/best-match-jaccard.ts";
export { type MatchedAgreement, matchedAgreement } from "./segments/agreement/matched-agreement.ts";
export {
  type Average,
  mutualInformation,
  normalizedMutualInformation,
} from "./segments/agreement/mutual-information.ts";
export { fowlkesMallows, pairJaccard, randIndex } from "./segments/agreement/pair-agreement.ts";
export { type VMeasure, vMeasure } from "./segments/agreement/v-measure.ts";
export { variationOfInformation } from "./segments/agreement/variation-of-information.ts";
export { assignSegments } from "./segments/assign-segments.ts";
export { fitSegmentModel, fitSegments } from "./segments/fit-segments.ts";
export { fromRows as pointsFromRows, type Points } from "./segments/points.ts";
export { profileSegments, type SegmentProfiles } from "./segments/profile-segments.ts";
export type { SegmentFit } from "./segments/segment-fit.ts";
export { type SegmentModel, segmentModel } from "./segments/segment-model.ts";
export type { Segmentation, SegmentId, StateHistory } from "./segments/segmentation.ts";
export { calinskiHarabasz } from "./segments/validity/calinski-harabasz.ts";
export { daviesBouldin } from "./segments/validity/davies-bouldin.ts";
export { averageDunnIndex, dunnIndex } from "./segments/validity/dunn-index.ts";
export { pearsonGamma } from "./segments/validity/pearson-gamma.ts";
export { sampledSilhouette, silhouette, silhouettes } from "./segments/validity/silhouette.ts";
export type { SilhouetteWidths } from "./segments/validity/silhouette-widths.ts";
export { simplifiedSilhouettes } from "./segments/validity/simplified-silhouette.ts";
export { type SumsOfSquares, sumsOfSquares } from "./segments/validity/sums-of-squares.ts";
export {
  certifyStability,
  type StabilityCertificate,
  stabilityCertificate,
} from "./stability/stability-certificate.ts";
export { estimateTransitions, type Transitions } from "./transitions/estimate-transitions.ts";
export { UserError } from "./user-error.ts";
