import type * as z from "zod";
import { nearestName } from "../math/nearest-name.ts";

type Issue = z.core.$ZodIssue;

export interface Explanation {
  readonly text: string;
  readonly help?: string;
}

/**
 * The issues of a schema, one for each thing to mend: unknown keys are split, so that each has its own path, and a
 * union is replaced by the branch that came furthest, which is the one that was meant.
 */
export function separateIssues(issues: readonly Issue[], base: readonly PropertyKey[] = []): Issue[] {
  return issues.flatMap((issue): Issue[] => {
    const path = [...base, ...issue.path];
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => ({ ...issue, keys: [key], path: [...path, key] }));
    }
    if (issue.code !== "invalid_union") return [{ ...issue, path }];
    const branches = issue.errors.map((errors) => separateIssues(errors, path));
    const meant = branches.find(
      (branch) => reach(branch) === Math.max(...branches.map(reach)) && reach(branch) > path.length,
    );
    const rightType = branches.find((branch) => !branch.every(isMismatch));
    return meant ?? rightType ?? [{ ...issue, path }];
  });
}

/**
 * A schema issue in words.
 *
 * @param written the value as it stands in the file, in words, such as `"twelve"`, `a list` or `nothing`
 */
export function explainIssue(issue: Issue, written: string): Explanation {
  const choices = choicesOf(issue);
  if (isMismatch(issue)) {
    const text =
      choices.length > 1 && choices.length === expectations(issue).length
        ? `${written} is not one of the choices`
        : undefined;
    return {
      text: text ?? `expected ${anyOf(expectations(issue))}, got ${written}`,
      help: suggestion(written, choices),
    };
  }
  if (issue.code === "too_small")
    return { text: `${limit("at least", "more than", issue.minimum, issue)}, got ${written}` };
  if (issue.code === "too_big")
    return { text: `${limit("at most", "less than", issue.maximum, issue)}, got ${written}` };
  return { text: issue.message };
}

/** What a key that is missing would hold, such as `text or a list`; undefined when the issue does not tell. */
export function expectedInstead(issue: Issue): string | undefined {
  return isMismatch(issue) ? anyOf(expectations(issue)) : undefined;
}

function reach(issues: readonly Issue[]): number {
  return Math.max(...issues.map(({ path }) => path.length));
}

/** The value is of another kind altogether, rather than of the right kind with a wrong content. */
function isMismatch(issue: Issue): boolean {
  return issue.code === "invalid_type" || issue.code === "invalid_value" || issue.code === "invalid_union";
}

const kinds: Record<string, string> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  tuple: "a list",
  object: "keys with values",
  record: "keys with values",
};

/** What would have been right, in words. */
function expectations(issue: Issue): string[] {
  if (issue.code === "invalid_type") return [kinds[issue.expected] ?? issue.expected];
  if (issue.code === "invalid_value") return issue.values.map((value) => JSON.stringify(value));
  if (issue.code !== "invalid_union") return [];
  const discriminators =
    "options" in issue && Array.isArray(issue.options) ? issue.options.map((option) => JSON.stringify(option)) : [];
  return [...new Set([...discriminators, ...issue.errors.flat().flatMap(expectations)])];
}

function choicesOf(issue: Issue): string[] {
  if (issue.code === "invalid_value") return issue.values.map(String);
  if (issue.code !== "invalid_union") return [];
  if ("options" in issue && Array.isArray(issue.options)) return issue.options.map(String);
  return issue.errors.flat().flatMap(choicesOf);
}

function suggestion(written: string, choices: readonly string[]): string | undefined {
  const near = nearestName(written.replace(/^"|"$/g, ""), choices);
  const all = choices.length > 1 ? `one of: ${choices.join(", ")}` : "";
  return (near === undefined ? all : `did you mean "${near}"? ${all}`).trim() || undefined;
}

function anyOf(words: readonly string[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(", ")} or ${words[words.length - 1]}`;
}

function limit(
  inclusive: string,
  exclusive: string,
  bound: number | bigint,
  issue: Extract<Issue, { code: "too_small" | "too_big" }>,
): string {
  const units: Record<string, string> = { string: "character", array: "item", set: "item", map: "entry" };
  const unit = units[issue.origin];
  const amount = `expected ${issue.inclusive === false ? exclusive : inclusive} ${bound}`;
  return unit === undefined ? amount : `${amount} ${unit}${Number(bound) === 1 ? "" : "s"}`;
}
