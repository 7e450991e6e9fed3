/** A column of a table on a terminal. */
export interface TextColumn {
  readonly title: string;
  readonly align: "left" | "right";
  /** Whether its texts are cut when lines are too long. */
  readonly flexible?: boolean;
}

const gap = "  ";
/** Letters that a flexible column keeps. */
const least = 8;

/**
 * Lines of a table with aligned columns. When they are too long, the texts of the flexible columns are cut, the
 * first column before the next.
 *
 * @param rows one text per column, on one line
 * @param width letters of a line, the usual 80 when not known
 */
export function textTable(columns: readonly TextColumn[], rows: readonly (readonly string[])[], width = 80): string[] {
  const all = [columns.map(({ title }) => title), ...rows.map((row) => row.map(oneLine))];
  const widths = columns.map((_, c) => Math.max(...all.map((row) => letters(row[c]))));
  let over = widths.reduce((sum, each) => sum + each, gap.length * (columns.length - 1)) - width;
  for (const [c, { flexible }] of columns.entries()) {
    const cut = flexible ? Math.max(0, Math.min(over, widths[c] - least)) : 0;
    widths[c] -= cut;
    over -= cut;
  }
  return all.map((row) =>
    row
      .map((text, c) => fitted(text, widths[c], columns[c].align))
      .join(gap)
      .trimEnd(),
  );
}

/** Without what would steer a terminal. */
function oneLine(text: string): string {
  return text.replace(/\p{Cc}/gu, " ");
}

function fitted(text: string, width: number, align: TextColumn["align"]): string {
  const shown = letters(text) <= width ? text : `${[...text].slice(0, width - 1).join("")}…`;
  const blanks = " ".repeat(width - letters(shown));
  return align === "left" ? shown + blanks : blanks + shown;
}

function letters(text: string): number {
  return [...text].length;
}
