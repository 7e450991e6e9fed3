import { acquisitionMetrics } from "./acquisition-metrics.ts";
import { campaignMetrics } from "./campaign-metrics.ts";
import { leverMetrics } from "./lever-metrics.ts";
import { marketMetrics } from "./market-metrics.ts";
import type { Metric } from "./metric.ts";
import { purchaseMetrics } from "./purchase-metrics.ts";
import { retentionMetrics } from "./retention-metrics.ts";
import { revenueMetrics } from "./revenue-metrics.ts";
import { satisfactionMetrics } from "./satisfaction-metrics.ts";
import { valueMetrics } from "./value-metrics.ts";

interface Chapter {
  readonly title: string;
  readonly metrics: readonly Metric[];
  /** Paragraphs before the table. */
  readonly text: readonly string[];
  /** Periods of the metrics that have no calculation of their own. */
  readonly periods?: string;
  /** Tests that compare the figures with something that is not this code. */
  readonly witnesses: readonly string[];
}

const everywhere = "Of the base (`all`), of every part of every structure and of every segment.";
const byDefinition = "test/metrics/every-metric.test.ts";

const chapters: readonly Chapter[] = [
  {
    title: "Purchases",
    metrics: purchaseMetrics,
    text: [
      `${everywhere} Orders of guests, where they count in totals, are in the base's and have a scope of their own.`,
    ],
    witnesses: [byDefinition, "test/run/ground-numbers.test.ts"],
  },
  {
    title: "Revenue",
    metrics: revenueMetrics,
    text: [`${everywhere} None without amounts; discounts and margin need their columns.`],
    witnesses: [byDefinition, "test/metrics/kpis.test.ts"],
  },
  {
    title: "Retention and growth",
    metrics: retentionMetrics,
    text: [
      `${everywhere} Only complete months are compared. \`cohort_retention\` is of each cohort (\`cohort\`), the month of the first order.`,
      "**By the formula, strictly, reactivated.** The formula of the textbooks, (end − new) ÷ start, takes everybody at the end who is not new for retained. That includes those who were away at the start and came back: the reactivated. So it can pass 100 %, and it rises when sleepers are woken, even while those who were there leave. Strict retention asks of the same customers twice: who ordered in the month before, and who of them ordered again. Formula = strict retention + reactivated ÷ customers at the start. On public data the two lie 30 points (CDNOW) and 24 points (Online Retail II) apart. In the second month of a history nobody can have come back from further away, and they are the same.",
    ],
    witnesses: ["test/metrics/ground-retention.test.ts", byDefinition],
  },
  {
    title: "Value and cost of customers",
    metrics: valueMetrics,
    text: [
      `${everywhere} Costs are of the base, of channels (\`acquisition\`) and of cohorts (\`cohort\`), for the time they were paid for.`,
      "**Why the naive lifetime value misleads.** “Average order × purchases × lifespan” has a meaning only where purchases are per unit of the lifespan. With the count of all purchases the product is money × months, which is nothing. With purchases per month of the customer's own lifespan it is what has been earned already. And a lifespan that is measured from first to last order is cut short by the end of the data. So the textbook figure here is average order × orders per month × expected months in a row, 1 ÷ (1 − strict retention); it leaves out everybody who pauses for a month. For decisions take the fitted forecast (`ltv` in `customers.parquet`), which is judged against this figure on a later cut.",
    ],
    periods: "`history`, `month`",
    witnesses: ["test/metrics/textbook-ltv.test.ts", "test/metrics/acquisition-cost.test.ts"],
  },
  {
    title: "What acquisition brings",
    metrics: acquisitionMetrics,
    text: ["Of the base (`all`), of channels (`acquisition`) and of cohorts (`cohort`), where there are costs."],
    periods: "`history`",
    witnesses: ["test/metrics/acquisition-efficiency.test.ts", "test/metrics/acquisition-payback.test.ts"],
  },
  {
    title: "Campaigns",
    metrics: campaignMetrics,
    text: [`${everywhere} What a table of contacts has no column for is not told.`],
    witnesses: ["test/metrics/campaigns-and-satisfaction.test.ts", byDefinition],
  },
  {
    title: "Satisfaction",
    metrics: satisfactionMetrics,
    text: [everywhere],
    witnesses: ["test/metrics/campaigns-and-satisfaction.test.ts", byDefinition],
  },
  {
    title: "Market",
    metrics: marketMetrics,
    text: ["Of each category (`market`), for every period of the table `market`; never inferred where there is none."],
    periods: "`period`",
    witnesses: ["test/metrics/market-position.test.ts"],
  },
];

const better = { more: "more", less: "less", neither: "–" } satisfies Record<Metric["better"], string>;

/** `docs/metrics.md`: every metric as it defines itself, what moves it, and how it is found where it would move most. */
export function metricsDocument(): string {
  return [
    "# Metrics",
    "",
    "Generated by `npm run generate` from `src/metrics`; do not edit.",
    "",
    "The figures of `kpis.parquet`: one row for each scope, key, period and metric, with `value` and, for ratios, `numerator`",
    "and `denominator`. A ratio with nothing below the line, and a figure whose input is missing, has no row. Money is in units of",
    "the currency; shares are 0…1. Periods: `history` is everything before as-of; `month` a calendar month; `typical_month` the",
    "last twelve complete months that have one before them, together; `period` one that an input names.",
    "",
    "The last column says what a business can do to move the figure. `metrics.json` has all this for the metrics of a run, and",
    "the parts of the base where those marked * would move most.",
    "",
    ...chapters.flatMap(chapter),
    ...whereToMove,
    "",
  ].join("\n");
}

function chapter({ title, metrics, text, periods = "", witnesses }: Chapter): string[] {
  return [
    `## ${title}`,
    "",
    ...text.flatMap((paragraph) => [paragraph, ""]),
    "| metric | formula | unit | better | periods | moved by |",
    "|---|---|---|---|---|---|",
    ...metrics.map((metric) => row(metric, periods)),
    "",
    `Checked in ${witnesses.map((file) => `\`${file}\``).join(", ")}.`,
    "",
  ];
}

function row({ id, title, formula, unit, better: direction, levers, calculation }: Metric, others: string): string {
  const mark = leverMetrics.some((each) => each.id === id) ? " *" : "";
  const periods = calculation === undefined ? others : calculation.periods.map((kind) => `\`${kind}\``).join(", ");
  const moved = levers.map(({ en }) => en).join(", ");
  return `| \`${id}\`${mark} | ${title.en}: ${formula.en} | ${unit} | ${better[direction]} | ${periods} | ${moved} |`;
}

const whereToMove = [
  "## Where a metric would move most",
  "",
  "A part that lies behind the base and came up to the base's present value, all else being equal, would change the base by",
  "",
  "    (base − part) × part's denominator ÷ base's denominator",
  "",
  "That is the size of an opportunity, no forecast: nothing says that a measure brings the part there, nor why it lies behind.",
  "Parts are ranked by it. Figures over the history favour whoever has been there longer.",
  "",
  "**Which parts.** Structures that tell who customers are: demographic, geographic, declared interests and values, acquisition,",
  "and crossings and own rules that are made of nothing else. Structures of what customers did (life cycle, loyalty, client type,",
  "behavioural) are left out: in figures of behaviour their parts are ahead or behind by definition, as the lost do not come",
  "back because that is what lost means. `unknown`, `other` and the rest of a crossing are nobody one could turn to. Learned",
  "segments are made of behaviour as well; they are listed apart, because people act on them.",
  "",
  "**More than chance.** Of many parts, one always lags most. So every part is tested against all other customers, and of all",
  "tests of all metrics together at most 5 % of what is named may be chance (Benjamini and Hochberg 1995). The unit is the",
  "customer: the orders, messages and months of one customer are alike, and counted singly they would turn chance into",
  "findings. With R the ratio of everybody and the residual e = numerator − R × denominator of each customer,",
  "",
  "    z = (E_p ÷ B_p − E_r ÷ B_r) ÷ √(V_p ÷ B_p² + V_r ÷ B_r²)",
  "",
  "for the sums E of residuals and B of denominators in the part (p) and in the rest (r), and V the larger of Σe² there and",
  "what it would be on average. This holds for shares and for money alike; with few events or a few very large customers it",
  "names too little rather than too much. A part needs 100 customers with something to count, and so does the rest. Of a base of",
  "more than 200,000 customers every k-th is looked at; values and gains are of everybody.",
  "",
  "Checked in `test/metrics/part-differences.test.ts`, `test/metrics/lagging-parts.test.ts`, `test/run/find-levers.test.ts`.",
];
