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
export { assignSegments } from "./segments/assign-segments.ts";
export { fitSegmentModel, fitSegments, type SegmentFit } from "./segments/fit-segments.ts";
export { profileSegments, type SegmentProfiles } from "./segments/profile-segments.ts";
export { type SegmentModel, segmentModel } from "./segments/segment-model.ts";
export type { Segmentation, SegmentId, StateHistory } from "./segments/segmentation.ts";
export { adjustedRandIndex } from "./stability/adjusted-rand-index.ts";
export {
  certifyStability,
  type StabilityCertificate,
  stabilityCertificate,
} from "./stability/stability-certificate.ts";
export { timeAgreement } from "./stability/time-agreement.ts";
export { estimateTransitions, type Transitions } from "./transitions/estimate-transitions.ts";
export { UserError } from "./user-error.ts";
