import { english } from "../language/english.ts";
import type { LtvResult } from "../ltv/fit-ltv.ts";
import type { Job } from "./job.ts";
import type { DecidedModel } from "./stages/decide-model.ts";

/**
 * What people should know of a model before they use it, as Markdown: what it is, from what data, how good it is, and where
 * its limits are (after Mitchell et al. 2019, Model cards for model reporting). No customer is in it, and no clock.
 *
 * @param champion the version in use when it was fitted
 */
export function modelCard(
  { configuration, options }: Job,
  { challenger: { fit, certificate }, comparison, promotion }: DecidedModel,
  champion: string | undefined,
  ltv: LtvResult,
): string {
  const { model } = fit;
  const { fittedOn, space, choice } = model;
  const { bootstrap, time } = certificate;
  const weakest = Math.min(...bootstrap.segments.map(({ jaccard }) => jaccard));
  const lines = [
    `# ${configuration.project}, as of ${model.asOf}`,
    "",
    `${english.counted(model.segments.length, "segment")} by k-means on ${english.counted(space.components.loadings.length, "principal component")}, fitted by Tessera ${options.version} (engine ${model.engine}, seed ${model.seed}).`,
    "",
    "| segment | name | customers | share |",
    "| --- | --- | --- | --- |",
    ...model.segments.map(
      ({ id, name, size, share }) => `| ${id} | ${name.en} | ${english.count(size)} | ${english.share(share)} |`,
    ),
    "",
    "## Data",
    "",
    `- Customers with an order in the ${english.counted(configuration.windows.lookback.count, configuration.windows.lookback.unit)} before ${model.asOf}: ${english.count(fittedOn.of)}; ${english.count(fittedOn.rows)} were clustered, scaling was learned from ${english.count(fittedOn.scaled)}.`,
    `- Features: ${space.encodings.map(({ feature }) => feature).join(", ")}.`,
    ...(space.dropped.length === 0 ? [] : [`- Left out: ${space.dropped.map(({ feature }) => feature).join(", ")}.`]),
    "",
    "## How good it is",
    "",
    `- ${certificate.verdict.en}`,
    `- Kind: ${certificate.kind ?? "not told"}. Number of segments: ${choice.reason.en}.`,
    ...(bootstrap.segments.length === 0
      ? []
      : [
          `- Bootstrap: weakest Jaccard ${english.decimal(weakest, 2)} over ${bootstrap.bootstraps} bootstraps (needed ${bootstrap.threshold.pass}).`,
        ]),
    time.worstAri === null
      ? `- Over time: not judged (${time.reasons.map(({ en }) => en).join("; ")}).`
      : `- Over time: lowest adjusted Rand index ${english.decimal(time.worstAri, 2)} over ${english.counted(time.pairs.length, "pair")} of windows (needed ${time.threshold.pass}).`,
    ...(comparison === undefined
      ? []
      : [
          `- Against the champion ${champion}: adjusted Rand index ${english.decimal(comparison.agreement.ari, 2)} on the same customers, ${english.share(comparison.identity.sameId)} of them keep their segment.`,
        ]),
    `- Decision: ${promotion.decision}${promotion.provisional ? " (provisional)" : ""}; ${promotion.reasons.map(({ en }) => en).join("; ")}.`,
    ltv.status === "done"
      ? `- Lifetime value over ${ltv.evaluation.horizonDays} days: ${ltv.evaluation.champion}, see metrics.json.`
      : `- No model of lifetime value: ${ltv.reason.en}.`,
    "",
    "## Limits",
    "",
    "- Describes customers who ordered within the look-back; others are `none` or `dormant`.",
    "- Segments describe behaviour; they say nothing of what causes it.",
    ...(certificate.kind === "natural"
      ? []
      : [
          "- Borders between segments are a choice: customers near one could as well be on its other side (column margin).",
        ]),
    ...fit.warnings.map(({ en }) => `- ${en}`),
    "",
  ];
  return lines.join("\n");
}
