import { numberLines } from "./asked-lines.ts";
import { type ColumnLook, shareOf } from "./column-look.ts";
import { countText } from "./evidence-text.ts";
import { headerFit } from "./header-words.ts";
import type { FileLook } from "./look-at-files.ts";
import { type ColumnMatch, matchColumns } from "./match-columns.ts";
import type { ProposedLine, ProposedSource } from "./proposal.ts";
import type { Answer } from "./question.ts";
import { columnLines, fileLines, line } from "./source-lines.ts";

/** The arms of an experiment in a file with one row per customer, and what came of them. */
export interface Arms {
  /** The arm and the outcomes. */
  readonly columns: readonly ColumnLook[];
  /** The contacts they make; they stay a comment until it is known on which day they were. */
  source(
    id: ColumnMatch | undefined,
    identity: readonly ProposedLine[],
    written: Pick<ProposedSource, "paths" | "title" | "confidence">,
    answer: Answer,
  ): Promise<ProposedSource>;
}

const outcomes = ["delivered", "opened", "clicked", "visited", "converted", "unsubscribed", "revenue", "cost"];
const control = /^(?:control|no\b.*|none|hold ?out|контроль|без\b.*)/iu;
const channels: readonly [RegExp, string][] = [
  [/e-?mail/i, "email"],
  [/\bsms\b|смс/i, "sms"],
  [/push|пуш/i, "push"],
  [/phone|call|звон/i, "phone"],
  [/\b(post|mail|letter)\b|письм/i, "post"],
];

/** Finds a column of two to twelve arms one of which got nothing, beside columns that tell what came of it. */
export function proposeArms(file: FileLook): Arms | undefined {
  const arm = file.columns.find(
    (column) =>
      headerFit("contacts", "arm", column.name) > 0 &&
      column.counts.size >= 2 &&
      column.counts.size <= 12 &&
      shareOf(column, (text) => control.test(text)) > 0,
  );
  const found = matchColumns("contacts", file.columns).filter(({ spec }) => outcomes.includes(spec.name));
  if (arm === undefined || found.length === 0) return undefined;
  return {
    columns: [arm, ...found.map(({ column }) => column)],
    source: (...rest) => contacts(file, arm, found, ...rest),
  };
}

async function contacts(
  file: FileLook,
  arm: ColumnLook,
  found: readonly ColumnMatch[],
  id: ColumnMatch | undefined,
  identity: readonly ProposedLine[],
  written: Pick<ProposedSource, "paths" | "title" | "confidence">,
  answer: Answer,
): Promise<ProposedSource> {
  const matches = [...(id === undefined ? [] : [id]), ...matchColumns("contacts", [arm]), ...found];
  const day = await answer({
    kind: "contacts-at",
    names: [],
    sentence: `${file.title} has the arms of a campaign ("${arm.name}") but no day; on which day were the contacts`,
    choices: [],
    option: "--contacts-at yyyy-mm-dd",
    optional: true,
  });
  const arms = [...arm.counts.keys()];
  const channel = channels.find(([pattern]) => arms.some((text) => pattern.test(text)))?.[1];
  const untouched = arms.filter((text) => control.test(text) && text.toLowerCase() !== "control");
  const synonyms = line("arm", Object.fromEntries(untouched.map((text) => [text, "control"])), 0.85, armsText(arm));
  return {
    ...written,
    table: "contacts",
    seen: `one contact of every customer; "${arm.name}" is the arm of an experiment`,
    lines: [
      ...fileLines(file),
      ...identity,
      day === undefined
        ? { key: "at", value: "yyyy-mm-dd", seen: "no column tells the day" }
        : { key: "at", value: day, seen: "as you said" },
      channel === undefined
        ? {
            key: "channel",
            value: "unknown",
            seen: "no column and no arm tells the channel; write email, sms, phone, …",
          }
        : line("channel", channel, 0.8, `the arms are ${arms.slice(0, 3).join(", ")}`),
      ...columnLines(matches),
      ...(await numberLines("contacts", file, moneyOf(found), answer)),
      ...(untouched.length === 0 ? [] : [{ key: "synonyms", value: [synonyms], seen: "the arm that got nothing" }]),
    ],
    remarks: [],
    ...(day === undefined
      ? { incomplete: "write the day of the campaign under at, then remove the # before these lines" }
      : {}),
  };
}

function moneyOf(found: readonly ColumnMatch[]): ColumnLook[] {
  return found.filter(({ spec }) => spec.type === "money").map(({ column }) => column);
}

function armsText({ counts }: ColumnLook): string {
  return [...counts].map(([text, count]) => `${text} ${countText(count)}`).join(", ");
}
