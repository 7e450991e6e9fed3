import type { TableName } from "../columns.ts";
import type { ColumnLook } from "./column-look.ts";
import type { FileLook } from "./look-at-files.ts";
import type { ColumnMatch } from "./match-columns.ts";
import { type MarkEvidence, marksOf } from "./number-reading.ts";
import type { ProposedLine } from "./proposal.ts";
import type { Answer } from "./question.ts";

/**
 * The marks of the numbers of a source.
 *
 * @param columns those that are read as numbers
 * @param answer asked when "1,234" may be a thousand or a fraction
 */
export async function numberLines(
  table: TableName,
  file: FileLook,
  columns: readonly ColumnLook[],
  answer: Answer,
): Promise<ProposedLine[]> {
  const told = new Set<MarkEvidence>(columns.flatMap(({ numbers }) => [...(numbers?.evidence ?? [])]));
  const marks = marksOf(told);
  const example = columns.map(({ numbers }) => numbers?.example).find((each) => each !== undefined);
  if (marks !== undefined && !("doubtful" in marks)) {
    const { decimal, thousands } = marks;
    const seen = `as in "${example}"`;
    const line = (key: string, value: string): ProposedLine => ({ key, value, confidence: 0.95, seen });
    return [
      ...(decimal === "." && thousands === "" ? [] : [line("decimal", decimal)]),
      ...(thousands === "" ? [] : [line("thousands", thousands)]),
    ];
  }
  const doubtful =
    columns.find(({ numbers }) => [...(numbers?.evidence ?? [])].some((each) => each.endsWith("?"))) ?? columns[0];
  const chosen = await answer({
    kind: "decimal",
    names: [doubtful.name],
    sentence:
      marks === undefined
        ? `${file.title}: its columns use "," and "." both ways, so the decimal mark cannot be told`
        : `${file.title}, column "${doubtful.name}": "${doubtful.numbers?.example}" may be a thousand or a fraction, and no value decides`,
    choices: [".", ","],
    option: `--decimal . or --decimal , (sources.${table}.decimal)`,
    optional: false,
  });
  const decimal = chosen === "," ? "," : ".";
  const grouping = decimal === "." ? "," : ".";
  const seen = "as you said";
  const grouped = told.has(`${grouping} ?`) || told.has(`thousands ${grouping}`);
  return [{ key: "decimal", value: decimal, seen }, ...(grouped ? [{ key: "thousands", value: grouping, seen }] : [])];
}

/** The formats of the columns that are dates; 03/02 is asked, never guessed. */
export async function dateLines(
  table: TableName,
  file: FileLook,
  matches: readonly ColumnMatch[],
  answer: Answer,
): Promise<ProposedLine[]> {
  const lines: ProposedLine[] = [];
  for (const { spec, column } of matches) {
    if ((spec.type !== "date" && spec.type !== "timestamp") || column.dates === undefined) continue;
    const { formats } = column.dates;
    const [example = ""] = column.counts.keys();
    if (formats.length > 1) {
      const chosen = await answer({
        kind: "dates",
        names: [column.name, spec.name],
        sentence: `${file.title}, column "${column.name}": "${example}" may be ${formats.join(" or ")}, and no value decides`,
        choices: formats.map(String),
        option: `--dates "${column.name}=${formats[0]}" (sources.${table}.dates.${spec.name})`,
        optional: false,
      });
      lines.push({ key: spec.name, value: chosen ?? "", seen: "as you said" });
    } else if (formats[0] !== null) {
      lines.push({
        key: spec.name,
        value: formats[0],
        confidence: column.dates.weak ? 0.7 : 0.97,
        seen: `as in ${example}`,
      });
    }
  }
  return lines.length === 0 ? [] : [{ key: "dates", value: lines, seen: "formats of dates that are not ISO 8601" }];
}
