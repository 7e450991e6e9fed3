import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Engine } from "../../engine/engine.ts";
import { fileBytes } from "../../engine/file-bytes.ts";
import { flattenJson, type JsonFields } from "./flatten-json.ts";
import { type TextLine, textLines } from "./text-lines.ts";

/** What a file of JSON lines turned out to hold. */
export interface JsonLines {
  /** Names of the fields of all lines, in the order in which they are seen first. */
  readonly columns: readonly string[];
  /** Numbers of the lines that hold nothing, ascending. */
  readonly blankLines: Int32Array;
}

/** Fields a file may have in all; more are names that are data. */
const mostColumns = 4096;
/** Letters that are gathered before they are written. */
const blockLength = 1 << 18;

/**
 * Reads a file with a JSON object on every line (UTF-8): `<table>(row_number, c0, c1, …)` has every field as text, in the
 * order of `columns`, null where a line does not have it; `<table>_broken(row_number, column, reason, text, runs_on)` has the
 * lines that are no JSON object. Rows are numbered by line, from 1.
 *
 * One pass in bounded memory, through a file in the engine's scratch folder.
 *
 * @throws Error for more than 4096 different fields
 */
export async function readJsonLines(engine: Engine, table: string, path: string): Promise<JsonLines> {
  const { dialect } = engine;
  const columns = new Map<string, number>();
  const seen: Seen = { columns, blankLines: [], longest: 0 };
  const staged = join(engine.scratch, `${table}.jsonl`);
  await pipeline(Readable.from(records(path, seen)), createWriteStream(staged));

  const fields = [...columns.values()].map((i) => `c${i}`);
  const numbered = { row_number: "BIGINT", broken: "VARCHAR", line: "VARCHAR" } as const;
  const typed = Object.fromEntries(fields.map((name) => [name, "VARCHAR"] as const));
  const rows = dialect.jsonObjects(staged, { ...numbered, ...typed }, seen.longest);
  await engine.run(`CREATE OR REPLACE TABLE ${table} AS
    SELECT ${["row_number", ...fields].join(", ")} FROM ${rows} WHERE broken IS NULL`);
  await engine.run(`CREATE OR REPLACE TABLE ${table}_broken AS
    SELECT row_number, CAST(NULL AS VARCHAR) AS "column", broken AS reason, line AS text, FALSE AS runs_on
    FROM ${dialect.jsonObjects(staged, numbered, seen.longest)} WHERE broken IS NOT NULL`);
  await rm(staged);
  return { columns: [...columns.keys()], blankLines: Int32Array.from(seen.blankLines) };
}

/** What the lines so far have shown. */
interface Seen {
  readonly columns: Map<string, number>;
  readonly blankLines: number[];
  /** Bytes that the longest record has at most. */
  longest: number;
}

/** The lines as objects of texts with numbered fields, a block at a time. */
async function* records(path: string, seen: Seen): AsyncGenerator<string> {
  let block = "";
  for await (const line of textLines(fileBytes(path, false))) {
    if (line.problem === undefined && line.text.trim() === "") {
      seen.blankLines.push(line.number);
      continue;
    }
    const record = recordOf(line, seen.columns);
    seen.longest = Math.max(seen.longest, 3 * record.length); // no letter of UTF-16 has more bytes in UTF-8
    block += `${record}\n`;
    if (block.length < blockLength) continue;
    yield block;
    block = "";
  }
  if (block !== "") yield block;
}

function recordOf({ number, text, problem }: TextLine, columns: Map<string, number>): string {
  const broken = (reason: string) => JSON.stringify({ row_number: number, broken: reason, line: text });
  if (problem !== undefined) return broken(problem);
  let fields: JsonFields;
  try {
    fields = flattenJson(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return broken(error.message);
  }
  let record = `{"row_number":${number}`;
  for (const [name, field] of fields) {
    if (!columns.has(name)) addColumn(columns, name);
    if (field !== null) record += `,"c${columns.get(name)}":${JSON.stringify(field)}`;
  }
  return `${record}}`;
}

function addColumn(columns: Map<string, number>, name: string) {
  if (columns.size === mostColumns) {
    throw new Error(`its lines have more than ${mostColumns} different fields; "${name}" is one too many`);
  }
  columns.set(name, columns.size);
}
