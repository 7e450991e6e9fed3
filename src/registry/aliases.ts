import { appendFileSync, closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { segmentId } from "../segments/segmentation.ts";
import { canonicalJson } from "../storage/canonical-json.ts";
import { writingTo } from "../storage/output-error.ts";
import { replaceFile } from "../storage/replace-file.ts";
import { UserError } from "../user-error.ts";
import { registryRemedy, type VersionName, versionName, versionsIn } from "./model-version.ts";

/** Which version is in use, which one waits for its proof, and which one was in use before. */
export const aliases = z.strictObject({
  champion: versionName.nullable(),
  challenger: versionName.nullable(),
  previous: versionName.nullable(),
});
export type Aliases = z.output<typeof aliases>;
export type AliasName = keyof Aliases;

/** One line of `history.ndjson`. */
export const aliasChange = z.strictObject({
  /** ISO 8601, UTC. */
  when: z.string(),
  /** The champion before and after. */
  from: versionName.nullable(),
  to: versionName.nullable(),
  why: z.string(),
  /** What the run did that asked for it; null when people asked. */
  run: z
    .strictObject({
      /** The id it would have without a champion: the same whatever is in the registry. */
      request: z.string(),
      /** The champion it went by, the version it fitted with the ids of its segments, and the one its results are made with. */
      champion: versionName.nullable(),
      fitted: versionName,
      ids: z.array(segmentId),
      used: versionName,
      /** Whether a model of a later day was in use, so that this one was kept for its own day only. */
      lookedBack: z.boolean(),
    })
    .nullable(),
  /** All aliases after the change. */
  aliases,
});
export type AliasChange = z.output<typeof aliasChange>;

const nobody: Aliases = { champion: null, challenger: null, previous: null };

/**
 * The aliases of a registry; nobody where there is none yet. A version that they name may have been taken away since.
 *
 * @throws UserError(2) when the file is not what was written
 */
export function readAliases(registry: string): Aliases {
  const path = aliasFile(registry);
  if (!existsSync(path)) return nobody;
  const found = aliases.safeParse(parsed(readFileSync(path, "utf8")));
  if (!found.success) {
    const last = readHistory(registry).at(-1);
    const remembered =
      last === undefined ? "" : `; the last line of history.ndjson says ${canonicalJson(last.aliases)}`;
    throw new UserError(
      2,
      `${path} does not name versions as champion, challenger and previous${remembered}; write that back`,
    );
  }
  return found.data;
}

/** What happened to the aliases, oldest first. Lines torn by a crash are passed over. */
export function readHistory(registry: string): AliasChange[] {
  const path = historyFile(registry);
  if (!existsSync(path)) return [];
  return readFileSync(path, "utf8")
    .split("\n")
    .flatMap((line) => aliasChange.safeParse(parsed(line)).data ?? []);
}

/** All version numbers that were ever given, as far as folders and history know. */
export function versionsEver(registry: string): VersionName[] {
  const told = readHistory(registry).flatMap(({ aliases }) => Object.values(aliases));
  return [...new Set([...versionsIn(registry), ...told.filter((version) => version !== null)])];
}

/**
 * Puts aliases on other versions: a line is appended to the history, then the file is replaced whole, and whoever reads it
 * meanwhile finds the old aliases. Call it while holding the registry's lock.
 *
 * @param change `when` in ISO 8601, UTC
 * @throws UserError(2) when the place cannot be written
 */
export async function moveAliases(
  registry: string,
  next: Aliases,
  { when, why, run = null }: Pick<AliasChange, "when" | "why"> & Partial<Pick<AliasChange, "run">>,
): Promise<void> {
  const before = existsSync(aliasFile(registry))
    ? aliases.safeParse(parsed(readFileSync(aliasFile(registry), "utf8"))).data
    : nobody;
  const from = before?.champion ?? null;
  const change: AliasChange = { when, from, to: next.champion, why, run, aliases: next };
  await writingTo(
    registry,
    () => {
      mkdirSync(registry, { recursive: true });
      appendLine(historyFile(registry), canonicalJson(change));
      writeAliases(registry, next);
    },
    registryRemedy,
  );
}

/**
 * Ends a move that was cut short between the line of the history and the aliases. Call it while holding the registry's lock.
 *
 * @throws UserError(2) when the place cannot be written
 */
export async function completeMove(registry: string): Promise<void> {
  const last = readHistory(registry).at(-1);
  if (last === undefined) return;
  const path = aliasFile(registry);
  const found = existsSync(path) ? aliases.safeParse(parsed(readFileSync(path, "utf8"))) : undefined;
  // A damaged file is for people to mend; `readAliases` says how.
  if (found?.success === false || canonicalJson(found?.data ?? null) === canonicalJson(last.aliases)) return;
  await writingTo(registry, () => writeAliases(registry, last.aliases), registryRemedy);
}

/** The aliases once a version becomes champion. */
export function promoted(current: Aliases, version: VersionName): Aliases {
  return {
    champion: version,
    challenger: current.challenger === version ? null : current.challenger,
    // After a retirement there is no champion to step down, but there was one before.
    previous: current.champion === version || current.champion === null ? current.previous : current.champion,
  };
}

/**
 * The aliases once the champion before is champion again.
 *
 * @throws UserError(2) when there was none
 */
export function rolledBack(current: Aliases): Aliases {
  if (current.previous === null)
    throw new UserError(2, "models rollback: there was no champion before this one, so there is none to go back to");
  return { champion: current.previous, challenger: current.challenger, previous: current.champion };
}

/** The aliases when the champion is taken out of use; the next run's model may take its place. */
export function retired(current: Aliases): Aliases {
  if (current.champion === null) throw new UserError(2, "models retire: there is no champion");
  return { champion: null, challenger: current.challenger, previous: current.champion };
}

function writeAliases(registry: string, next: Aliases): void {
  replaceFile(aliasFile(registry), `${canonicalJson(next, 2)}\n`);
}

function appendLine(path: string, line: string): void {
  const torn = existsSync(path) && !/(^|\n)$/.test(readFileSync(path, "utf8"));
  appendFileSync(path, `${torn ? "\n" : ""}${line}\n`);
  const file = openSync(path, "r+");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function aliasFile(registry: string): string {
  return join(registry, "aliases.json");
}

function historyFile(registry: string): string {
  return join(registry, "history.ndjson");
}
