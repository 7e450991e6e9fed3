import { UserError } from "../../user-error.ts";
import { specsOf, type TableName } from "../columns.ts";
import { chooseTable } from "./choose-table.ts";
import { countText } from "./evidence-text.ts";
import type { FileLook } from "./look-at-files.ts";
import type { Proposal, ProposedLine, ProposedSource } from "./proposal.ts";
import { proposeTable } from "./propose-events.ts";
import { proposePeople } from "./propose-people.ts";
import type { Answer } from "./question.ts";

/**
 * Proposes the sources that a set of files makes: which tables each feeds, and how it is to be read.
 *
 * @param answer asked whatever no value decides
 * @throws UserError 2 when a file feeds no table, two layouts feed the same one, or nobody is a customer
 */
export async function proposeSources(files: readonly FileLook[], answer: Answer): Promise<Proposal> {
  const found: ProposedSource[] = [];
  for (const file of files) {
    const choice = chooseTable(file);
    const sources =
      choice.table === "customers"
        ? await proposePeople(file, choice, answer)
        : [await proposeTable(file, choice, answer)];
    for (const source of sources) found.push(withDuplicates(source));
  }
  const tables = Object.keys(specsOf) as TableName[]; // the keys of specsOf are the names of tables
  const sources = tables.flatMap((table) => onlyOne(found.filter((source) => source.table === table)));
  if (!sources.some(({ table }) => table === "transactions" || table === "customers")) {
    const fed = sources.map(({ table }) => table).join(" and ");
    throw new UserError(2, `--from: the files feed ${fed} only; name one with transactions or customers too`);
  }
  return { sources, currency: currencyOf(files) };
}

function onlyOne(sources: readonly ProposedSource[]): readonly ProposedSource[] {
  const [first, second] = sources;
  if (second === undefined) return sources;
  throw new UserError(
    2,
    `--from: ${second.paths[0]} and ${first.paths[0]} both feed ${first.table} but are not written alike; convert one of them or leave it out`,
  );
}

function withDuplicates(source: ProposedSource): ProposedSource {
  if (source.lines.some(({ key }) => key === "duplicates")) return source;
  const { length } = source.paths;
  const line =
    length === 1
      ? { confidence: 0.8, seen: "one file, whose equal rows are all kept" }
      : { confidence: 0.9, seen: `rows that several of the ${length} files hold count once` };
  return { ...source, lines: [...source.lines, { key: "duplicates", value: "redelivery", ...line }] };
}

/** The currency whose sign most rows carry. */
function currencyOf(files: readonly FileLook[]): ProposedLine | undefined {
  const signs = new Map<string, { sign: string; name: string; rows: number }>();
  for (const { numbers, known, name } of files.flatMap(({ columns }) => columns)) {
    if (numbers?.currency === undefined || numbers.currencySign === undefined) continue;
    const before = signs.get(numbers.currency) ?? { sign: numbers.currencySign, name, rows: 0 };
    signs.set(numbers.currency, { ...before, rows: before.rows + known });
  }
  const [most] = [...signs].sort((a, b) => b[1].rows - a[1].rows || (a[0] < b[0] ? -1 : 1));
  if (most === undefined) return undefined;
  const [code, { sign, name, rows }] = most;
  return { key: "currency", value: code, confidence: 0.8, seen: `"${sign}" in "${name}", ${countText(rows)} rows` };
}
