import {
  BIGINT,
  DOUBLE,
  DuckDBBigIntVector,
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBDoubleVector,
  DuckDBIntegerVector,
  type DuckDBVector,
  INTEGER,
} from "@duckdb/node-api";
import { duckdbDialect } from "./dialect.ts";
import {
  type BlockWriter,
  blockSize,
  type LoadColumn,
  type NumericColumn,
  type NumericTable,
  type RowFold,
} from "./engine.ts";

const types = { INTEGER, BIGINT, DOUBLE };
/** Of a BIGINT, seen as two INTEGERs, the lower one. */
const wordSize = 2 ** 32;

export async function stream(
  connection: DuckDBConnection,
  sql: string,
  onBlock: (columns: readonly NumericColumn[], rows: number) => void,
): Promise<void> {
  const result = await connection.stream(sql);
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) return;
    const columns: NumericColumn[] = [];
    const rows = chunk.rowCount;
    for (let c = 0; c < chunk.columnCount; c++) columns.push(numbersOf(chunk, c, rows));
    onBlock(columns, rows);
  }
}

export async function load(connection: DuckDBConnection, table: string, columns: readonly LoadColumn[]): Promise<void> {
  const rows = columns[0]?.values.length ?? 0;
  for (const { name, values } of columns) {
    if (values.length !== rows) {
      throw new RangeError(`engine: column ${name} has ${values.length} rows, ${columns[0].name} has ${rows}`);
    }
  }
  await createTable(connection, { name: table, columns });
  const { append, close } = await openWriter(connection, { name: table, columns });
  for (let from = 0; from < rows; from += blockSize) {
    const until = Math.min(from + blockSize, rows);
    append(
      columns.map(({ values }) => values.subarray(from, until)),
      until - from,
    );
  }
  close();
}

/**
 * @param reader runs the query
 * @param writer fills the tables meanwhile, in one transaction of its own
 */
export async function fold(
  reader: DuckDBConnection,
  writer: DuckDBConnection,
  sql: string,
  tables: readonly NumericTable[],
  start: (writers: readonly BlockWriter[]) => RowFold,
): Promise<void> {
  await writer.run("BEGIN");
  try {
    for (const table of tables) await createTable(writer, table);
    const open = await Promise.all(tables.map((table) => openWriter(writer, table)));
    const { block, end } = start(open.map(({ append }) => append));
    await stream(reader, sql, block);
    end();
    for (const { close } of open) close();
    await writer.run("COMMIT");
  } catch (error) {
    await writer.run("ROLLBACK");
    throw error;
  }
}

async function createTable(connection: DuckDBConnection, { name, columns }: NumericTable) {
  const { identifier } = duckdbDialect;
  const declared = columns.map((column) => `${identifier(column.name)} ${column.type}`).join(", ");
  await connection.run(`CREATE OR REPLACE TABLE ${identifier(name)} (${declared})`);
}

async function openWriter(connection: DuckDBConnection, { name, columns }: NumericTable) {
  const appender = await connection.createAppender(name);
  const columnTypes = columns.map(({ type }) => types[type]);
  // A full block without nulls leaves nothing behind in its chunk, so that the next may use it again: a third less to append.
  const used = DuckDBDataChunk.create(columnTypes, blockSize);
  const append = (values: readonly LoadColumn["values"][], rows: number) => {
    const isPlain = rows === blockSize && !values.some((column) => hasNull(column, rows));
    const chunk = isPlain ? used : DuckDBDataChunk.create(columnTypes, rows);
    for (const [c, column] of values.entries()) write(chunk, c, column, rows);
    appender.appendDataChunk(chunk);
  };
  return { append, close: () => appender.closeSync() };
}

function hasNull(values: LoadColumn["values"], rows: number): boolean {
  if (!(values instanceof Float64Array)) return false;
  for (let i = 0; i < rows; i++) if (Number.isNaN(values[i])) return true;
  return false;
}

/** Puts numbers into a column of a chunk, NaN as null. */
function write(chunk: DuckDBDataChunk, column: number, values: LoadColumn["values"], rows: number) {
  const vector = chunk.getColumnVector(column);
  const { items } = memoryOf(vector);
  if (items instanceof BigInt64Array) {
    // Word by word: a BigInt for every value would cost ten times as much.
    const words = new Int32Array(items.buffer, items.byteOffset, 2 * items.length);
    for (let i = 0; i < rows; i++) {
      words[2 * i] = values[i] % wordSize;
      words[2 * i + 1] = Math.floor(values[i] / wordSize);
    }
  } else items.set(values.length === rows ? values : values.subarray(0, rows));
  if (values instanceof Float64Array)
    for (let i = 0; i < rows; i++) if (Number.isNaN(values[i])) vector.setItem(i, null);
  vector.flush();
}

function numbersOf(chunk: DuckDBDataChunk, column: number, rows: number): NumericColumn {
  const vector = chunk.getColumnVector(column);
  const { items, validity } = memoryOf(vector);
  if (items instanceof BigInt64Array)
    throw new RangeError(`engine: a column is ${vector.type}, expected INTEGER or DOUBLE`);
  if (validity.data === null) return items;
  const valid = new Uint8Array(validity.data.buffer, validity.data.byteOffset, validity.data.byteLength);
  for (let i = 0; i < rows; i++) {
    if ((valid[i >> 3] & (1 << (i & 7))) !== 0) continue;
    if (items instanceof Int32Array) throw new RangeError("engine: a null in an INTEGER column; cast it to DOUBLE");
    items[i] = Number.NaN;
  }
  return items;
}

/**
 * The memory behind a vector of numbers. The package declares it private, yet it is the only way in and out that does
 * not box every value; `test/engine/duckdb.test.ts` fails when a new version moves it.
 */
function memoryOf(vector: DuckDBVector) {
  if (
    !(
      vector instanceof DuckDBIntegerVector ||
      vector instanceof DuckDBDoubleVector ||
      vector instanceof DuckDBBigIntVector
    )
  ) {
    throw new RangeError(`engine: a column is ${vector.type}, expected INTEGER or DOUBLE`);
  }
  // The classes hold exactly these fields (see numbersOf).
  return vector as unknown as {
    readonly items: NumericColumn | BigInt64Array;
    readonly validity: { readonly data: BigUint64Array | null };
  };
}
