import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, it } from "vitest";
import { featuresDocument } from "../../src/features/document-features.ts";
import { featureFamily } from "../../src/features/feature-table.ts";

const document = featuresDocument();
const rows = document.split("\n").filter((line) => line.startsWith("| `"));

it("has a chapter for every family, and a row of name, kind, unit and definition for every feature", () => {
  const chapters = document.split("\n## ").slice(1);
  expect(chapters.map((chapter) => chapter.split("\n")[0])).toEqual(featureFamily.options);
  for (const chapter of chapters)
    expect(chapter).toContain("\n| feature | kind | unit | definition |\n|---|---|---|---|\n| `");
  for (const row of rows) expect(row).toMatch(/^\| `[^`\s]+` \| (number|category) \| [^|]+ \| [A-Z][^|]+\. \|$/);
});

it("has each feature once", () => {
  expect(rows.map((row) => /`(.*)`/.exec(row)?.[1])).toEqual([
    ...["recency_days", "tenure_days"],
    ...["orders", "interpurchase_days", "interpurchase_variation"],
    ...["monetary", "average_order", "revenue_trend", "return_share"],
    ...["category_share_<category>", "category_breadth"],
    ...["age", "sex", "country", "region"],
    ...["channel_share_<channel>", "acquisition_channel"],
    ...["messages_<contact_channel>", "open_rate_<contact_channel>"],
    ...["click_rate_<contact_channel>", "conversion_rate_<contact_channel>"],
  ]);
});

it("is the page in docs", () => {
  const page = readFileSync(resolve(import.meta.dirname, "../../docs/features.md"), "utf8").replaceAll("\r\n", "\n");
  expect(page, 'run "npm run generate"').toBe(document);
});
