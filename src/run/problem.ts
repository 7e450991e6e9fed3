/** Something wrong at a place in a text file. */
export interface Problem {
  /** Offset of the first character concerned. */
  readonly from: number;
  /** Characters concerned; at least one is underlined, and none past the end of the line. */
  readonly length: number;
  /** What was seen and what was expected. */
  readonly text: string;
  /** How to mend it, shown beside the underline. */
  readonly help?: string;
}

/**
 * Problems as a compiler prints them, top of the file first: `file:line:column: error: text`, the line, and carets
 * under the place. Lines and columns count from 1.
 */
export function renderProblems(file: string, source: string, problems: readonly Problem[]): string {
  return [...problems]
    .sort((a, b) => a.from - b.from)
    .map((problem) => renderProblem(file, source, problem))
    .join("\n");
}

function renderProblem(file: string, source: string, { from, length, text, help }: Problem): string {
  const { line, column, content } = placeOf(source, from);
  const gutter = String(line).replace(/\d/g, " ");
  // Tabs are kept, so that the carets stand under the place however wide the reader's tabs are.
  const indent = content.slice(0, column - 1).replace(/[^\t]/g, " ");
  const carets = "^".repeat(Math.max(1, Math.min(length, content.length - column + 1)));
  return [
    `${file}:${line}:${column}: error: ${text}`,
    `  ${line} | ${content}`,
    `  ${gutter} | ${indent}${carets}${help === undefined ? "" : `  ${help}`}`,
  ]
    .map((row) => row.trimEnd())
    .join("\n");
}

function placeOf(source: string, offset: number) {
  const before = source.slice(0, offset);
  const start = before.lastIndexOf("\n") + 1;
  const end = source.indexOf("\n", start);
  const content = source.slice(start, end === -1 ? undefined : end).replace(/\r$/, "");
  return { line: before.split("\n").length, column: offset - start + 1, content };
}
