import type { Engine } from "../../engine/engine.ts";

/** Rows that were set apart for one reason. */
export interface RejectReason {
  readonly table: string;
  /** Canonical column; null when the whole record is broken. */
  readonly column: string | null;
  readonly reason: string;
  readonly rows: number;
  /** The first three, by file and row. */
  readonly examples: readonly RejectExample[];
}

export interface RejectExample {
  readonly file: string;
  readonly row: number;
  /** What was delivered, or its hash where the text may not be shown; null when nothing was. */
  readonly text: string | null;
}

const examplesPerReason = 3;

/** The reasons of all rejects, most rows first, ties by table, column and reason. */
export async function rejectReasons(engine: Engine, rejectText: "keep" | "hash"): Promise<RejectReason[]> {
  const text = rejectText === "keep" ? "raw_text" : "'sha256:' || substr(sha256(raw_text), 1, 12)";
  const rows = await engine.rows(
    `SELECT "table", "column", reason, file, CAST("row" AS DOUBLE) AS "row", ${text} AS raw_text, CAST(n AS DOUBLE) AS n FROM (
       SELECT *, count(*) OVER same AS n, row_number() OVER (PARTITION BY "table", "column", reason ORDER BY file, "row") AS place
       FROM rejects WINDOW same AS (PARTITION BY "table", "column", reason))
     WHERE place <= ${examplesPerReason} ORDER BY n DESC, "table", "column", reason, file, "row"`,
  );
  const reasons = new Map<string, RejectReason & { readonly examples: RejectExample[] }>();
  for (const row of rows) {
    const [table, reason] = [String(row.table), String(row.reason)];
    const column = row.column === null ? null : String(row.column);
    const key = JSON.stringify([table, column, reason]);
    const known = reasons.get(key) ?? { table, column, reason, rows: Number(row.n), examples: [] };
    known.examples.push({
      file: String(row.file),
      row: Number(row.row),
      text: row.raw_text === null ? null : String(row.raw_text),
    });
    reasons.set(key, known);
  }
  return [...reasons.values()];
}
