import { moneyUnitsOf } from "../../inputs/currency.ts";
import type { SegmentFit } from "../../segments/segment-fit.ts";
import { certifyBreaks } from "../../stability/breaks/certify-breaks.ts";
import { certifyDrift } from "../../stability/drift/certify-drift.ts";
import { judgeMeaning } from "../../stability/meaning/segment-meaning.ts";
import { type Comparison, decidePromotion, keptForItsDay, type Promotion } from "../../stability/promotion.ts";
import { certifyStability, type StabilityCertificate } from "../../stability/stability-certificate.ts";
import type { Standing } from "../champion.ts";
import type { Job, StageNotes } from "../job.ts";
import type { RunFeatures } from "./compute-features.ts";
import type { FoundSegments } from "./find-segments.ts";
import { readReach } from "./read-reach.ts";

/** A model on the customers of this run, and its certificate. */
export interface CertifiedModel {
  readonly fit: SegmentFit;
  readonly certificate: StabilityCertificate;
}

/** Which model the results of the run are made with. */
export interface DecidedModel extends CertifiedModel {
  /** The one that this run fitted; the same unless the champion was kept. */
  readonly challenger: CertifiedModel;
  /** How the two compare; undefined where there was no champion. */
  readonly comparison: Comparison | undefined;
  readonly promotion: Promotion;
}

/** Certifies champion and challenger, and decides which of the two is used from now on. */
export async function decideModel(
  job: Job,
  features: RunFeatures,
  { challenger, incumbent, past }: FoundSegments,
  { looksBack }: Pick<Standing, "looksBack">,
): Promise<readonly [DecidedModel, StageNotes]> {
  const { configuration, engine, options } = job;
  const { grouping } = features;
  const reach = await readReach(job, features);
  const { minShare, seed } = configuration.segments;
  const moneyUnits = moneyUnitsOf(configuration.currency);
  const certified = (fit: SegmentFit): CertifiedModel => ({
    fit,
    certificate: certifyStability(fit, configuration.stability, {
      drift: certifyDrift(fit.model, past, seed),
      breaks: certifyBreaks(fit.model, past, { moneyUnits, seed }),
      meaning: judgeMeaning(fit.model, grouping, fit.segmentation.labels, past, {
        ...{ minShare, seed, dialect: engine.dialect, moneyUnits, reach },
      }),
      compared: incumbent,
    }),
  });
  const newcomer = certified(challenger);
  const veteran = incumbent === undefined ? undefined : certified(incumbent.fit);
  const comparison =
    incumbent === undefined || veteran === undefined
      ? undefined
      : {
          ...{ identity: incumbent.identity, agreement: incumbent.agreement },
          champion: { status: veteran.certificate.status, segments: veteran.fit.model.segments.length },
        };
  const promotion = looksBack ? keptForItsDay : decidePromotion(options.promote, newcomer.certificate, comparison);
  const staysChampion = promotion.decision === "kept" || promotion.decision === "none";
  const used = staysChampion && veteran !== undefined ? veteran : newcomer;
  return [
    { ...used, challenger: newcomer, comparison, promotion },
    { rowsIn: used.fit.overTime.windows, warnings: used.certificate.reasons },
  ];
}
