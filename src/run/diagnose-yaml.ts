import { type Alias, type Document, isNode, parseDocument, visit } from "yaml";
import type * as z from "zod";
import { nearestName } from "../math/nearest-name.ts";
import { type Environment, type FilledText, fillFromEnvironment, type Path } from "./environment-values.ts";
import { expectedInstead, explainIssue, separateIssues } from "./explain-issue.ts";
import { knownKeys } from "./known-keys.ts";
import type { Problem } from "./problem.ts";
import { extent, hasValueAt, keyPlace, placeOf, written } from "./yaml-places.ts";

export type Diagnosis<T> =
  | { readonly problems: readonly Problem[] }
  | { readonly problems: readonly []; readonly value: T; readonly filled: readonly FilledText[] };

/**
 * Reads YAML, fills in `${env:NAME}` and checks the result against a schema; every problem that can be told in one
 * pass comes with its place in the text. A text that is not YAML is not checked further. Problems quote values as they
 * are written, so what came from the environment is never shown.
 */
export function diagnoseYaml<S extends z.ZodType>(text: string, schema: S, env: Environment): Diagnosis<z.output<S>> {
  const document = parseDocument(text, { prettyErrors: false });
  const syntax = syntaxProblems(text, document);
  const duplicates = duplicateKeyProblems(text, document);
  if (syntax.length > 0) return { problems: [...syntax, ...duplicates] };
  const plain = plainData(document);
  if ("problem" in plain) return { problems: [plain.problem, ...duplicates] };

  const { value, filled, unset } = fillFromEnvironment(plain.data, env);
  const unsetProblems = unset.map(({ path, name }) => unsetProblem(text, document, path, name, env));
  const parsed = schema.safeParse(value);
  const issues = parsed.success ? [] : separateIssues(parsed.error.issues);
  const known = issues.filter(({ path }) => !unset.some((one) => samePath(one.path, path)));
  const schemaProblems = problemsOf(known, document, schema, filled);

  const problems = [...duplicates, ...unsetProblems, ...schemaProblems];
  if (problems.length > 0 || !parsed.success) return { problems };
  return { problems: [], value: parsed.data, filled };
}

/** Up to the first token that fits nowhere: what the parser says after it is mostly its consequence. */
function syntaxProblems(text: string, document: Document): Problem[] {
  const errors = [...document.errors, ...document.warnings].filter(({ code }) => code !== "DUPLICATE_KEY");
  const lost = errors.findIndex(({ code }) => code === "UNEXPECTED_TOKEN");
  return errors.slice(0, lost === -1 ? undefined : lost + 1).map(({ pos: [from, until], message }) => {
    const line = text.slice(text.lastIndexOf("\n", from - 1) + 1).split("\n", 1)[0];
    const help = line.includes("${") ? `inside { } and [ ], "\${env:NAME}" needs its quotes` : undefined;
    return { from, length: until - from, text: `not valid YAML: ${message}`, help };
  });
}

function duplicateKeyProblems(text: string, document: Document): Problem[] {
  const problems: Problem[] = [];
  visit(document, {
    Map(_, map) {
      const lines = new Map<string, number>();
      for (const { key } of map.items) {
        if (!isNode(key)) continue;
        const place = extent(key);
        const name = String(key);
        const first = lines.get(name);
        if (first === undefined) lines.set(name, text.slice(0, place.from).split("\n").length);
        else problems.push({ ...place, text: `duplicate key "${name}"`, help: `it is already in line ${first}` });
      }
    },
  });
  return problems;
}

function plainData(document: Document): { data: unknown } | { problem: Problem } {
  try {
    return { data: document.toJS() };
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    const aliases: Alias[] = [];
    visit(document, { Alias: (_, alias) => void aliases.push(alias) });
    const culprit = aliases.find((alias) => alias.resolve(document) === undefined) ?? aliases[0];
    return { problem: { ...extent(culprit), text: `not valid YAML: ${error.message}` } };
  }
}

function unsetProblem(text: string, document: Document, path: Path, name: string, env: Environment): Problem {
  const whole = placeOf(document, path);
  const at = text.indexOf(`\${env:${name}}`, whole.from);
  const inside = at !== -1 && at < whole.from + whole.length;
  const near = nearestName(name, Object.keys(env));
  return {
    ...(inside ? { from: at, length: name.length + 7 } : whole),
    text: `${path.join(".")}: the environment variable ${name} is not set`,
    help: near === undefined ? undefined : `did you mean "${near}"?`,
  };
}

type Issue = z.core.$ZodIssue;

function problemsOf(
  issues: readonly Issue[],
  document: Document,
  schema: z.ZodType,
  filled: readonly FilledText[],
): Problem[] {
  const unknown = issues.filter(({ code }) => code === "unrecognized_keys");
  const corrections = new Set(unknown.map(({ path }) => [...path.slice(0, -1), nearestKnown(schema, path)].join("\n")));
  return issues.flatMap((issue): Problem | Problem[] => {
    const { path } = issue;
    const place = placeOf(document, path);
    if (issue.code === "unrecognized_keys") return { ...keyPlace(document, path), ...unknownKey(schema, path) };
    if (isMissing(document, issue)) return corrections.has(path.join("\n")) ? [] : { ...place, ...missingKey(issue) };
    const seen = written(document, path);
    const { text, help } = explainIssue(issue, seen);
    const remedy = seen === "nothing" && path.length > 0 ? "fill it in or leave it out" : help;
    return { ...place, text: at(path, hideFilled(text, path, filled)), help: remedy };
  });
}

function unknownKey(schema: z.ZodType, path: Path): { text: string; help: string } {
  const near = nearestKnown(schema, path);
  const known = knownKeys(schema, path.slice(0, -1));
  return {
    text: at(path.slice(0, -1), `unknown key "${String(path[path.length - 1])}"`),
    help: near === undefined ? `known keys: ${known.join(", ")}` : `did you mean "${near}"?`,
  };
}

function nearestKnown(schema: z.ZodType, path: Path): string | undefined {
  return nearestName(String(path[path.length - 1]), knownKeys(schema, path.slice(0, -1)));
}

function missingKey(issue: Issue): { text: string; help?: string } {
  const expected = expectedInstead(issue);
  return {
    text: at(issue.path.slice(0, -1), `missing key "${String(issue.path[issue.path.length - 1])}"`),
    help: expected === undefined ? undefined : `it takes ${expected}`,
  };
}

function isMissing(document: Document, { code, path }: Issue): boolean {
  return code !== "custom" && path.length > 0 && !hasValueAt(document, path);
}

function at(path: Path, text: string): string {
  return path.length === 0 ? text : `${path.join(".")}: ${text}`;
}

/** Messages that a room's schema makes up may quote the value; here they quote what stands in the file. */
function hideFilled(text: string, path: Path, filled: readonly FilledText[]): string {
  return filled
    .filter((one) => samePath(one.path.slice(0, path.length), path) && one.filled !== "")
    .reduce((hidden, one) => hidden.replaceAll(one.filled, one.written), text);
}

function samePath(a: Path, b: Path): boolean {
  return a.length === b.length && a.every((key, i) => String(key) === String(b[i]));
}
