import type { LtvResult } from "../ltv/fit-ltv.ts";
import type { ReportVerdict } from "../report/report-model.ts";
import type { SegmentFit } from "../segments/fit-segments.ts";
import type { StabilityCertificate } from "../stability/stability-certificate.ts";
import type { Transitions } from "../transitions/estimate-transitions.ts";
import type { RunManifest } from "./manifest.ts";

export interface RunVerdict {
  readonly word: ReportVerdict;
  /** The most important first. */
  readonly sentences: readonly string[];
}

/** Whether the run may be used, in words: by the worst part of its certificate, then what was refused and why. */
export function verdictOf(
  { model }: SegmentFit,
  certificate: StabilityCertificate,
  transitions: Transitions,
  ltv: LtvResult,
): RunVerdict {
  const unstable = certificate.status === "failed" || model.choice.verdict === "unstable";
  const doubtful = certificate.status === "warned" || certificate.status === "refused";
  const refusals = [transitions, ltv].flatMap((part) => (part.status === "refused" ? [sentence(part.reason)] : []));
  return {
    word: unstable ? "do not use" : doubtful ? "usable with care" : "safe to use",
    sentences: [sentence(certificate.verdict), ...certificate.reasons.map(sentence), ...refusals],
  };
}

/** The gates a model must pass before it is delivered: each part of the certificate that could be judged. */
export function gatesOf({ bootstrap, time }: StabilityCertificate): RunManifest["gates"] {
  const weakest =
    bootstrap.segments.length === 0 ? null : Math.min(...bootstrap.segments.map(({ jaccard }) => jaccard));
  return [
    {
      name: "bootstrap",
      passed: bootstrap.status !== "failed",
      value: weakest,
      needed: bootstrap.threshold.warn,
      sentence:
        weakest === null ? "one segment has nothing to reproduce" : "mean bootstrap Jaccard of the weakest segment",
    },
    {
      name: "time",
      passed: time.status !== "failed",
      value: time.worstAri,
      needed: time.threshold.warn,
      sentence:
        time.worstAri === null
          ? (time.reasons[0] ?? "not judged")
          : "smallest adjusted Rand index of neighbouring windows",
    },
  ];
}

function sentence(text: string): string {
  const whole = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(whole) ? whole : `${whole}.`;
}
