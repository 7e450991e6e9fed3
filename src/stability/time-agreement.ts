import * as z from "zod";
import type { FeatureTable } from "../features/feature-table.ts";
import { isWhole } from "../features/window.ts";
import { english } from "../language/english.ts";
import { russian } from "../language/russian.ts";
import type { Text } from "../language/text.ts";
import { isoDate, toIsoDate } from "../math/calendar.ts";
import { adjustedRandIndex } from "../segments/agreement/adjusted-rand-index.ts";
import { assignSegments } from "../segments/assign-segments.ts";
import { partOf, type Waiting } from "../segments/checkpoint.ts";
import { fitSegmentModel } from "../segments/fit-segments.ts";
import { sampleCustomers } from "../segments/sample-customers.ts";
import type { SegmentModel } from "../segments/segment-model.ts";
import type { SegmentsConfig } from "../segments/segments-config.ts";

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
  /** Windows that are neither short nor incomplete and have customers. */
  readonly windows: number;
  /** Why there is no evidence over time; undefined when there is. */
  readonly refused: Text | undefined;
  /** Oldest first; empty when refused. */
  readonly pairs: readonly TimePair[];
}

/**
 * For each two neighbouring windows, fits the same number of segments by the same recipe on both, puts the customers of
 * the later window into segments by both models, and compares.
 *
 * One window's models are fitted on up to 5,000 of its customers and compared on up to 20,000, so tables may be given
 * as samples of that size (`sampleCustomers`). Short and incomplete windows, and windows without customers, are left out
 * together with their pairs.
 *
 * @param tables of neighbouring windows, oldest first; empty when there is no event log
 */
export async function timeAgreement(
  tables: readonly FeatureTable[],
  { k, segments }: { k: number; segments: SegmentsConfig },
  { signal, onProgress }: Waiting = {},
): Promise<TimeAgreement> {
  const full = tables.filter(isJudged).length;
  if (k === 1) return { windows: full, refused: nothingToCompare, pairs: [] };
  if (full < neededWindows) return { windows: full, refused: tooFewWindows(tables.length, full), pairs: [] };

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
    refused: pairs.length === 0 ? noNeighbours : undefined,
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
  return isWhole(window) && customers.length > 0;
}

const nothingToCompare: Text = {
  en: "one segment holds everyone, so there is nothing to compare",
  ru: "все клиенты в одном сегменте, сравнивать нечего",
};

const noNeighbours: Text = {
  en: "no two neighbouring windows have customers",
  ru: "нет двух соседних окон, в которых есть клиенты",
};

function tooFewWindows(windows: number, full: number): Text {
  const seen =
    windows === 0
      ? { en: "there is no event log", ru: "нет журнала событий" }
      : {
          en: `there ${full === 1 ? "is" : "are"} ${english.counted(full, "window")} with a whole look-back`,
          ru: `с полной глубиной истории есть ${russian.counted(full, "окно", "окна", "окон")}`,
        };
  return {
    en: `${seen.en}; a verdict over time needs ${neededWindows} windows`,
    ru: `${seen.ru}; для вывода об устойчивости во времени нужно ${russian.counted(neededWindows, "окно", "окна", "окон")}`,
  };
}
