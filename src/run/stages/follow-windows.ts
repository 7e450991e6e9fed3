import type { FeatureTable } from "../../features/feature-table.ts";
import { createFeatureBuffers, readFeatures } from "../../features/read-features.ts";
import { offeredFeatures, windowSql } from "../../features/window-sql.ts";
import type { SegmentFit } from "../../segments/fit-segments.ts";
import { labelCustomers } from "../../segments/label-customers.ts";
import { sampleCustomers, takeCustomers } from "../../segments/sample-customers.ts";
import type { StateHistory } from "../../segments/segmentation.ts";
import { statesAt, statesOf } from "../../segments/state-history.ts";
import { comparedCustomers } from "../../stability/time-agreement.ts";
import type { Job, StageNotes } from "../job.ts";
import type { RunFeatures } from "./compute-features.ts";

export interface FollowedWindows {
  readonly history: StateHistory;
  /** Features of a sample of each window, oldest first; empty when there are no events. */
  readonly samples: readonly FeatureTable[];
}

/**
 * Puts the customers of every window into segments by the run's one model, so that a move is a move of the customer and
 * never of the model. One window's features are in memory at a time.
 */
export async function followWindows(
  job: Job,
  { windows, grouping: table, population, context }: RunFeatures,
  fit: SegmentFit,
): Promise<readonly [FollowedWindows, StageNotes]> {
  const { engine, configuration, options } = job;
  const families = [...new Set(table.features.map(({ family }) => family))];
  const { seed } = configuration.segments;
  const labels: Int16Array[] = [];
  const samples: FeatureTable[] = [];
  const buffers = createFeatureBuffers(windows.length > 1 ? population.knownFrom.length : 0, table.features.length);

  for (const [at, window] of windows.entries()) {
    options.signal.throwIfAborted();
    if (window.until === table.window.until) {
      labels.push(statesAt(window, population, fit.segmentation));
      samples.push(sampleCustomers(table, comparedCustomers, seed));
    } else {
      const { features } = offeredFeatures(families, { ...context, window });
      const past = await readFeatures(engine, windowSql(features, { ...context, window }), features, window, buffers);
      const { segments } = fit.segmentation;
      labels.push(
        statesAt(window, population, {
          segments,
          customers: past.customers,
          labels: labelCustomers(fit.model, past),
        }),
      );
      const sample = sampleCustomers(past, comparedCustomers, seed);
      // The next window reads into the same memory, so what is kept must be a copy.
      samples.push(sample === past ? takeCustomers(past, Int32Array.from(past.customers.keys())) : sample);
    }
    options.progress.update({ share: (at + 1) / windows.length });
  }

  const history = { windows, states: statesOf(fit.segmentation.segments), labels };
  const short = windows.filter((window) => window.short).length;
  return [
    { history, samples: context.staged.hasEvents ? samples : [] },
    {
      rowsIn: population.knownFrom.length,
      rowsOut: windows.length * population.knownFrom.length,
      warnings:
        short === 0
          ? []
          : [
              `windows: ${short} of ${windows.length} see less history than their look-back; they are left out of verdicts over time`,
            ],
    },
  ];
}
