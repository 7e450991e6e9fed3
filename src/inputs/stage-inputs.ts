import type { Engine } from "../engine/engine.ts";
import type { EpochDay } from "../math/calendar.ts";
import { UserError } from "../user-error.ts";
import { type ColumnSpec, contactSpecs, costSpecs, customerSpecs, transactionSpecs } from "./columns.ts";
import { dateContacts, numberContacts } from "./contacts.ts";
import { dateCosts } from "./costs.ts";
import { moneyUnitsOf } from "./currency.ts";
import { checkCustomers, spanAttributes } from "./customers.ts";
import { locateFiles } from "./locate-files.ts";
import { createRejects } from "./rejects.ts";
import { accountOf, assertWithinTolerance } from "./row-equation.ts";
import type { ContractConfig, SourcesConfig, TableName, TableSource } from "./sources-config.ts";
import { type StagedTable, stageTable } from "./stage-table.ts";
import type { StagedTables, TableAccount } from "./staged-tables.ts";
import { classifyTransactions, numberLines, orderKeyOf } from "./transactions.ts";

export interface StageInputsSettings {
  readonly sources: SourcesConfig;
  readonly contract: ContractConfig;
  /** Folder that paths of the sources start from. */
  readonly baseDir: string;
  readonly timezone: string;
  readonly currency: string;
  readonly asOf: EpochDay;
  /** Told the rows read so far. */
  readonly onRows?: (rows: number) => void;
}

/** The files of every table that is configured, found before anything is read. */
export type LocatedFiles = ReadonlyMap<TableName, readonly string[]>;

const specsOf: Record<TableName, readonly ColumnSpec[]> = {
  transactions: transactionSpecs,
  customers: customerSpecs,
  contacts: contactSpecs,
  costs: costSpecs,
};

/** @throws UserError 2 when a path names no file */
export async function locateInputs(engine: Engine, sources: SourcesConfig, baseDir: string): Promise<LocatedFiles> {
  const located = new Map<TableName, readonly string[]>();
  for (const [table, source] of configured(sources))
    located.set(table, await locateFiles(engine, table, source, baseDir));
  return located;
}

/**
 * Reads all inputs into the tables of {@link StagedTables}. Every row ends up accepted, quarantined (in `rejects`) or
 * excluded by a named policy; the row equation of each table is checked.
 *
 * @throws UserError 2 for a wrong mapping, 3 when the data breaks the contract
 */
export async function stageInputs(
  engine: Engine,
  files: LocatedFiles,
  settings: StageInputsSettings,
): Promise<StagedTables> {
  const { sources, contract, asOf, timezone } = settings;
  const moneyUnits = moneyUnitsOf(settings.currency);
  await createRejects(engine);

  const staged = new Map<TableName, StagedTable>();
  let rows = 0;
  for (const [table, source] of configured(sources)) {
    const parse = {
      unknown: source.unknown,
      dates: source.dates,
      sourceZone: source.zone ?? timezone,
      projectZone: timezone,
      moneyUnits,
    };
    const read = await stageTable(engine, table, source, specsOf[table], files.get(table) ?? [], parse);
    staged.set(table, read);
    for (const file of read.files) rows += file.rows;
    settings.onRows?.(rows);
  }

  const { transactions, customers, contacts, costs } = Object.fromEntries(staged) as Partial<
    Record<TableName, StagedTable>
  >;
  if (transactions !== undefined && sources.transactions !== undefined) {
    await classifyTransactions(engine, sources.transactions, transactions, asOf, moneyUnits);
  } else await createEmptyTransactions(engine);
  if (customers !== undefined) await checkCustomers(engine, customers, asOf);
  if (contacts !== undefined) await dateContacts(engine, contacts, asOf);
  if (costs !== undefined) await dateCosts(engine, costs, asOf, moneyUnits);

  await numberCustomers(engine, customers, asOf);
  const { categories, channels } = await numberLines(engine);
  const attributes = new Set(
    [...(customers?.columns ?? [])].filter((name) => name !== "customer_id" && name !== "valid_from"),
  );
  if (customers !== undefined) await spanAttributes(engine, customers.columns);
  else await engine.run("CREATE OR REPLACE TABLE attributes (customer INTEGER, valid_from INTEGER, valid_to INTEGER)");
  const numbered = contacts === undefined ? { channels: [], orphans: 0 } : await numberContacts(engine);

  const accounts: TableAccount[] = [];
  for (const table of staged.values()) accounts.push(await accountOf(engine, table));
  for (const account of accounts) assertWithinTolerance(account, contract.maxRejectShare);
  const [facts] = await engine.rows(
    `SELECT CAST((SELECT count(*) FROM customer_ids) AS DOUBLE) AS n, (SELECT min(day) FROM lines) AS first_event`,
  );
  if (facts.n === 0) {
    throw new UserError(
      3,
      "no customer is known before as-of: every row was left out or quarantined; check --as-of and the mapping",
    );
  }

  await engine.run(
    "DROP VIEW classified_transactions; DROP TABLE transaction_totals; DROP TABLE IF EXISTS staged_transactions; DROP TABLE IF EXISTS dated_customers; DROP TABLE IF EXISTS dated_contacts; DROP TABLE IF EXISTS dated_costs",
  );
  return {
    asOf,
    customers: Number(facts.n),
    firstEvent: facts.first_event === null ? asOf : (Number(facts.first_event) as EpochDay), // a day number by construction
    hasEvents: facts.first_event !== null,
    orderKey:
      transactions === undefined || sources.transactions === undefined
        ? "day"
        : orderKeyOf(sources.transactions, transactions.columns),
    categories,
    channels,
    contactChannels: numbered.channels,
    attributes,
    datedAttributes: customers?.columns.has("valid_from") ?? false,
    hasCosts: costs !== undefined,
    accounts,
    warnings:
      numbered.orphans === 0
        ? []
        : [`contacts: ${numbered.orphans} rows name a customer who is in no other table; they are not used`],
  };
}

function configured(sources: SourcesConfig): [TableName, TableSource][] {
  return (Object.entries(sources) as [TableName, TableSource | undefined][]).filter(
    (entry): entry is [TableName, TableSource] => entry[1] !== undefined,
  );
}

async function createEmptyTransactions(engine: Engine) {
  await engine.run(`CREATE OR REPLACE VIEW classified_transactions AS
    SELECT CAST(NULL AS VARCHAR) AS customer_id, CAST(NULL AS VARCHAR) AS order_id, CAST(NULL AS INTEGER) AS day,
      CAST(NULL AS TINYINT) AS kind, CAST(NULL AS BIGINT) AS amount, CAST(NULL AS VARCHAR) AS category,
      CAST(NULL AS VARCHAR) AS channel, CAST(NULL AS VARCHAR) AS policy WHERE FALSE`);
}

/** Makes `customer_ids`: everyone with an accepted event or an accepted row of attributes, numbered by ascending id. */
async function numberCustomers(engine: Engine, customers: StagedTable | undefined, asOf: EpochDay) {
  const events = `SELECT customer_id, min(day) AS first_event FROM classified_transactions
    WHERE policy IS NULL AND customer_id IS NOT NULL GROUP BY customer_id`;
  if (customers === undefined) {
    await engine.run(`CREATE OR REPLACE TABLE customer_ids AS
      SELECT CAST(row_number() OVER (ORDER BY customer_id) - 1 AS INTEGER) AS customer, customer_id, first_event AS known_from, first_event
      FROM (${events}) ORDER BY customer`);
  } else {
    await engine.run(`CREATE OR REPLACE TABLE first_events AS ${events}`);
    // Someone who registers at or after as-of is not known yet, unless there were events before.
    await engine.run(`UPDATE dated_customers SET fate = 'after_as_of' WHERE fate IS NULL AND registered >= ${asOf}
      AND NOT EXISTS (SELECT 1 FROM first_events f WHERE f.customer_id = dated_customers.customer_id)`);
    await engine.run(`UPDATE dated_customers SET registered = NULL WHERE fate IS NULL AND registered >= ${asOf}`);
    await engine.run(`CREATE OR REPLACE TABLE customer_ids AS
      SELECT CAST(row_number() OVER (ORDER BY customer_id) - 1 AS INTEGER) AS customer, customer_id,
        least(registered, valid_from, first_event) AS known_from, first_event
      FROM (SELECT customer_id, min(registered) AS registered, min(valid_from) AS valid_from, min(first_event) AS first_event FROM (
          SELECT customer_id, registered, valid_from, NULL AS first_event FROM dated_customers WHERE fate IS NULL
          UNION ALL SELECT customer_id, NULL, NULL, first_event FROM first_events)
        GROUP BY customer_id) ORDER BY customer`);
    await engine.run("DROP TABLE first_events");
  }
}
