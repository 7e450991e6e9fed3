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
    ...["discount_share", "coupon_share", "margin", "margin_share", "costed_share"],
    ...["category_share_<category>", "category_breadth", "category_concentration"],
    ...["favourite_category", "category_affinity", "brand_share_<brand>"],
    ...["visits", "visit_recency_days", "site_minutes", "site_events_<event>", "visits_per_order"],
    ...["complaints", "reviews", "polls_answered", "mean_score"],
    ...["age", "sex", "country", "region", "city", "area_type", "climate_zone", "family_status"],
    ...["education", "profession", "customer_type", "income", "income_known", "children", "household_size"],
    ...["interest_<interest>", "interests", "value_<value>", "personal_values"],
    ...["channel_share_<channel>", "acquisition_channel", "acquisition_source", "preferred_channel"],
    ...["consent_email", "consent_phone", "consent_post", "consent_push", "consent_sms", "reachable_channels"],
    ...["messages_<contact_channel>", "open_rate_<contact_channel>"],
    ...["click_rate_<contact_channel>", "conversion_rate_<contact_channel>"],
  ]);
});

it("is the page in docs", () => {
  const page = readFileSync(resolve(import.meta.dirname, "../../docs/features.md"), "utf8").replaceAll("\r\n", "\n");
  expect(page, 'run "npm run generate"').toBe(document);
});
