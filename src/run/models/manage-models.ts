import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import * as z from "zod";
import type { IsoDate } from "../../math/calendar.ts";
import {
  type AliasChange,
  type Aliases,
  type AliasName,
  completeMove,
  moveAliases,
  promoted,
  readAliases,
  readHistory,
  retired,
  rolledBack,
} from "../../registry/aliases.ts";
import {
  fingerprintOf,
  readVersion,
  registryRemedy,
  type VersionName,
  versionName,
  versionsIn,
} from "../../registry/model-version.ts";
import { verifyVersion } from "../../registry/verify-version.ts";
import { withProjectLock } from "../../storage/lock.ts";
import { UserError } from "../../user-error.ts";

/** Where the models of a project are. */
export interface RegistryPlace {
  /** Folder of all projects' models. */
  readonly models: string;
  /** May be left out where there is one project. */
  readonly project?: string;
}

/** A version as a list shows it. */
export interface ListedVersion {
  readonly version: VersionName;
  readonly aliases: readonly AliasName[];
  /** What the files of runs call it; null when it is damaged. */
  readonly model: string | null;
  readonly asOf: IsoDate | null;
  readonly segments: number | null;
  /** What its certificate said when it was fitted. */
  readonly certificate: string | null;
  /** What is wrong with it; none when it is as it was written. */
  readonly problems: readonly string[];
}

export interface ListedModels {
  readonly project: string;
  readonly versions: readonly ListedVersion[];
  /** Changes of the aliases, oldest first. */
  readonly history: readonly Pick<AliasChange, "when" | "from" | "to" | "why">[];
}

/** All versions of a project, oldest first, each looked at for damage. */
export function listModels(place: RegistryPlace): ListedModels {
  const { project, registry } = registryOf(place);
  const aliases = readAliases(registry);
  return {
    project,
    versions: versionsIn(registry).map((version) => listed(registry, version, aliases)),
    history: readHistory(registry).map(({ when, from, to, why }) => ({ when, from, to, why })),
  };
}

/** The card of a version, in Markdown, after what a list says of it. */
export function showModel(place: RegistryPlace, name: string): ListedVersion & { readonly card: string } {
  const { registry } = registryOf(place);
  const version = versionNamed(registry, name);
  const card = join(registry, version, "card.md");
  return {
    ...listed(registry, version, readAliases(registry)),
    card: existsSync(card) ? readFileSync(card, "utf8") : "",
  };
}

/** The versions that are not as they were written: all of a project, or one. */
export function verifyModels(
  place: RegistryPlace,
  name?: string,
): { readonly checked: number; readonly damaged: readonly ListedVersion[] } {
  const { registry } = registryOf(place);
  const aliases = readAliases(registry);
  const versions = name === undefined ? versionsIn(registry) : [versionNamed(registry, name)];
  const damaged = versions
    .map((version) => listed(registry, version, aliases))
    .filter(({ problems }) => problems.length > 0);
  return { checked: versions.length, damaged };
}

/** Who is champion after a change, and who was before. */
export interface ChangedChampion {
  readonly project: string;
  readonly from: VersionName | null;
  readonly to: VersionName | null;
}

/**
 * Makes a version the champion, which people may do whatever its certificate says.
 *
 * @param now ISO 8601, UTC
 * @throws UserError(2) when there is no such version or it is damaged, UserError(75) when the registry is being written
 */
export function promoteModel(place: RegistryPlace, name: string, why: string, now: string): Promise<ChangedChampion> {
  return change(place, why, now, (registry, current) => {
    const version = versionNamed(registry, name);
    if (current.champion === version) throw new UserError(2, `models promote: ${version} is the champion already`);
    readVersion(registry, version); // damaged ones are refused
    return promoted(current, version);
  });
}

/** Makes the champion before champion again; throws as `promoteModel`, and when there was none. */
export function rollbackModel(place: RegistryPlace, why: string, now: string): Promise<ChangedChampion> {
  return change(place, why, now, (registry, current) => {
    const next = rolledBack(current);
    if (next.champion !== null) readVersion(registry, next.champion);
    return next;
  });
}

/** Takes the champion out of use, so that the next run begins anew; ids of its segments are not given again. */
export function retireModel(place: RegistryPlace, why: string, now: string): Promise<ChangedChampion> {
  return change(place, why, now, (_, current) => retired(current));
}

async function change(
  place: RegistryPlace,
  why: string,
  when: string,
  next: (registry: string, current: Aliases) => Aliases,
): Promise<ChangedChampion> {
  const { project, registry } = registryOf(place);
  return withProjectLock(
    registry,
    async () => {
      await completeMove(registry);
      const current = readAliases(registry);
      const changed = next(registry, current);
      await moveAliases(registry, changed, { when, why });
      return { project, from: current.champion, to: changed.champion };
    },
    { remedy: registryRemedy },
  );
}

/**
 * The version that a name means: `v3`, or an alias.
 *
 * @throws UserError(2) when there is none, with what there is
 */
export function versionNamed(registry: string, name: string): VersionName {
  const aliases = readAliases(registry);
  const byAlias = new Map<string, VersionName | null>(Object.entries(aliases));
  const version = byAlias.has(name) ? byAlias.get(name) : versionName.safeParse(name).data;
  const present = versionsIn(registry);
  if (version && present.includes(version)) return version;
  const offered = [...present, ...[...byAlias].flatMap(([alias, of]) => (of === null ? [] : [alias]))];
  throw new UserError(
    2,
    `models: there is no ${name} in ${registry}; there are ${offered.join(", ") || "no versions yet"}`,
  );
}

/**
 * The folder of a project's models.
 *
 * @throws UserError(2) when there is none, or several and none was named
 */
export function registryOf({ models, project }: RegistryPlace): {
  readonly project: string;
  readonly registry: string;
} {
  const folder = resolve(models);
  const projects = existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && versionsIn(join(folder, entry.name)).length > 0)
        .map(({ name }) => name)
        .sort()
    : [];
  const wanted = project ?? (projects.length === 1 ? projects[0] : undefined);
  if (wanted !== undefined && projects.includes(wanted)) return { project: wanted, registry: join(folder, wanted) };
  const there =
    projects.length === 0 ? "no models yet; tessera run keeps the first" : `models of ${projects.join(", ")}`;
  throw new UserError(
    2,
    wanted === undefined && projects.length > 1
      ? `models: name one of the projects with --project: ${projects.join(", ")}`
      : `models: there is nothing of ${wanted ?? "any project"} in ${folder}; there are ${there}`,
  );
}

const certified = z.object({ certificate: z.object({ status: z.string() }) });

function listed(registry: string, version: VersionName, aliases: Aliases): ListedVersion {
  const own = Object.entries(aliases).flatMap(([alias, of]) => (of === version ? [alias as AliasName] : [])); // keys of Aliases
  const problems = verifyVersion(registry, version);
  if (problems.length > 0)
    return { version, aliases: own, model: null, asOf: null, segments: null, certificate: null, problems };
  const model = readVersion(registry, version);
  const metrics = certified.safeParse(JSON.parse(readFileSync(join(registry, version, "metrics.json"), "utf8")));
  return {
    ...{ version, aliases: own, model: fingerprintOf(model), asOf: model.asOf, segments: model.segments.length },
    ...{ certificate: metrics.data?.certificate.status ?? null, problems },
  };
}
