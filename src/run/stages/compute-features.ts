import { buildAttributeCodes } from "../../features/attribute-codes.ts";
import { buildCustomerDays } from "../../features/customer-days.ts";
import type { FamilyContext } from "../../features/family.ts";
import type { FeatureTable } from "../../features/feature-table.ts";
import { longestPause } from "../../features/longest-pause.ts";
import { createFeatureBuffers, readFeatures } from "../../features/read-features.ts";
import { buildSiteSessions } from "../../features/site-sessions.ts";
import { buildSpans, cutSpans, type Spans } from "../../features/spans.ts";
import { type Window, windowsUntil } from "../../features/window.ts";
import { offeredFeatures, windowSql } from "../../features/window-sql.ts";
import { moneyUnitsOf } from "../../inputs/currency.ts";
import type { StagedTables } from "../../inputs/staged-tables.ts";
import type { EpochDay } from "../../math/calendar.ts";
import { selectFamilies } from "../../segments/select-families.ts";
import type { Population } from "../../segments/state-history.ts";
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
  readonly population: Population;
  /** What every family needs to know besides the window. */
  readonly context: Omit<FamilyContext, "window">;
  /** How time is cut for the windows; the tables of the spans hold what they sum up. */
  readonly spans: Spans;
}

/**
 * Builds the customer-day cube, the spans that every window is summed up from, and the features as of the run; writes
 * `features.parquet`.
 */
export async function computeFeatures(job: Job, staged: StagedTables): Promise<readonly [RunFeatures, StageNotes]> {
  const { engine, configuration } = job;
  const { currency, features, sources } = configuration;
  const windows = windowsUntil(
    staged.asOf,
    { ...staged, longestPause: await longestPause(engine, staged) },
    configuration.windows,
  );
  const window = windows[windows.length - 1]; // there is always the one that ends at as-of
  await buildCustomerDays(engine, staged);
  if (staged.hasVisits) await buildSiteSessions(engine);
  const context = {
    dialect: engine.dialect,
    staged,
    currency,
    moneyUnits: moneyUnitsOf(currency),
    returns: sources.transactions?.returns ?? "net",
    levels: await buildAttributeCodes(engine, staged),
  };

  const offered = offeredFeatures(features.families, { ...context, window });
  if (offered.features.length === 0) {
    const reasons = offered.unavailable.map(({ family, reason }) => `${family}: ${reason.en}`).join("; ");
    throw new UserError(
      2,
      `features.families: none of the families can be computed (${reasons}); map more columns or choose others`,
    );
  }
  const spans = cutSpans(windows);
  await buildSpans(engine, offered.features, spans);
  await engine.run(`CREATE OR REPLACE TABLE features AS ${windowSql(offered.features, { ...context, window }, spans)}`);
  await writeFeatures(job, offered.features);
  const buffers = createFeatureBuffers(staged.customers, offered.features.length);
  const table = await readFeatures(engine, "SELECT * FROM features", offered.features, window, buffers);
  await engine.run("DROP TABLE features");
  const grouping = selectFamilies(table, configuration.segments.families);
  return [
    {
      windows,
      lastEvent: staged.lastEvent,
      table,
      grouping,
      population: await readPopulation(job, staged),
      context,
      spans,
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

async function writeFeatures(
  job: Job,
  features: readonly { name: string; kind: string; levels?: readonly string[] }[],
) {
  const { identifier, text } = job.engine.dialect;
  const columns = features.map(({ name, kind, levels }) => {
    const column = `f.${identifier(name)}`;
    if (kind === "number") return column;
    const cases = (levels ?? []).map((level, i) => `WHEN ${i} THEN ${text(level)}`).join(" ");
    return `${cases === "" ? "CAST(NULL AS VARCHAR)" : `CASE CAST(${column} AS INTEGER) ${cases} END`} AS ${identifier(name)}`;
  });
  await job.engine.writeParquet(
    `SELECT c.customer_id, ${columns.join(", ")} FROM features f JOIN customer_ids c ON f.customer = c.customer ORDER BY c.customer_id`,
    fileOf(job, "features.parquet"),
  );
}

async function readPopulation({ engine }: Job, { customers }: StagedTables): Promise<Population> {
  const knownFrom = new Int32Array(customers);
  const firstOrder = new Int32Array(customers);
  await engine.stream(
    `SELECT customer, CAST(coalesce(known_from, -2147483648) AS INTEGER), CAST(coalesce(first_order, 2147483647) AS INTEGER) FROM customer_ids`,
    ([customer, known, first], rows) => {
      for (let i = 0; i < rows; i++) {
        knownFrom[customer[i]] = known[i];
        firstOrder[customer[i]] = first[i];
      }
    },
  );
  return { knownFrom, firstOrder };
}
