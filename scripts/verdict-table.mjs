/**
 * What `npm start` prints of a run: the verdict, and one line for each segment.
 *
 * @param {object} report the parsed report.json of the run
 * @returns {string}
 */
export function verdictTable({ language, run, verdict, segments, stability, ltv }) {
  const jaccard = stability.bootstrap.segments;
  const rows = [
    ["segment", "customers", "share", "revenue", "LTV", "Jaccard"],
    ...segments.map((segment, index) => [
      `${index + 1} ${segment.name}`,
      segment.size.toLocaleString("en-US"),
      percent(segment.share),
      percent(segment.revenueShare),
      percent(segment.ltvShare),
      jaccard[index]?.jaccard.toFixed(2) ?? "–",
    ]),
  ];
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const lines = rows.map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join("  "),
  );
  const [heading, ...body] = lines;
  const rule = "─".repeat(heading.length);
  const forecast = ltv.status === "done" ? ltv.why[language] : ltv.reason[language];
  return [
    "",
    `${run.project} as of ${run.asOf}: ${verdict.word}`,
    verdict.sentences[0] ?? "",
    "",
    heading,
    rule,
    ...body,
    rule,
    forecast,
  ].join("\n");
}

function percent(share) {
  return share === null ? "–" : `${(share * 100).toFixed(1)}%`;
}
