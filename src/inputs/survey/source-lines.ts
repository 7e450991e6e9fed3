import { choiceOf } from "./choice-words.ts";
import { shareOf } from "./column-look.ts";
import { countText } from "./evidence-text.ts";
import type { FileLook } from "./look-at-files.ts";
import type { ColumnMatch } from "./match-columns.ts";
import type { ProposedLine, SettingValue } from "./proposal.ts";

/** How a file is written, as lines of its source. */
export function fileLines(file: FileLook): ProposedLine[] {
  const lines: ProposedLine[] = [];
  const { format, encoding, delimiter, hasHeader } = file;
  if (format !== "parquet" && file.paths.some((path) => !/\.csv(\.gz)?$/i.test(path))) {
    lines.push({
      key: "format",
      value: format,
      confidence: 0.95,
      seen: format === "csv" ? "lines of fields" : "JSON objects",
    });
  }
  if (encoding !== undefined) lines.push({ key: "encoding", ...encoding });
  if (delimiter !== undefined) lines.push({ key: "delimiter", ...delimiter });
  if (!hasHeader.value) {
    const names = file.columns.map(({ name }) => name);
    lines.push({
      key: "header",
      value: names,
      confidence: hasHeader.confidence,
      seen: `${hasHeader.seen}; names are ours`,
    });
  }
  return lines;
}

/** The mapping of columns, each with what speaks for it. */
export function columnLines(matches: readonly ColumnMatch[]): ProposedLine[] {
  if (matches.length === 0) return [];
  const value = matches.map(({ spec, column, confidence, seen }) => ({
    key: spec.name,
    value: column.name,
    confidence,
    seen,
  }));
  return [{ key: "columns", value, seen: "ours: the file's" }];
}

/** Words of the file that mean "not known", beside the usual ones. */
export function unknownLines(matches: readonly ColumnMatch[]): ProposedLine[] {
  const value = matches
    .filter(({ column }) => column.unknownWords.length > 0)
    .map(({ spec, column }) => ({
      key: spec.name,
      value: column.unknownWords,
      confidence: 0.8,
      seen: `in ${countText(column.rows - column.known)} rows with the empty ones`,
    }));
  return value.length === 0 ? [] : [{ key: "unknown", value, seen: "words for not known, beside the usual ones" }];
}

/** What the words of choice columns stand for, where they are not the level itself. */
export function synonymLines(matches: readonly ColumnMatch[]): ProposedLine[] {
  const value = matches.flatMap(({ spec, column }): ProposedLine[] => {
    if (spec.type !== "choice") return [];
    const choices = spec.choices ?? [];
    const lost: string[] = [];
    const words: Record<string, string> = {};
    let rows = 0;
    for (const [text, count] of column.counts) {
      const level = choiceOf(spec.name, choices, text);
      if (level === undefined) lost.push(`${text} (${countText(count)})`);
      else if (level !== text.toLowerCase()) {
        words[text] = level;
        rows += count;
      }
    }
    const unclear = lost.length === 0 ? "" : `; become unknown: ${lost.slice(0, 5).join(", ")}`;
    if (rows === 0 && lost.length === 0) return [];
    return [{ key: spec.name, value: words, confidence: 0.85, seen: `${countText(rows)} rows${unclear}` }];
  });
  return value.length === 0 ? [] : [{ key: "synonyms", value, seen: "words of the file: what they stand for" }];
}

/** Id columns that were saved as numbers. */
export function pointZeroLines(matches: readonly ColumnMatch[]): ProposedLine[] {
  const names = matches
    .filter(({ spec, column }) => spec.type === "id" && shareOf(column, (text) => /^\d+\.0$/.test(text)) >= 0.98)
    .map(({ spec }) => spec.name);
  if (names.length === 0) return [];
  return [{ key: "dropPointZero", value: names, confidence: 0.9, seen: "ids such as 17850.0, saved as numbers" }];
}

/** The columns of a file that no source uses, as a remark. */
export function unusedRemark(file: FileLook, used: ReadonlySet<string>): string[] {
  const rest = file.columns.filter(({ name }) => !used.has(name)).map(({ name }) => name);
  return rest.length === 0 ? [] : [`not used of ${file.title}: ${rest.join(", ")}`];
}

/** A line with a conclusion. */
export function line(key: string, value: SettingValue, confidence: number, seen: string): ProposedLine {
  return { key, value, confidence, seen };
}
