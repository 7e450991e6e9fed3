import type { Text } from "../language/text.ts";
import type { TimeAgreement } from "./choice/time-agreement.ts";
import type { SegmentModel } from "./segment-model.ts";
import type { Segmentation, SegmentId } from "./segmentation.ts";

/** What the evidence for a segmentation is collected with; `StabilityConfig` has both. */
export interface EvidenceSettings {
  readonly bootstraps: number;
  readonly minJaccard: number;
  readonly minPredictionStrength: number;
}

/** How well one segment comes back when customers are drawn again. */
export interface SegmentEvidence {
  readonly id: SegmentId;
  /** Mean of the bootstrap Jaccard similarities, with their 2.5 % and 97.5 % quantiles, 0…1. */
  readonly jaccard: number;
  readonly lo: number;
  readonly hi: number;
}

export interface BootstrapEvidence {
  readonly bootstraps: number;
  /** Customers in each bootstrap, out of those the model was fitted on. */
  readonly rows: number;
  readonly of: number;
  /** In the order of the model's segments; empty when there is one segment. */
  readonly segments: readonly SegmentEvidence[];
}

/** A fitted segmentation with all that is known about it. */
export interface SegmentFit {
  readonly model: SegmentModel;
  /** Segments of all customers of the table. */
  readonly segmentation: Segmentation;
  readonly bootstrap: BootstrapEvidence;
  /** How far models of neighbouring windows with as many segments agree. */
  readonly overTime: TimeAgreement;
  /** Sentences for the log and the report. */
  readonly warnings: readonly Text[];
}
