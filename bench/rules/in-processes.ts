import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { text } from "node:stream/consumers";

/** The task of this process as JSON; undefined in the one that was started by hand. */
export function ownTask<Task>(): Task | undefined {
  return process.env[variable] === undefined ? undefined : JSON.parse(process.env[variable]); // as inProcesses() writes it
}

/** Runs this program once for each task, as many at a time as there are processors; each prints a list as JSON. */
export async function inProcesses<Task, Result>(tasks: readonly Task[]): Promise<Result[]> {
  const waiting = [...tasks];
  const results: Result[] = [];
  const worker = async () => {
    for (let task = waiting.shift(); task !== undefined; task = waiting.shift()) {
      const child = spawn(process.execPath, process.argv.slice(1), {
        env: { ...process.env, [variable]: JSON.stringify(task) },
        stdio: ["ignore", "pipe", "inherit"],
      });
      results.push(...(JSON.parse(await text(child.stdout)) as Result[])); // as the program prints it
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return results;
}

const variable = "TESSERA_STUDY_TASK";
