import * as z from "zod";
import type { FeatureTable } from "../features/feature-table.ts";
import { isoDate, toIsoDate } from "../math/calendar.ts";
import { assignSegments } from "../segments/assign-segments.ts";
import { partOf, type Waiting } from "../segments/checkpoint.ts";
import { fitSegmentModel } from "../segments/fit-segments.ts";
import { sampleCustomers } from "../segments/sample-customers.ts";
import type { SegmentModel } from "../segments/segment-model.ts";
import type { SegmentsConfig } from "../segments/segments-config.ts";
import { adjustedRandIndex } from "./adjusted-rand-index.ts";

/** Windows without a shortened look-back that a verdict over time needs. */
export const neededWindows = 4;

/** Customers of a window that a model is fitted on, and that two models are compared on. */
export const fittedCustomers = 5000;
export const comparedCustomers = 20_000;

/** How far the model of one window and that of the next put the next window's customers into the same segments. */
export const timePair = z.strictObject({
  /** Ends of the two windows. */
  fittedAsOf: isoDate,
  refittedAsOf: isoDate,
  /** Customers compared. */
  customers: z.int(),
  /** Adjusted Rand index. */
  ari: z.number(),
});
export type TimePair = z.output<typeof timePair>;

export interface TimeAgreement {
  /** Windows that are not short and have customers. */
  readonly windows: number;
  /** Why there is no evidence over time; undefined when there is. */
  readonly refused: string | undefined;
  /** Oldest first; empty when refused. */
  readonly pairs: readonly TimePair[];
}

/**
 * For each two neighbouring windows, fits the same number of segments by the same recipe on both, puts the customers of
 * the later window into segments by both models, and compares.
 *
 * One window's models are fitted on up to 5,000 of its customers and compared on up to 20,000, so tables may be given
 * as samples of that size (`sampleCustomers`). Short windows, and windows without customers, are left out together with
 * their pairs.
 *
 * @param tables of neighbouring windows, oldest first; empty when there is no event log
 */
export async function timeAgreement(
  tables: readonly FeatureTable[],
  { k, segments }: { k: number; segments: SegmentsConfig },
  { signal, onProgress }: Waiting = {},
): Promise<TimeAgreement> {
  const full = tables.filter(isJudged).length;
  if (k === 1)
    return { windows: full, refused: "one segment holds everyone, so there is nothing to compare", pairs: [] };
  if (full < neededWindows) {
    const seen = tables.length === 0 ? "there is no event log" : `${windowsInWords(full)} with a whole look-back`;
    return { windows: full, refused: `${seen}; a verdict over time needs ${neededWindows} windows`, pairs: [] };
  }

  const models: (SegmentModel | undefined)[] = [];
  for (const [at, table] of tables.entries()) {
    const part = partOf({ signal, onProgress }, at / tables.length, (at + 1) / tables.length);
    models.push(
      isJudged(table)
        ? await fitSegmentModel(sampleCustomers(table, fittedCustomers, segments.seed), k, segments, part)
        : undefined,
    );
  }

  const pairs: TimePair[] = [];
  for (let at = 1; at < tables.length; at++) {
    const [before, after] = [models[at - 1], models[at]];
    if (before !== undefined && after !== undefined) pairs.push(comparePair(before, after, tables[at], segments.seed));
  }
  onProgress?.(1);
  return {
    windows: full,
    refused: pairs.length === 0 ? "no two neighbouring windows have customers" : undefined,
    pairs,
  };
}

function comparePair(before: SegmentModel, after: SegmentModel, table: FeatureTable, seed: number): TimePair {
  const compared = sampleCustomers(table, comparedCustomers, seed);
  const ari = adjustedRandIndex(assignSegments(before, compared).labels, assignSegments(after, compared).labels);
  return {
    fittedAsOf: before.asOf,
    refittedAsOf: toIsoDate(table.window.until),
    customers: compared.customers.length,
    ari,
  };
}

function isJudged({ window, customers }: FeatureTable): boolean {
  return !window.short && customers.length > 0;
}

function windowsInWords(count: number): string {
  return count === 1 ? "there is 1 window" : `there are ${count} windows`;
}
