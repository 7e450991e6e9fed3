import type { Worker } from "node:worker_threads";
import { describe, expect, it, vi } from "vitest";
import { openCrew } from "../../../src/segments/kernel/crew.ts";
import { kernelEngine } from "../../../src/segments/kernel/kernel-engine.ts";
import { clumps } from "./random-rows.ts";

const started = vi.hoisted((): Worker[] => []);

vi.mock("node:worker_threads", async (original) => {
  const threads = await original<typeof import("node:worker_threads")>();
  class Seen extends threads.Worker {
    constructor(...settings: ConstructorParameters<typeof threads.Worker>) {
      super(...settings);
      started.push(this);
    }
  }
  return { ...threads, Worker: Seen };
});

describe("a thread of the kernel that dies", () => {
  it("fails the fit with a sentence, and nothing hangs", async () => {
    const engine = kernelEngine(await openCrew(3));
    const points = { n: 120_000, d: 6, values: clumps(120_000, 6, 5, 1) };
    const fit = engine.fitKMeans(points, 5, { restarts: 50, seed: 1 });
    const failed = expect(fit).rejects.toThrow("segments: thread 2 of the kernel ended before its work was done");
    await started[1].terminate();
    await failed;
    await expect(engine.fitKMeans(points, 5, { restarts: 1, seed: 1 })).rejects.toThrow("thread 2 of the kernel ended");
    await engine.close();
  });
});
