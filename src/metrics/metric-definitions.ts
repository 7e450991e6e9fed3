import { acquisitionMetrics } from "./acquisition-metrics.ts";
import { campaignMetrics } from "./campaign-metrics.ts";
import { marketMetrics } from "./market-metrics.ts";
import type { Metric } from "./metric.ts";
import { purchaseMetrics } from "./purchase-metrics.ts";
import { retentionMetrics } from "./retention-metrics.ts";
import { revenueMetrics } from "./revenue-metrics.ts";
import { satisfactionMetrics } from "./satisfaction-metrics.ts";
import { valueMetrics } from "./value-metrics.ts";

/** Every metric of `kpis`, in the order in which people read them. */
export const metricDefinitions: readonly Metric[] = [
  ...purchaseMetrics,
  ...revenueMetrics,
  ...retentionMetrics,
  ...valueMetrics,
  ...acquisitionMetrics,
  ...campaignMetrics,
  ...satisfactionMetrics,
  ...marketMetrics,
];
