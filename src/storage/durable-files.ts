import fs from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

/** Renames a file or folder; on Windows a scanner may hold it for a moment, so a busy one is tried again for 3 s. */
export async function renameWithRetry(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return fs.renameSync(from, to);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException; // node:fs throws nothing else
      if (attempt === 11 || (code !== "EPERM" && code !== "EBUSY")) throw error;
      await setTimeout(attempt * 50);
    }
  }
}

/** Waits until everything in a folder has reached the disk, files first. */
export function syncFolder(folder: string): void {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) syncFolder(path);
    else if (entry.isFile()) syncPath(path, "r+");
  }
  syncEntries(folder);
}

/** Waits until the names in a folder have reached the disk, where the platform can: Windows opens no folders. */
export function syncEntries(folder: string): void {
  if (process.platform !== "win32") syncPath(folder, "r");
}

function syncPath(path: string, flags: "r" | "r+"): void {
  const file = fs.openSync(path, flags);
  try {
    fs.fsyncSync(file);
  } finally {
    fs.closeSync(file);
  }
}
