import { buildAttributeCodes } from "../../features/attribute-codes.ts";
import { buildCustomerDays } from "../../features/customer-days.ts";
import type { FamilyContext } from "../../features/family.ts";
import type { FeatureTable } from "../../features/feature-table.ts";
import { createFeatureBuffers, readFeatures } from "../../features/read-features.ts";
import { type Window, windowsUntil } from "../../features/window.ts";
import { offeredFeatures, windowSql } from "../../features/window-sql.ts";
import { moneyUnitsOf } from "../../inputs/currency.ts";
import type { StagedTables } from "../../inputs/staged-tables.ts";
import { selectFamilies } from "../../segments/select-families.ts";
import type { Population } from "../../segments/state-history.ts";
import { UserError } from "../../user-error.ts";
import { fileOf, type Job, type StageNotes } from "../job.ts";

/** Features of the run, and how to compute them at any window. */
export interface RunFeatures {
  /** Oldest first; the last one ends at as-of. */
  readonly windows: readonly Window[];
  /** As of the run. */
  readonly table: FeatureTable;
  /** The part of it that customers are grouped by. */
  readonly grouping: FeatureTable;
  readonly population: Population;
  /** What every family needs to know besides the window. */
  readonly context: Omit<FamilyContext, "window">;
}

/** Builds the customer-day cube and the features as of the run; writes `features.parquet`. */
export async function computeFeatures(job: Job, staged: StagedTables): Promise<readonly [RunFeatures, StageNotes]> {
  const { engine, configuration } = job;
  const { currency, features, sources } = configuration;
  await buildCustomerDays(engine, staged);
  const context = {
    dialect: engine.dialect,
    staged,
    currency,
    moneyUnits: moneyUnitsOf(currency),
    returns: sources.transactions?.returns ?? "net",
    levels: await buildAttributeCodes(engine, staged),
  };
  const windows = windowsUntil(staged.asOf, staged.firstEvent, configuration.windows);
  const window = windows[windows.length - 1]; // there is always the one that ends at as-of

  const offered = offeredFeatures(features.families, { ...context, window });
  if (offered.features.length === 0) {
    const reasons = offered.unavailable.map(({ family, reason }) => `${family}: ${reason}`).join("; ");
    throw new UserError(
      2,
      `features.families: none of the families can be computed (${reasons}); map more columns or choose others`,
    );
  }
  await engine.run(`CREATE OR REPLACE TABLE features AS ${windowSql(offered.features, { ...context, window })}`);
  await writeFeatures(job, offered.features);
  const buffers = createFeatureBuffers(staged.customers, offered.features.length);
  const table = await readFeatures(engine, "SELECT * FROM features", offered.features, window, buffers);
  await engine.run("DROP TABLE features");
  const grouping = selectFamilies(table, configuration.segments.families);
  return [
    { windows, table, grouping, population: await readPopulation(job, staged), context },
    {
      rowsIn: staged.customers,
      rowsOut: table.customers.length,
      warnings: offered.unavailable.map(({ family, reason }) => `features: ${family} is unavailable, ${reason}`),
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
