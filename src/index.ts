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
export { evaluateLtv, type LtvMetrics } from "./ltv/evaluation/evaluate-ltv.ts";
export { fitLtv, forecastLtv, type LtvModel, type LtvResult, type LtvTask } from "./ltv/fit-ltv.ts";
export type { LabelledCut, LtvCut } from "./ltv/protocol/ltv-cut.ts";
export { cliffsDelta, cliffsDeltasToRest } from "./math/cliffs-delta.ts";
export { cohensD } from "./math/cohens-d.ts";
export { type CramersV, cramersV } from "./math/cramers-v.ts";
export { gini } from "./math/gini.ts";
export { groupValues } from "./math/group-values.ts";
export { kruskalWallis } from "./math/kruskal-wallis.ts";
export { type Moments, moments } from "./math/moments.ts";
export { oneWayAnova } from "./math/one-way-anova.ts";
export { type RankSums, rankSums } from "./math/rank-sums.ts";
export { welchAnova } from "./math/welch-anova.ts";
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
export { cohenKappa } from "./segments/agreement/cohen-kappa.ts";
export { customerOverlap } from "./segments/agreement/customer-overlap.ts";
export { marginalHomogeneityTest } from "./segments/agreement/marginal-homogeneity.ts";
export { type MatchedAgreement, matchedAgreement } from "./segments/agreement/matched-agreement.ts";
export { matchedTable } from "./segments/agreement/matched-table.ts";
export {
  type Average,
  mutualInformation,
  normalizedMutualInformation,
} from "./segments/agreement/mutual-information.ts";
export { fowlkesMallows, pairJaccard, randIndex } from "./segments/agreement/pair-agreement.ts";
export { symmetryTest } from "./segments/agreement/symmetry-test.ts";
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
export { chowTest } from "./stability/breaks/chow-test.ts";
export { supFTest } from "./stability/breaks/sup-f-test.ts";
export { countByLevel, seenLevels } from "./stability/drift/category-bins.ts";
export { divergences } from "./stability/drift/divergences.ts";
export { kolmogorovSmirnov } from "./stability/drift/kolmogorov-smirnov.ts";
export { binEdges, countByEdges } from "./stability/drift/number-bins.ts";
export { permutedStability } from "./stability/drift/permuted-stability.ts";
export { populationStability } from "./stability/drift/population-stability.ts";
export { type Sample, sampleOf } from "./stability/drift/sample.ts";
export { wasserstein } from "./stability/drift/wasserstein.ts";
export { identifySegments, type SegmentIdentity } from "./stability/identity/identify-segments.ts";
export { type CentroidMatch, matchCentroids } from "./stability/identity/match-centroids.ts";
export { type SameWindowAgreement, sameWindowAgreement } from "./stability/identity/same-window-agreement.ts";
export { askTree, balancedAccuracy, type DecisionTree, growTree } from "./stability/meaning/surrogate-tree.ts";
export { rulesOf } from "./stability/meaning/tree-rules.ts";
export { treeSql } from "./stability/meaning/tree-sql.ts";
export {
  certifyStability,
  type StabilityCertificate,
  stabilityCertificate,
} from "./stability/stability-certificate.ts";
export type { ActivityEvidence } from "./transitions/activity/choice/activity-evidence.ts";
export { learnActivity } from "./transitions/activity/choice/learn-activity.ts";
export { certifyMarkov } from "./transitions/assumptions/certify-markov.ts";
export { chooseMemory } from "./transitions/assumptions/choose-memory.ts";
export type { MarkovEvidence } from "./transitions/assumptions/markov-evidence.ts";
export { type ChainFigures, chainFigures } from "./transitions/chain/chain-figures.ts";
export { estimateTransitions, type Transitions } from "./transitions/estimate-transitions.ts";
export { forecastSizes, type SizeForecast } from "./transitions/forecast/forecast-sizes.ts";
export { fitNextState } from "./transitions/next-state/fit-next-state.ts";
export { predictNextState } from "./transitions/next-state/predict-next-state.ts";
export { foresee, type Outlook } from "./transitions/outlook.ts";
export { findTransitionRules } from "./transitions/rules/find-transition-rules.ts";
export { type SmoothedTransitions, smoothTransitions } from "./transitions/smoothing/smooth-transitions.ts";
export { UserError } from "./user-error.ts";
