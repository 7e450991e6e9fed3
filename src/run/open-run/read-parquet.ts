import { asyncBufferFromFile, parquetMetadataAsync, parquetRead, parquetSchema } from "hyparquet";
import { nearestName } from "../../math/nearest-name.ts";
import { UserError } from "../../user-error.ts";

/** A value as an analyst reads it: dates are `yyyy-mm-dd`, decimals and whole numbers of any width are numbers. */
export type Cell = string | number | boolean | null;

/** Columns of equal length, in the order asked for. */
export type Columns = ReadonlyMap<string, readonly Cell[]>;

interface Column {
  readonly name: string;
  /** What the file calls its type: `UTF8`, `DATE`, `DECIMAL`, or the physical type where there is no other. */
  readonly type: string;
  readonly convert: (value: unknown) => Cell;
}

/** An open Parquet file. */
export interface ParquetFile {
  /** Names and types of its columns, in their order. */
  readonly columns: readonly Pick<Column, "name" | "type">[];
  /**
   * Its rows in batches, in their order: a batch is a row group of the file (122,880 rows as the engine writes them), so
   * memory is bounded by the chosen columns of one group.
   *
   * @param names columns to read, all when undefined
   * @throws UserError(2) when a column does not exist, before anything is read
   */
  readonly batches: (names?: readonly string[]) => AsyncGenerator<Columns, void>;
}

/** Opens a file of a run; only its footer is read. */
export async function openParquet(path: string, shownAs: string): Promise<ParquetFile> {
  const file = await asyncBufferFromFile(path);
  const metadata = await parquetMetadataAsync(file);
  const columns = parquetSchema(metadata).children.map(({ element }): Column => {
    const { name, type, converted_type, scale } = element;
    return {
      name,
      type: converted_type ?? type ?? "",
      convert: converted_type === "DECIMAL" ? decimalOf(scale ?? 0) : type === "INT64" ? numberOf : asItIs,
    };
  });

  async function* batches(names: readonly string[] = columns.map(({ name }) => name)): AsyncGenerator<Columns, void> {
    const chosen = names.map((name) => columnNamed(columns, name, shownAs));
    if (metadata.row_groups.length === 0) yield new Map(chosen.map(({ name }) => [name, []]));
    let rowStart = 0;
    for (const group of metadata.row_groups) {
      const rows = Number(group.num_rows);
      const rowEnd = rowStart + rows;
      const read = new Map(chosen.map((column) => [column.name, { column, cells: new Array<Cell>(rows) }]));
      const start = rowStart;
      await parquetRead({
        file,
        metadata,
        columns: [...read.keys()],
        rowStart,
        rowEnd,
        parsers: { dateFromDays: (days) => new Date(days * 86_400_000).toISOString().slice(0, 10) },
        onChunk: ({ columnName, columnData, rowStart: at }) => {
          const target = read.get(columnName);
          if (target === undefined) return;
          for (let i = 0; i < columnData.length; i++)
            target.cells[at - start + i] = target.column.convert(columnData[i]);
        },
      });
      yield new Map(chosen.map(({ name }) => [name, read.get(name)?.cells ?? []]));
      rowStart = rowEnd;
    }
  }

  return { columns, batches };
}

/** The reader multiplies by a power of ten, which is off in the last digit: 13 351.54 came as 13 351.540000000001. */
function decimalOf(scale: number): (value: unknown) => Cell {
  const unit = 10 ** scale;
  return (value) => (typeof value === "number" ? Math.round(value * unit) / unit : null);
}

function numberOf(value: unknown): Cell {
  return typeof value === "bigint" || typeof value === "number" ? Number(value) : null;
}

function asItIs(value: unknown): Cell {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
}

function columnNamed(columns: readonly Column[], name: string, shownAs: string): Column {
  const found = columns.find((column) => column.name === name);
  if (found !== undefined) return found;
  const known = columns.map((column) => column.name);
  const near = nearestName(name, known);
  const meant = near === undefined ? `it has ${known.join(", ")}` : `did you mean "${near}"?`;
  throw new UserError(2, `openRun: ${shownAs} has no column "${name}"; ${meant}`);
}
