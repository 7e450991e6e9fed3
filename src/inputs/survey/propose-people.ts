import { dateLines, numberLines } from "./asked-lines.ts";
import type { TableChoice } from "./choose-table.ts";
import { type ColumnLook, isConstant } from "./column-look.ts";
import { countText } from "./evidence-text.ts";
import { headerFit } from "./header-words.ts";
import type { FileLook } from "./look-at-files.ts";
import type { ColumnMatch } from "./match-columns.ts";
import { type MetricMatch, metricOf } from "./profile-metrics.ts";
import type { ProposedLine, ProposedSource } from "./proposal.ts";
import { proposeArms } from "./propose-arms.ts";
import type { Answer } from "./question.ts";
import { columnLines, fileLines, line, pointZeroLines, synonymLines, unknownLines } from "./source-lines.ts";

/**
 * Proposes the sources of a file with one row per customer: who they are (`customers`), ready aggregates (`profiles`), and
 * an experiment's arms with what they did (`contacts`). Each column serves one of them.
 */
export async function proposePeople(file: FileLook, choice: TableChoice, answer: Answer): Promise<ProposedSource[]> {
  const constant = file.columns.filter(isConstant);
  const arms = proposeArms(file);
  const attributes = choice.matches.filter(
    (match) => isAttribute(match, file) && !constant.includes(match.column) && !arms?.columns.includes(match.column),
  );
  const id = attributes.find(({ spec }) => spec.name === "customer_id");
  const taken = new Set([...attributes.map(({ column }) => column), ...constant, ...(arms?.columns ?? [])]);
  const metrics = file.columns.filter((column) => !taken.has(column)).flatMap((column) => metricOf(column) ?? []);
  const distinct = metrics.filter(({ metric }, i) => metrics.findIndex((each) => each.metric === metric) === i);

  const written = { paths: file.paths, title: file.title, confidence: choice.confidence };
  const identity = id === undefined ? generated(file) : [];
  const hasAggregates = distinct.some(({ confidence }) => confidence > 0.5);
  const sources: ProposedSource[] = [
    {
      ...written,
      table: "customers",
      seen: choice.seen,
      lines: [
        ...fileLines(file),
        ...identity,
        ...columnLines(attributes),
        ...(await numberLines("customers", file, columnsOf(attributes, ["number", "band"]), answer)),
        ...(await dateLines("customers", file, attributes, answer)),
        ...unknownLines(attributes),
        ...synonymLines(attributes),
        ...pointZeroLines(attributes),
      ],
      remarks: [
        ...(attributes.some(({ spec }) => spec.name === "age")
          ? ["ageAsOf: yyyy-mm-dd # the day the ages are of"]
          : []),
        ...unusedPeople(
          file,
          constant,
          new Set([...taken, ...(hasAggregates ? distinct.map(({ column }) => column) : [])]),
        ),
      ],
    },
  ];
  if (hasAggregates) sources.push(await profiles(file, id, identity, distinct, written, answer));
  if (arms !== undefined) sources.push(await arms.source(id, identity, written, answer));
  return sources;
}

function generated({ rows }: FileLook): ProposedLine[] {
  return [
    line("generateIds", true, 0.9, `no column tells ${countText(rows.length)} rows apart, so they are numbered`),
    line("duplicates", "none", 0.9, "equal rows are different people"),
  ];
}

/** Two columns that could both be the number of children are halves of it, and neither is used for it. */
function isAttribute({ spec, confidence }: ColumnMatch, { columns }: FileLook): boolean {
  if (spec.name === "children")
    return columns.filter(({ name }) => headerFit("customers", "children", name) > 0).length === 1;
  return confidence >= 0.7;
}

function columnsOf(matches: readonly ColumnMatch[], types: readonly string[]): ColumnLook[] {
  return matches.filter(({ spec }) => types.includes(spec.type)).map(({ column }) => column);
}

async function profiles(
  file: FileLook,
  id: ColumnMatch | undefined,
  identity: readonly ProposedLine[],
  metrics: readonly MetricMatch[],
  written: Pick<ProposedSource, "paths" | "title" | "confidence">,
  answer: Answer,
): Promise<ProposedSource> {
  const lines = metrics.map(({ metric, column, confidence, seen }) => line(metric, column.name, confidence, seen));
  return {
    ...written,
    table: "profiles",
    seen: `${metrics.length} columns of numbers about each customer`,
    lines: [
      ...fileLines(file),
      ...identity,
      ...columnLines(id === undefined ? [] : [id]),
      ...(await numberLines(
        "profiles",
        file,
        metrics.map(({ column }) => column),
        answer,
      )),
      ...pointZeroLines(id === undefined ? [] : [id]),
      { key: "metrics", value: lines, seen: "metric: the file's column" },
    ],
    remarks: ["asOf: yyyy-mm-dd # the day these figures are of, where it is known"],
  };
}

function unusedPeople(file: FileLook, constant: readonly ColumnLook[], used: ReadonlySet<ColumnLook>): string[] {
  const rest = file.columns.filter((column) => !used.has(column) && !constant.includes(column));
  return [
    ...(constant.length === 0
      ? []
      : [`the same in every row, so not used: ${constant.map(({ name }) => name).join(", ")}`]),
    ...(rest.length === 0 ? [] : [`not used of ${file.title}: ${rest.map(({ name }) => name).join(", ")}`]),
  ];
}
