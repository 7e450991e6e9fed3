import { randomBytes } from "node:crypto";
import fs from "node:fs";
import { basename, join } from "node:path";
import lockfile from "proper-lockfile";
import { UserError } from "../user-error.ts";
import { fileSystemOf, type LockOwner, moved, readOwner } from "./lock-folder.ts";
import { writingTo } from "./output-error.ts";
import { hasEnded, thisProcess } from "./process-identity.ts";

/** A lock whose owner cannot be seen from here is abandoned when it was not refreshed for so long. */
const staleMs = 10 * 60_000;

export interface HeldLock {
  /** @throws UserError(75) when the lock is no longer ours; ask before anything becomes visible to others */
  assertHeld(): void;
}

/**
 * Does work while holding the lock of a project, a folder `.lock` in the project's folder that holds its `owner.json`.
 *
 * The lock appears with its owner in it by one rename, so at no moment is there a lock nobody can be asked about. The
 * lock of a process that has ended is taken over at once; one of a process on another host or in another container
 * when it was not refreshed for ten minutes. Computing may block the event loop for long, so a process that is seen
 * running keeps its lock however old that is.
 *
 * @param options `log` receives a line when a lock is taken over; `remedy` is what the user can do about a folder that cannot be
 *   written
 * @throws UserError(75) at once when somebody else holds the lock, UserError(2) when the folder cannot be written
 */
export async function withProjectLock<T>(
  projectDir: string,
  work: (lock: HeldLock) => Promise<T>,
  { log = () => {}, remedy }: { readonly log?: (line: string) => void; readonly remedy?: string } = {},
): Promise<T> {
  const path = join(projectDir, ".lock");
  const token = randomBytes(8).toString("hex");
  const owner: LockOwner = { ...thisProcess(), since: new Date().toISOString(), token };

  await writingTo(projectDir, () => fs.promises.mkdir(projectDir, { recursive: true }), remedy);
  const release = await writingTo(projectDir, () => acquire(projectDir, path, owner, log), remedy);
  sweep(projectDir);
  try {
    return await work({
      assertHeld() {
        if (readOwner(path)?.token === token) return;
        throw new UserError(75, `the lock of project ${basename(projectDir)} was lost to another run; try again`);
      },
    });
  } finally {
    // Rejects when the lock was lost meanwhile: then there is nothing to release.
    await release().catch(() => {});
  }
}

async function acquire(projectDir: string, path: string, owner: LockOwner, log: (line: string) => void) {
  for (let attempt = 0; attempt < 5; attempt++) {
    clearTheWay(projectDir, path, log);
    try {
      return await lockfile.lock(projectDir, {
        lockfilePath: path,
        stale: staleMs,
        update: staleMs / 20,
        fs: fileSystemOf(owner),
        // A lost lock is noticed by assertHeld, where it matters.
        onCompromised: () => {},
      });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ELOCKED") throw error; // proper-lockfile throws errors with codes
    }
  }
  throw new UserError(
    75,
    `project ${basename(projectDir)} is locked and unlocked by other runs all the time; try again`,
  );
}

/** Returns when nobody holds the lock; an abandoned one is moved away. */
function clearTheWay(projectDir: string, path: string, log: (line: string) => void): void {
  const refreshed = fs.statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  if (refreshed === undefined) return;
  const owner = readOwner(path);
  if (owner === undefined && !fs.existsSync(path)) return;
  const ended = owner === undefined ? undefined : hasEnded(owner);
  const abandoned = ended ?? Date.now() - refreshed > staleMs;
  if (!abandoned) throw new UserError(75, heldBy(basename(projectDir), owner, ended === undefined));
  // Whoever else judges the same dead lock moves it to the same name, and fails there instead of moving a new lock.
  const grave = `${path}.gone-${owner?.token ?? Math.round(refreshed)}`;
  if (!moved(path, grave)) return;
  const now = new Date();
  fs.utimesSync(grave, now, now);
  log(`took over the lock of project ${basename(projectDir)}: ${describe(owner)} has ended or stopped answering`);
}

function heldBy(project: string, owner: LockOwner | undefined, unseen: boolean): string {
  const remedy = unseen
    ? `; if that one is gone, the lock ends ${staleMs / 60_000} minutes after its last sign of life`
    : "";
  return `project ${project} is being run by ${describe(owner)}; try again when it has ended${remedy}`;
}

function describe(owner: LockOwner | undefined): string {
  return owner === undefined ? "an unknown process" : `process ${owner.pid} on ${owner.host} since ${owner.since}`;
}

/** Removes what processes that were killed left beside the lock; what is young may still be in use. */
function sweep(projectDir: string): void {
  for (const name of fs.readdirSync(projectDir)) {
    if (!/^\.lock\.(gone|new|old)-/.test(name)) continue;
    const path = join(projectDir, name);
    const touched = fs.statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Number.POSITIVE_INFINITY;
    if (Date.now() - touched > 6 * staleMs) fs.rmSync(path, { recursive: true, force: true });
  }
}
