import type { Engine } from "../../engine/engine.ts";
import type { ColumnSpec, TableName } from "../../inputs/columns.ts";
import { sqlTypesOf } from "../../inputs/parsing/parse-column.ts";
import type { ObservedFile, ObserveRows } from "../../inputs/stage-table.ts";
import { type ColumnDescription, type DescribedColumn, describeColumns, emptyFlag } from "./describe-columns.ts";

/** Keeps the typed rows of every file that is staged, and describes their columns afterwards. */
export interface ColumnObserver {
  readonly observe: ObserveRows;
  /** The columns of a table in the order of the contract; empty when none of its files was seen. */
  describe(table: TableName): Promise<readonly ColumnDescription[]>;
}

export function observeColumns(engine: Engine): ColumnObserver {
  const seen = new Map<TableName, Map<string, { spec: ColumnSpec; inFiles: Set<string> }>>();
  return {
    observe: async (file) => {
      await keepRows(engine, file, seen.has(file.table));
      const columns =
        seen.get(file.table) ?? new Map(file.specs.map((spec) => [spec.name, { spec, inFiles: new Set<string>() }]));
      for (const [name, inFile] of file.map) columns.get(name)?.inFiles.add(inFile);
      seen.set(file.table, columns);
    },
    describe: (table) => {
      const columns: DescribedColumn[] = [...(seen.get(table) ?? new Map()).values()].map(({ spec, inFiles }) => ({
        spec,
        inFiles: [...inFiles],
      }));
      return describeColumns(engine, `observed_${table}`, columns);
    },
  };
}

async function keepRows(engine: Engine, { table, reading, specs, rows }: ObservedFile, hasRows: boolean) {
  const columns = specs.flatMap((spec) => [
    ...sqlTypesOf(spec).map(({ name }) => name),
    `clean_${spec.name} IS NULL AS ${emptyFlag}${spec.name}`,
  ]);
  const place = columns.length === 0 ? ["0 AS nothing"] : columns;
  await reading.read(
    (records) => `CREATE OR REPLACE TABLE observed_file AS SELECT ${place.join(", ")} FROM (${rows(records)})`,
  );
  if (reading.headerRecords === 1) await engine.run("DELETE FROM observed_file WHERE rowid = 0");
  await engine.run(
    hasRows
      ? `INSERT INTO observed_${table} SELECT * FROM observed_file`
      : `CREATE OR REPLACE TABLE observed_${table} AS SELECT * FROM observed_file`,
  );
  await engine.run("DROP TABLE observed_file");
}
