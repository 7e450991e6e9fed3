import { type CustomerHistory, readHistory } from "../../features/customer-history.ts";
import type { FamilyContext } from "../../features/family.ts";
import { openFamilyContext } from "../../features/family-context.ts";
import type { FeatureTable } from "../../features/feature-table.ts";
import { longestPause } from "../../features/longest-pause.ts";
import { offeredFeatures } from "../../features/offered-features.ts";
import { createFeatureBuffers, readWindow } from "../../features/read-window.ts";
import { cutSpans } from "../../features/spans.ts";
import { wholePast } from "../../features/whole-past.ts";
import { type Window, windowsUntil } from "../../features/window.ts";
import type { StagedTables } from "../../inputs/staged-tables.ts";
import type { EpochDay } from "../../math/calendar.ts";
import { selectFamilies } from "../../segments/select-families.ts";
import { factFormulas } from "../../structures/facts.ts";
import { UserError } from "../../user-error.ts";
import { fileOf, type Job, type StageNotes } from "../job.ts";

/** Features of the run, and how to compute them at any window. */
export interface RunFeatures {
  /** Oldest first; the last one ends at as-of. */
  readonly windows: readonly Window[];
  /** Day of the last event; as-of where there are none. */
  readonly lastEvent: EpochDay;
  /** As of the run. */
  readonly table: FeatureTable;
  /** The part of it that customers are grouped by. */
  readonly grouping: FeatureTable;
  /** What every window is read from. */
  readonly history: CustomerHistory;
  /** What every family needs to know besides the window. */
  readonly context: Omit<FamilyContext, "window">;
  /** The whole past, which structures are about. */
  readonly past: Window;
}

/** Reads the history that every window is summed up from, and the features as of the run; writes `features.parquet`. */
export async function computeFeatures(job: Job, staged: StagedTables): Promise<readonly [RunFeatures, StageNotes]> {
  const { engine, configuration } = job;
  const { currency, features, sources } = configuration;
  const windows = windowsUntil(
    staged.asOf,
    { ...staged, longestPause: await longestPause(engine, staged) },
    configuration.windows,
  );
  const window = windows[windows.length - 1]; // there is always the one that ends at as-of
  const context = await openFamilyContext(engine, staged, {
    currency,
    returns: sources.transactions?.returns ?? "net",
  });
  const past = await wholePast(engine, staged);
  const facts = factFormulas({ ...context, window: past }, configuration.structures);
  const offered = offeredFeatures(features.families, { ...context, window });
  if (offered.features.length === 0) {
    const reasons = offered.unavailable.map(({ family, reason }) => `${family}: ${reason.en}`).join("; ");
    throw new UserError(
      2,
      `features.families: none of the families can be computed (${reasons}); map more columns or choose others`,
    );
  }
  const history = await readHistory(engine, staged, [...offered.features, ...facts], cutSpans([...windows, past]));
  const buffers = createFeatureBuffers(staged.customers, offered.features.length);
  const table = await readWindow(engine, offered.features, staged, window, history, buffers);
  await writeFeatures(job, table);
  const grouping = selectFamilies(table, configuration.segments.families);
  return [
    {
      windows,
      lastEvent: staged.lastEvent,
      table,
      grouping,
      history,
      context,
      past,
    },
    {
      rowsIn: staged.customers,
      rowsOut: table.customers.length,
      warnings: offered.unavailable.map(({ family, reason }) => ({
        en: `features: ${family} is unavailable, ${reason.en}`,
        ru: `признаки: группа ${family} недоступна: ${reason.ru}`,
      })),
    },
  ];
}

async function writeFeatures(job: Job, { customers, features }: FeatureTable) {
  const { engine } = job;
  const { identifier, text } = engine.dialect;
  await engine.load("features", [
    { name: "customer", type: "INTEGER", values: customers },
    ...features.map(({ name, values }) => ({ name, type: "DOUBLE" as const, values })),
  ]);
  const columns = features.map(({ name, kind, levels }) => {
    const column = `f.${identifier(name)}`;
    if (kind === "number") return column;
    const cases = levels.map((level, i) => `WHEN ${i} THEN ${text(level)}`).join(" ");
    return `${cases === "" ? "CAST(NULL AS VARCHAR)" : `CASE CAST(${column} AS INTEGER) ${cases} END`} AS ${identifier(name)}`;
  });
  await engine.writeParquet(
    `SELECT c.customer_id, ${columns.join(", ")} FROM features f JOIN customer_ids c ON f.customer = c.customer ORDER BY c.customer_id`,
    fileOf(job, "features.parquet"),
  );
  await engine.run("DROP TABLE features");
}
