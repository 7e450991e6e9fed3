import fs from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { withProjectLock } from "../../src/storage/lock.ts";
import { thisProcess } from "../../src/storage/process-identity.ts";
import { UserError } from "../../src/user-error.ts";
import { bundleProgram, killProgram, type StartedProgram, startProgram } from "../child-program.ts";

const folder = fs.mkdtempSync(join(tmpdir(), "tessera-lock-"));
let program: string;
const children: StartedProgram[] = [];
let projectDir: string;

beforeAll(async () => {
  program = await bundleProgram(join(import.meta.dirname, "lock-holder.ts"), folder);
});
beforeEach(() => {
  projectDir = join(fs.mkdtempSync(join(folder, "runs-")), "shop");
});
afterAll(async () => {
  for (const child of children) await killProgram(child);
  fs.rmSync(folder, { recursive: true });
});

/** Starts a program that locks the project, and waits until it has the lock. */
async function startHolder(how: "hold" | "block" | "churn"): Promise<StartedProgram> {
  const child = await startProgram(program, [projectDir, how]);
  children.push(child);
  return child;
}

async function lockOnce(): Promise<string[]> {
  const lines: string[] = [];
  await withProjectLock(projectDir, async () => {}, { log: (line) => lines.push(line) });
  return lines;
}

/** Puts a lock of another process in place. */
function plantLock(owner: object, refreshed: Date) {
  const lock = join(projectDir, ".lock");
  fs.mkdirSync(lock, { recursive: true });
  fs.writeFileSync(join(lock, "owner.json"), JSON.stringify(owner));
  fs.utimesSync(lock, refreshed, refreshed);
}

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);
const since = "2024-12-01T03:00:00.000Z";

describe("withProjectLock", () => {
  it("hands on what the work returns and leaves no lock behind, also when the work fails", async () => {
    expect(await withProjectLock(projectDir, async () => 7)).toBe(7);
    await expect(withProjectLock(projectDir, () => Promise.reject(new Error("failed")))).rejects.toThrow("failed");
    expect(fs.readdirSync(projectDir)).toEqual([]);
  });

  it("is exclusive within a process, and says who has it", async () => {
    await withProjectLock(projectDir, async () => {
      const refused = await lockOnce().catch((error) => error);
      expect(refused).toBeInstanceOf(UserError);
      expect(refused.exitCode).toBe(75);
      expect(refused.message).toMatch(
        /^project shop is being run by process \d+ on \S+ since \d{4}-\d\d-\d\dT\S+Z; try again when it has ended$/,
      );
      expect(refused.message).toContain(`process ${process.pid} on ${hostname()}`);
    });
    expect(await lockOnce()).toEqual([]);
  });

  it.each(["hold", "block"] as const)(
    "respects a process that will %s it, however old its lock, until it is killed",
    async (how) => {
      const holder = await startHolder(how);
      fs.utimesSync(join(projectDir, ".lock"), minutesAgo(60), minutesAgo(60));
      await expect(lockOnce()).rejects.toThrow(`project shop is being run by process ${holder.pid} on ${hostname()}`);
      await killProgram(holder);
      const [line, ...others] = await lockOnce();
      expect(line).toMatch(
        new RegExp(`^took over the lock of project shop: process ${holder.pid} on .* has ended or stopped answering$`),
      );
      expect(others).toEqual([]);
    },
  );

  it("can be had again after a kill at any moment", async () => {
    for (const delay of [0, 1, 3, 8, 21]) {
      const holder = await startHolder("churn");
      await setTimeout(delay);
      await killProgram(holder);
      await lockOnce();
    }
  });

  it("lets one of many who find a dead lock have it at a time", async () => {
    plantLock({ ...thisProcess(), pid: 2 ** 22 + 1, since, token: "dead" }, minutesAgo(0));
    let inside = 0;
    let had = 0;
    const attempts = Array.from({ length: 20 }, () =>
      withProjectLock(projectDir, async () => {
        expect(++inside).toBe(1);
        await setTimeout(5);
        inside--;
        had++;
      }).catch((error) => expect(error).toMatchObject({ exitCode: 75 })),
    );
    await Promise.all(attempts);
    expect(had).toBeGreaterThanOrEqual(1);
  });

  it("knows a process from an earlier one of the same number", async () => {
    const { start, ...identity } = thisProcess();
    if (start === "") return expect(process.platform).not.toBe("linux");
    plantLock({ ...identity, start: "1", since, token: "earlier" }, minutesAgo(0));
    expect(await lockOnce()).toHaveLength(1);
  });

  it.each([
    ["another host", { host: "elsewhere.example" }],
    ["another container", { namespace: "pid:[1]" }],
  ])("waits ten minutes for a sign of life from %s", async (_, change) => {
    const owner = { ...thisProcess(), pid: 12, since, token: "far", ...change };
    plantLock(owner, minutesAgo(9));
    await expect(lockOnce()).rejects.toThrow(
      `project shop is being run by process 12 on ${owner.host} since ${since}; try again when it has ended; ` +
        "if that one is gone, the lock ends 10 minutes after its last sign of life",
    );
    plantLock(owner, minutesAgo(11));
    expect(await lockOnce()).toHaveLength(1);
  });

  it("waits ten minutes for a lock that does not tell its owner", async () => {
    fs.mkdirSync(join(projectDir, ".lock"), { recursive: true });
    await expect(lockOnce()).rejects.toThrow("project shop is being run by an unknown process");
    fs.utimesSync(join(projectDir, ".lock"), minutesAgo(11), minutesAgo(11));
    expect(await lockOnce()).toHaveLength(1);
  });

  it("notices that its lock was taken away", async () => {
    await withProjectLock(projectDir, async (lock) => {
      lock.assertHeld();
      fs.rmSync(join(projectDir, ".lock"), { recursive: true });
      expect(() => lock.assertHeld()).toThrow(
        new UserError(75, "the lock of project shop was lost to another run; try again"),
      );
    });
  });

  it("sweeps away what killed processes left beside it, once it is old", async () => {
    for (const [name, touched] of [
      [".lock.gone-a", minutesAgo(61)],
      [".lock.new-b", minutesAgo(61)],
      [".lock.gone-c", minutesAgo(59)],
      ["2024-12-01", minutesAgo(61)],
    ] as const) {
      fs.mkdirSync(join(projectDir, name), { recursive: true });
      fs.utimesSync(join(projectDir, name), touched, touched);
    }
    await lockOnce();
    expect(fs.readdirSync(projectDir).sort()).toEqual([".lock.gone-c", "2024-12-01"]);
  });

  it("says where it cannot write", async () => {
    const file = join(folder, "a-file");
    fs.writeFileSync(file, "");
    const below = join(file, "runs", "shop");
    await expect(withProjectLock(below, async () => {})).rejects.toThrow(
      new UserError(2, `${below} cannot be written: a part of the path is a file; name another place with --out`),
    );
  });
});
