import { basename } from "node:path";
import { UserError } from "../../user-error.ts";

/**
 * Rows of JSON lines as texts: the keys of all lines in order of appearance are the columns, those of objects one level
 * down are called `outer.inner`. Numbers keep their digits as far as JSON.parse does, which is enough to tell what they are.
 *
 * @throws UserError 3 when no line is a JSON object
 */
export function jsonRecords(
  path: string,
  texts: readonly string[],
): { names: readonly string[]; records: readonly (readonly string[])[] } {
  const rows = texts.flatMap((text) => text.split("\n")).flatMap(objectOf);
  if (rows.length === 0) {
    throw new UserError(3, `${basename(path)} has no line that is a JSON object; expected one a line`);
  }
  const names = [...new Set(rows.flatMap((row) => [...row.keys()]))];
  return { names, records: rows.map((row) => names.map((name) => row.get(name) ?? "")) };
}

function objectOf(line: string): ReadonlyMap<string, string>[] {
  if (line.trim() === "") return [];
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return [];
  }
  if (!isObject(value)) return [];
  const fields = new Map<string, string>();
  for (const [key, field] of Object.entries(value)) {
    if (isObject(field)) for (const [inner, each] of Object.entries(field)) fields.set(`${key}.${inner}`, textOf(each));
    else fields.set(key, textOf(field));
  }
  return [fields];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}
