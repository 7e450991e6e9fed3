import type { JudgedModel } from "./judge-cut.ts";

/** The models of a cut as a table of text. */
export function tableOf(models: readonly JudgedModel[], against: string): string {
  const header = ["Gini", "rho", "dMAPE", "dWAPE", "bias", "MAE", "RMSE", "top10"];
  const pitHeader = [".8", ".9", "KS", "log score", "CRPS"];
  const rows = [
    ["", ...header, ...pitHeader, `Gini minus ${against}`],
    ...models.map(({ model, metrics, pit, scores, lead, weight }) => [
      weight === null ? model : `${model}, ${weight.weight.toFixed(2)} classical`,
      metrics.normalisedGini.toFixed(4),
      metrics.spearman?.toFixed(4) ?? "–",
      metrics.decileMape.toFixed(3),
      metrics.decileWape.toFixed(3),
      signed(metrics.bias, 3),
      metrics.mae.toFixed(2),
      metrics.rmse.toFixed(1),
      metrics.topDecileShare.toFixed(3),
      ...(pit === null || scores === null
        ? pitHeader.map(() => "–")
        : [
            ...[pit.upper80, pit.upper90, pit.ks].map((share) => share.toFixed(3)),
            scores.logScore?.toFixed(4) ?? "∞",
            scores.crps.toFixed(4),
          ]),
      lead === null ? "" : `${signed(lead.mean, 4)} [${signed(lead.lo, 4)}, ${signed(lead.hi, 4)}]`,
    ]),
  ];
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const padded = rows.map((row) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join("  "),
  );
  return padded.map((line) => `  ${line}`).join("\n");
}

function signed(value: number, digits: number): string {
  return `${value < 0 ? "" : "+"}${value.toFixed(digits)}`;
}
