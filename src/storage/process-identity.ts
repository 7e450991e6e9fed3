import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";
import * as z from "zod";

/** Tells one process from every other, also from a later one with the same number. */
export const processIdentity = z.object({
  pid: z.int(),
  host: z.string(),
  /** Containers may share a host name and count their processes apart; empty where there is no /proc. */
  namespace: z.string(),
  /** Clock ticks from boot to its start; empty where there is no /proc. */
  start: z.string(),
});
export type ProcessIdentity = z.output<typeof processIdentity>;

export function thisProcess(): ProcessIdentity {
  return { pid: process.pid, host: hostname(), namespace: pidNamespace(), start: procStat(process.pid)?.start ?? "" };
}

/** Whether a process has ended; undefined for one that cannot be seen from here: on another host, in another container. */
export function hasEnded(identity: ProcessIdentity): boolean | undefined {
  if (identity.host !== hostname() || identity.namespace !== pidNamespace()) return undefined;
  if (!isRunning(identity.pid)) return true;
  const stat = procStat(identity.pid);
  if (stat === undefined) return false;
  const anotherWithThatNumber = identity.start !== "" && stat.start !== identity.start;
  return anotherWithThatNumber || stat.state === "Z" || stat.state === "X";
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM"; // process.kill throws nothing else; EPERM: somebody else's
  }
}

/** Fields 3 and 22 of proc_pid_stat(5); the command before them is in brackets and may itself hold brackets. */
function procStat(pid: number): { state: string; start: string } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return { state: fields[0], start: fields[19] };
  } catch {
    return undefined;
  }
}

function pidNamespace(): string {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return "";
  }
}
