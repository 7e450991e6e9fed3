import type { TableName } from "../../src/inputs/columns.ts";
import type { CleanBase } from "./clean-base.ts";
import type { Injection } from "./dirty-table.ts";
import type { Becomes, NotedChange, Results, Trouble } from "./trouble.ts";

/** What `truth/messy.json` holds. */
export interface MessyTruth {
  readonly seed: number;
  /** The day a run that is held against this must be as of. */
  readonly as_of: string;
  readonly troubles: readonly TroubleTruth[];
}

export interface TroubleTruth {
  /** Row of the bank. */
  readonly number: number;
  readonly name: string;
  readonly about: string;
  /** Whether the configuration makes it harmless. */
  readonly repairable: boolean;
  readonly injected: readonly TableInjection[];
  readonly expected: Expected;
}

export interface TableInjection {
  readonly table: TableName;
  readonly files: readonly string[];
  readonly rows_touched: number;
  readonly rows_removed: number;
  readonly rows_added: number;
}

/** What a run on the dirty files has to show, beside one on the clean base, as of the same day. */
export interface Expected {
  readonly results: Results;
  readonly exit_code: 0 | 3;
  /** Rows that come to those that the clean base has in quarantine, by table, and that policies leave out, by policy. */
  readonly quarantined: Readonly<Record<string, number>>;
  readonly excluded: Readonly<Partial<Record<Becomes, number>>>;
  readonly customer_ids: Trouble["customerIds"] | null;
  /** Single figures and attributes that are known. */
  readonly changes: readonly NotedChange[];
  readonly notes: readonly string[];
}

export function messyTruth(
  base: CleanBase,
  wanted: readonly Trouble[],
  injections: readonly Injection[],
  seed: number,
): MessyTruth {
  return {
    seed,
    as_of: base.asOfText,
    troubles: wanted.map((trouble) => {
      const own = injections.filter((injection) => injection.trouble === trouble);
      return {
        number: trouble.number,
        name: trouble.name,
        about: trouble.about,
        repairable: trouble.results === "identical",
        injected: own.map(({ table, files, touched, removed, added }) => ({
          table,
          files,
          rows_touched: touched,
          rows_removed: removed,
          rows_added: added,
        })),
        expected: expectedOf(trouble, own),
      };
    }),
  };
}

function expectedOf(trouble: Trouble, injections: readonly Injection[]): Expected {
  const quarantined: Record<string, number> = {};
  const excluded: Partial<Record<Becomes, number>> = {};
  for (const { table, becomes, touched, added } of injections) {
    const rows = added > 0 ? added : touched;
    if (becomes === "quarantined") quarantined[table] = rows;
    else if (becomes !== undefined) excluded[becomes] = (excluded[becomes] ?? 0) + rows;
  }
  return {
    results: trouble.results,
    exit_code: trouble.results === "refused" ? 3 : 0,
    quarantined,
    excluded,
    customer_ids: trouble.customerIds ?? null,
    changes: injections.flatMap(({ changes }) => changes),
    notes: trouble.notes ?? [],
  };
}
