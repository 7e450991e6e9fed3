import type { Engine } from "../../engine/engine.ts";
import type { TableName } from "../../inputs/columns.ts";
import { currencyDigits, moneyUnitsOf } from "../../inputs/currency.ts";
import { locateInputs, stageInputs } from "../../inputs/stage-inputs.ts";
import type { StagedTables, TableAccount } from "../../inputs/staged-tables.ts";
import { epochDay, type IsoDate, toEpochDay, toIsoDate } from "../../math/calendar.ts";
import { UserError } from "../../user-error.ts";
import { type Configuration, loadConfiguration } from "../configuration.ts";
import type { Environment } from "../environment-values.ts";
import { lendEngine } from "../lend-engine.ts";
import type { ColumnDescription } from "./describe-columns.ts";
import { incompletePeriod } from "./incomplete-period.ts";
import { type ColumnObserver, observeColumns } from "./observe-columns.ts";
import { type RejectReason, rejectReasons } from "./reject-examples.ts";

export interface CheckOptions {
  readonly configFile: string;
  /** First day that is not seen; without it every row is, whatever its date. */
  readonly asOf: IsoDate | undefined;
  readonly env: Environment;
  readonly signal: AbortSignal;
}

/** What became of the rows of a table, and what its columns hold. */
export interface CheckedTable {
  readonly table: TableName;
  readonly columns: readonly ColumnDescription[];
  /** Absent when the contract broke before the rows were accounted for. */
  readonly account?: CheckedAccount;
}

/** rowsRead = accepted + quarantined + the rows of every exclusion. */
export interface CheckedAccount {
  readonly files: readonly { readonly name: string; readonly rows: number; readonly unused: readonly string[] }[];
  readonly rowsRead: number;
  readonly accepted: number;
  readonly quarantined: number;
  /** Rows a policy leaves out, with their money in units of the currency where the table has money. */
  readonly excluded: readonly { readonly policy: string; readonly rows: number; readonly amount?: string }[];
}

export interface CheckOutcome {
  /** Whether the data keeps its contract. */
  readonly status: "holds" | "broken";
  readonly exitCode: 0 | 3;
  readonly project: string;
  readonly currency: string;
  /** What breaks the contract, in one sentence. */
  readonly problem?: string;
  /** Customers, and the days of the first and last event; absent when the contract is broken. */
  readonly base?: {
    readonly customers: number;
    readonly events: { readonly first: IsoDate; readonly last: IsoDate } | null;
  };
  /** When the contract is broken, only what was read before. */
  readonly tables: readonly CheckedTable[];
  readonly rejects: readonly RejectReason[];
  /** In English, as everything a check says. */
  readonly warnings: readonly string[];
}

/** Checks the inputs of a project. */
export type CheckInputs = (options: CheckOptions) => Promise<CheckOutcome>;

/** The last day there is: nothing happens after it. */
const endOfTime = epochDay.parse(2_932_896);

/**
 * Reads a project's inputs as a run would, and tells what became of every row and what every column holds. Publishes
 * nothing, takes no lock and leaves no file. Each file is read twice: to be staged and to be described.
 *
 * @throws UserError 2 for a wrong configuration
 */
export const checkInputs: CheckInputs = async ({ configFile, asOf, env, signal }) => {
  const { configuration, baseDir } = loadConfiguration(configFile, env);
  return lendEngine(
    async (open) => {
      const engine = await open();
      const observer = observeColumns(engine);
      const files = await locateInputs(engine, configuration.sources, baseDir);
      const day = asOf === undefined ? endOfTime : toEpochDay(asOf);
      try {
        const settings = { ...configuration, baseDir, asOf: day, observe: observer.observe };
        const staged = await stageInputs(engine, files, settings);
        return await outcomeOf(engine, configuration, staged, observer);
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof UserError) || error.exitCode !== 3) throw error;
        return await brokenOutcome(engine, configuration, error, [...files.keys()], observer);
      }
    },
    configuration.engine,
    signal,
  );
};

async function outcomeOf(
  engine: Engine,
  configuration: Configuration,
  staged: StagedTables,
  observer: ColumnObserver,
): Promise<CheckOutcome> {
  const { project, currency, windows, privacy } = configuration;
  const tables: CheckedTable[] = [];
  for (const account of staged.accounts) {
    const columns = await describe(observer, account.table, configuration);
    tables.push({ table: account.table, columns, account: checked(account, currency) });
  }
  const incomplete = staged.hasEvents ? await incompletePeriod(engine, staged.lastEvent, windows.every) : undefined;
  const events = staged.hasEvents ? { first: toIsoDate(staged.firstEvent), last: toIsoDate(staged.lastEvent) } : null;
  return {
    status: "holds",
    exitCode: 0,
    project,
    currency,
    base: { customers: staged.customers, events },
    tables,
    rejects: await rejectReasons(engine, privacy.rejectText),
    warnings: [...staged.warnings.map(({ en }) => en), ...(incomplete === undefined ? [] : [incomplete])],
  };
}

async function brokenOutcome(
  engine: Engine,
  configuration: Configuration,
  { message }: UserError,
  tables: readonly TableName[],
  observer: ColumnObserver,
): Promise<CheckOutcome> {
  const described: CheckedTable[] = [];
  for (const table of tables) {
    const columns = await describe(observer, table, configuration);
    if (columns.length > 0) described.push({ table, columns });
  }
  const { project, currency, privacy } = configuration;
  return {
    status: "broken",
    exitCode: 3,
    project,
    currency,
    problem: message,
    tables: described,
    rejects: await rejectReasons(engine, privacy.rejectText),
    warnings: [],
  };
}

function checked(account: TableAccount, currency: string): CheckedAccount {
  const { files, rowsRead, accepted, quarantined, excluded } = account;
  const digits = currencyDigits(currency);
  return {
    files: files.map(({ name, rows, unused }) => ({ name, rows, unused })),
    rowsRead,
    accepted,
    quarantined,
    excluded: excluded.map(({ policy, rows, amount }) => ({
      policy,
      rows,
      ...(amount === undefined ? {} : { amount: (amount / moneyUnitsOf(currency)).toFixed(digits) }),
    })),
  };
}

/** The columns of a table; those of profiles with a column per metric are called by the metric. */
async function describe(
  observer: ColumnObserver,
  table: TableName,
  { sources }: Configuration,
): Promise<readonly ColumnDescription[]> {
  const columns = await observer.describe(table);
  const metrics = table === "profiles" ? Object.keys(sources.profiles?.metrics ?? {}) : [];
  return columns.map((column) => {
    const place = /^metric_(\d+)$/.exec(column.name)?.[1];
    return place === undefined ? column : { ...column, name: metrics[Number(place)] ?? column.name };
  });
}
