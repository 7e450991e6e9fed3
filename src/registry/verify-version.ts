import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, sep } from "node:path";
import { segmentModel } from "../segments/segment-model.ts";
import { golden, replayGolden } from "./golden.ts";

/** Hashes of all other files of a version, as `sha256sum --check` reads them. */
export const sumsFile = "SHA256SUMS";

/** Writes the hashes of all files of a folder into it. */
export function writeSums(folder: string): void {
  const lines = filesIn(folder).map((name) => `${sha256Of(join(folder, name))}  ${name}\n`);
  writeFileSync(join(folder, sumsFile), lines.join(""));
}

/**
 * What is wrong with a version: files that are missing, changed or new, a model that cannot be read or says of the invented
 * customers of `golden.json` what it did not say when it was kept.
 *
 * @returns a sentence each; none when everything is as it was written
 */
export function verifyVersion(registry: string, version: string): string[] {
  const folder = join(registry, version);
  if (!existsSync(folder)) return ["there is no such version"];
  if (!existsSync(join(folder, sumsFile))) return [`${sumsFile} is missing`];
  const listed = new Map<string, string>();
  for (const line of readFileSync(join(folder, sumsFile), "utf8").trimEnd().split("\n")) {
    const [, sha256, name] = /^([0-9a-f]{64}) {2}(\S.*)$/.exec(line) ?? [];
    if (name === undefined) return [`${sumsFile} has a line that is no hash: "${line}"`];
    listed.set(name, sha256);
  }
  const present = new Set(filesIn(folder));
  const problems = [
    ...[...listed].flatMap(([name, sha256]) => {
      if (!present.has(name)) return [`${name} is missing`];
      return sha256Of(join(folder, name)) === sha256 ? [] : [`${name} was changed`];
    }),
    ...[...present].filter((name) => !listed.has(name)).map((name) => `${name} was added`),
  ];
  return problems.length > 0 ? problems : replay(folder);
}

function replay(folder: string): string[] {
  const parsed = (name: string): unknown => {
    try {
      return JSON.parse(readFileSync(join(folder, name), "utf8"));
    } catch {
      return undefined;
    }
  };
  const model = segmentModel.safeParse(parsed("model.json"));
  if (!model.success) return ["model.json is not a model that this version of Tessera reads"];
  const expected = golden.safeParse(parsed("golden.json"));
  if (!expected.success) return ["golden.json is not what this version of Tessera reads"];
  return replayGolden(model.data, expected.data);
}

/** Names of all files but the hashes, with slashes, in code unit order. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name !== sumsFile && statSync(join(folder, name)).isFile())
    .map((name) => name.split(sep).join("/"))
    .sort();
}

function sha256Of(path: string): string {
  return createHash("sha256").update(readFileSync(path)).digest("hex");
}
