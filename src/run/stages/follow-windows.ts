import { offeredFeatures } from "../../features/offered-features.ts";
import { createFeatureBuffers, readWindow } from "../../features/read-window.ts";
import type { Window } from "../../features/window.ts";
import { russian } from "../../language/russian.ts";
import type { Text } from "../../language/text.ts";
import { addSpan, type EpochDay, toIsoDate } from "../../math/calendar.ts";
import { labelCustomers } from "../../segments/label-customers.ts";
import type { SegmentFit } from "../../segments/segment-fit.ts";
import type { StateHistory } from "../../segments/segmentation.ts";
import { statesAt, statesOf } from "../../segments/state-history.ts";
import type { Job, StageNotes } from "../job.ts";
import type { RunFeatures } from "./compute-features.ts";

export interface FollowedWindows {
  readonly history: StateHistory;
}

/**
 * Puts the customers of every window into segments by the run's one model, so that a move is a move of the customer and
 * never of the model. One window's features are in memory at a time.
 */
export async function followWindows(
  job: Job,
  { windows, grouping: table, history: past, context, lastEvent }: RunFeatures,
  fit: SegmentFit,
): Promise<readonly [FollowedWindows, StageNotes]> {
  const { engine, options } = job;
  const families = [...new Set(table.features.map(({ family }) => family))];
  const labels: Int16Array[] = [];
  const buffers = createFeatureBuffers(windows.length > 1 ? past.knownFrom.length : 0, table.features.length);

  for (const [at, window] of windows.entries()) {
    options.signal.throwIfAborted();
    if (window.until === table.window.until) {
      labels.push(statesAt(window, past, fit.segmentation));
    } else {
      const { features } = offeredFeatures(families, { ...context, window });
      const seen = await readWindow(engine, features, context.staged, window, past, buffers);
      const { segments } = fit.segmentation;
      labels.push(
        statesAt(window, past, {
          segments,
          customers: seen.customers,
          labels: labelCustomers(fit.model, seen),
        }),
      );
    }
    options.progress.update({ share: (at + 1) / windows.length });
  }

  const history = { windows, states: statesOf(fit.segmentation.segments), labels };
  return [
    { history },
    {
      rowsIn: past.knownFrom.length,
      rowsOut: windows.length * past.knownFrom.length,
      warnings: context.staged.hasEvents ? warningsAbout(windows, lastEvent) : [],
    },
  ];
}

function warningsAbout(windows: readonly Window[], lastEvent: EpochDay): Text[] {
  const warnings: Text[] = [];
  const short = windows.filter((window) => window.short).length;
  if (short > 0) {
    warnings.push({
      en: `windows: ${short} of ${windows.length} see less history than their look-back; they are left out of verdicts over time`,
      ru: `окна: у ${short} из ${russian.counted(windows.length, "окна", "окон", "окон")} история короче глубины окна; в выводах об устойчивости во времени они не участвуют`,
    });
  }
  for (const { until, incomplete } of windows) {
    if (!incomplete) continue;
    const last = addSpan(until, { count: 1, unit: "day" }, -1);
    const [end, seen] = [toIsoDate(last), toIsoDate(lastEvent)];
    warnings.push({
      en: `windows: the one up to ${end} is incomplete, nothing happened after ${seen} (${last - lastEvent} days); it is left out of verdicts over time and of transitions`,
      ru: `окна: окно по ${russian.date(end)} неполное, после ${russian.date(seen)} событий нет (${russian.counted(last - lastEvent, "день", "дня", "дней")}); в выводах об устойчивости во времени и в переходах оно не участвует`,
    });
  }
  return warnings;
}
