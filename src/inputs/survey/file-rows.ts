import { basename } from "node:path";
import type { Engine } from "../../engine/engine.ts";
import { UserError } from "../../user-error.ts";
import { detectDelimiter } from "./detect-delimiter.ts";
import { detectEncoding } from "./detect-encoding.ts";
import { jsonRecords } from "./json-records.ts";
import { type FileSample, type SampleSizes, sampleFile } from "./sample-file.ts";
import { splitRecords } from "./split-records.ts";

/** What was found out about a file, with the evidence. */
export interface Finding<T> {
  readonly value: T;
  /** 0..1. */
  readonly confidence: number;
  readonly seen: string;
}

/** Rows of a file as text, and how it is written. */
export interface FileRows {
  readonly path: string;
  readonly format: "csv" | "jsonl" | "parquet";
  /** Of text files. */
  readonly encoding?: Finding<string>;
  /** Of CSV. */
  readonly delimiter?: Finding<string>;
  /** All records of CSV; the first may be a header. Of other formats, the rows. */
  readonly records: readonly (readonly string[])[];
  /** Names of the columns where the format has them. */
  readonly names?: readonly string[];
  /** Whether these are all the rows of the file. */
  readonly whole: boolean;
}

/** Rows of a Parquet file that are looked at. */
const parquetRows = 100_000;

/**
 * Reads as much of a file as {@link sampleFile} gives, whatever its format.
 *
 * @param openEngine asked for only when the file is Parquet
 * @throws UserError 2 when there is no such file, 3 when it is empty or cannot be taken apart
 */
export async function readRows(path: string, sizes: SampleSizes, openEngine: () => Promise<Engine>): Promise<FileRows> {
  const sample = await sampleFile(path, sizes);
  if (/\.(parquet|pq)$/i.test(path) || startsWith(sample.head, "PAR1")) return readParquet(path, await openEngine());

  const { name, confidence, seen } = detectEncoding(sample.head);
  const texts = decoded(sample, name);
  const text = { path, encoding: { value: name, confidence, seen }, whole: sample.whole };
  if (/\.(jsonl|ndjson)(\.gz)?$/i.test(path) || /^\s*\{/.test(texts[0])) {
    return { ...text, format: "jsonl", ...jsonRecords(path, texts) };
  }
  const found = detectDelimiter(texts[0]);
  const [head, ...blocks] = texts.map((each) => splitRecords(each, found.delimiter));
  const width = head[0]?.length ?? 0;
  const records = [...head, ...blocks.flat()].filter((record) => record.length === width);
  return {
    ...text,
    format: "csv",
    delimiter: { value: found.delimiter, confidence: found.confidence, seen: found.seen },
    records,
  };
}

function startsWith(bytes: Uint8Array, mark: string): boolean {
  return String.fromCharCode(...bytes.subarray(0, mark.length)) === mark;
}

/** The texts of the sample's pieces without the lines that are cut off. */
function decoded({ head, blocks, whole }: FileSample, encoding: string): string[] {
  const decoder = new TextDecoder(encoding);
  const start = decoder.decode(head);
  return [
    whole ? start : start.slice(0, start.lastIndexOf("\n") + 1),
    ...blocks.map((block) => {
      const text = decoder.decode(block);
      return text.slice(text.indexOf("\n") + 1, text.lastIndexOf("\n") + 1);
    }),
  ];
}

async function readParquet(path: string, engine: Engine): Promise<FileRows> {
  const { dialect } = engine;
  try {
    const columns = await engine.columnsOf(`SELECT * FROM ${dialect.parquet(path)}`);
    const [{ n }] = await engine.rows(`SELECT CAST(count(*) AS DOUBLE) AS n FROM ${dialect.parquet(path)}`);
    const step = Math.max(1, Math.ceil(Number(n) / parquetRows));
    const texts = columns.map(({ name }, i) => `CAST(${dialect.identifier(name)} AS VARCHAR) AS c${i}`);
    const rows = await engine.rows(
      `SELECT ${texts.join(", ")} FROM ${dialect.parquet(path, { rowNumbers: true })} WHERE file_row_number % ${step} = 0`,
    );
    return {
      path,
      format: "parquet",
      names: columns.map(({ name }) => name),
      records: rows.map((row) => columns.map((_, i) => String(row[`c${i}`] ?? ""))),
      whole: step === 1,
    };
  } catch (error) {
    const [said] = (error instanceof Error ? error.message : String(error)).split("\n");
    throw new UserError(3, `${basename(path)} is not a Parquet file that can be read (${said})`);
  }
}
