import fs from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { processIdentity } from "./process-identity.ts";

const lockOwner = z.object({ ...processIdentity.shape, since: z.string(), token: z.string() });
/** Who holds a lock: the process, since when (ISO 8601, UTC), and a token of this one locking. */
export type LockOwner = z.output<typeof lockOwner>;

type Callback = (error: NodeJS.ErrnoException | null) => void;

/** What proper-lockfile asks of a file system. */
export interface LockFileSystem extends Pick<typeof fs, "realpath" | "stat" | "utimes"> {
  mkdir(path: string, callback: Callback): void;
  rmdir(path: string, callback: Callback): void;
  rmdirSync(path: string): void;
}

/** The file system as proper-lockfile is to see it: a lock is made together with its owner, and removed in one step. */
export function fileSystemOf(owner: LockOwner): LockFileSystem {
  return {
    realpath: fs.realpath,
    stat: fs.stat,
    utimes: fs.utimes,
    mkdir(path: string, callback: Callback) {
      const prepared = `${path}.new-${owner.token}`;
      try {
        fs.rmSync(prepared, { recursive: true, force: true });
        fs.mkdirSync(prepared);
        fs.writeFileSync(join(prepared, "owner.json"), JSON.stringify(owner), { flush: true });
        if (moved(prepared, path)) return callback(null);
        fs.rmSync(prepared, { recursive: true, force: true });
        callback(Object.assign(new Error(`${path} exists`), { code: "EEXIST" }));
      } catch (error) {
        callback(error as NodeJS.ErrnoException); // node:fs throws nothing else
      }
    },
    rmdir(path: string, callback: Callback) {
      remove(path, owner);
      callback(null);
    },
    rmdirSync: (path: string) => remove(path, owner),
  };
}

function remove(path: string, owner: LockOwner): void {
  const aside = `${path}.old-${owner.token}`;
  if (readOwner(path)?.token !== owner.token || !moved(path, aside)) return;
  fs.rmSync(aside, { recursive: true, force: true });
}

/** Renames a folder; false when the target exists already or the source has gone. */
export function moved(from: string, to: string): boolean {
  try {
    fs.renameSync(from, to);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException; // node:fs throws nothing else
    if (code === "ENOENT" && !fs.existsSync(from)) return false;
    if (code === "ENOTEMPTY" || code === "EEXIST" || (code === "EPERM" && fs.existsSync(to))) return false;
    throw error;
  }
}

/** The owner of a lock; undefined when it is gone meanwhile, or was lost in a crash of the machine. */
export function readOwner(path: string): LockOwner | undefined {
  try {
    return lockOwner.safeParse(JSON.parse(fs.readFileSync(join(path, "owner.json"), "utf8"))).data;
  } catch {
    return undefined;
  }
}
