import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as z from "zod";
import { type SegmentModel, segmentModel } from "../segments/segment-model.ts";
import { canonicalJson, sha256OfValue } from "../storage/canonical-json.ts";
import { renameWithRetry, syncEntries, syncFolder } from "../storage/durable-files.ts";
import { writingTo } from "../storage/output-error.ts";
import { UserError } from "../user-error.ts";
import { goldenOf } from "./golden.ts";
import { verifyVersion, writeSums } from "./verify-version.ts";

/** What a user can do about a registry that cannot be written. */
export const registryRemedy = "make room or name another place with --models";

/** `v1`, `v2`, …: a number is given once and never again. */
export const versionName = z.string().regex(/^v[1-9]\d*$/, "a version is v and a number");
export type VersionName = z.output<typeof versionName>;

/** What a version is made of; the rest follows from it. */
export interface VersionContents {
  readonly model: SegmentModel;
  /** Files of the model of lifetime value by name; none when there is no such model. */
  readonly ltv: ReadonlyMap<string, Uint8Array>;
  /** The certificate, the evaluation of lifetime value, whatever is known of how good the model is. */
  readonly metrics: unknown;
  /** Markdown for people: what the model is, from what data, how good, and where its limits are. */
  readonly card: string;
}

/**
 * Keeps a model as the next version of a registry, `vN/`: written aside, synced and renamed, so that there is all of it or
 * nothing. Call it while holding the registry's lock.
 *
 * @param registry folder of the project's models
 * @param used numbers that must not be given again though no folder has them
 * @returns the version
 * @throws UserError(2) when the place cannot be written; nothing is left of the version then
 */
export function writeVersion(
  registry: string,
  { model, ltv, metrics, card }: VersionContents,
  used: readonly VersionName[] = [],
): Promise<VersionName> {
  return writingTo(
    registry,
    async () => {
      mkdirSync(registry, { recursive: true });
      const version = `v${1 + Math.max(0, ...[...versionsIn(registry), ...used].map(numberOf))}`;
      const staging = join(registry, `.${version}.writing`);
      rmSync(staging, { recursive: true, force: true });
      try {
        mkdirSync(staging);
        const files = new Map<string, string | Uint8Array>([
          ["model.json", `${canonicalJson(segmentModel.parse(model), 2)}\n`],
          ["golden.json", `${canonicalJson(goldenOf(model), 2)}\n`],
          ["metrics.json", `${canonicalJson(metrics, 2)}\n`],
          ["card.md", card],
        ]);
        for (const [name, bytes] of ltv) files.set(`ltv/${name}`, bytes);
        for (const [name, bytes] of files) {
          mkdirSync(dirname(join(staging, name)), { recursive: true });
          writeFileSync(join(staging, name), bytes);
        }
        writeSums(staging);
        syncFolder(staging);
        await renameWithRetry(staging, join(registry, version));
        syncEntries(registry);
        return version;
      } catch (error) {
        rmSync(staging, { recursive: true, force: true });
        throw error;
      }
    },
    registryRemedy,
  );
}

/** What files of runs call a model: the beginning of the SHA-256 of its canonical JSON, 16 hexadecimal digits. */
export function fingerprintOf(model: SegmentModel): string {
  return sha256OfValue(model).slice(0, 16);
}

/** Versions of a registry, oldest first, damaged ones among them: their numbers are given. */
export function versionsIn(registry: string): VersionName[] {
  if (!existsSync(registry)) return [];
  return readdirSync(registry)
    .filter((name) => versionName.safeParse(name).success)
    .sort((a, b) => numberOf(a) - numberOf(b));
}

/**
 * The model of a version, once its files are found to be those that were written and it says what it said then.
 *
 * @throws UserError(2) when there is no such version, or anything in it differs
 */
export function readVersion(registry: string, version: VersionName): SegmentModel {
  const problems = verifyVersion(registry, version);
  if (problems.length > 0) {
    throw new UserError(
      2,
      `${join(registry, version)} is not the model that was kept: ${problems.join("; ")}; restore it from a backup or use another version (tessera models list)`,
    );
  }
  return segmentModel.parse(JSON.parse(readFileSync(join(registry, version, "model.json"), "utf8")));
}

function numberOf(version: VersionName): number {
  return Number(version.slice(1));
}
