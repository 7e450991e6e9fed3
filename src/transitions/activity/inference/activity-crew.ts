import { Worker } from "node:worker_threads";
import { checkpoint } from "../../../segments/checkpoint.ts";
import type { ActivityPanel } from "../panel/activity-panel.ts";
import { type ActivityStatistics, addStatistics } from "./activity-statistics.ts";
import { chunksOf, type Inference, inferChunk } from "./infer-chunk.ts";
import { sharePanel } from "./shared-arrays.ts";

/** Whoever does expectation steps: this thread alone, or workers while it waits. */
export interface ActivityCrew {
  readonly threads: number;
  /** An expectation step; the same numbers on any threads. One at a time. */
  readonly infer: (inference: Inference) => Promise<ActivityStatistics>;
  readonly close: () => Promise<void>;
}

/** What a worker is told, and what it answers. */
export interface CrewTask {
  readonly inference: Inference;
  /** The next chunk that nobody has taken. */
  readonly next: Int32Array;
}
export type CrewAnswer = readonly (readonly [chunk: number, statistics: ActivityStatistics])[];

/** This thread does everything. */
export const aloneCrew: ActivityCrew = {
  threads: 1,
  infer: async (inference) => {
    const parts: ActivityStatistics[] = [];
    for (let chunk = 0; chunk < chunksOf(inference.panel); chunk++) {
      if (chunk % 16 === 0) await checkpoint(undefined);
      parts.push(inferChunk(inference, chunk));
    }
    return addStatistics(parts);
  },
  close: async () => {},
};

/**
 * Opens workers, so that all threads work and this one stays free for progress and signals. Alone with one thread, and where
 * the program is not compiled: threads cannot run TypeScript.
 *
 * @param threads 1 and more
 */
export function openActivityCrew(threads: number): ActivityCrew {
  if (threads === 1 || import.meta.url.endsWith(".ts")) return aloneCrew;
  const workers = Array.from({ length: threads }, () => new Worker(new URL("./activity-worker.js", import.meta.url)));
  for (const worker of workers) worker.unref();
  /** Panels that all threads see, by the panel they are a copy of. */
  const shared = new WeakMap<ActivityPanel, ActivityPanel>();
  const sharedOf = (panel: ActivityPanel) => {
    const own = shared.get(panel) ?? sharePanel(panel);
    shared.set(panel, own);
    return own;
  };
  return {
    threads,
    infer: async ({ panel, ...rest }) => {
      const task: CrewTask = {
        inference: { panel: sharedOf(panel), ...rest },
        next: new Int32Array(new SharedArrayBuffer(4)),
      };
      const answers = await Promise.all(workers.map((worker) => ask(worker, task)));
      return addStatistics(
        answers
          .flat()
          .sort(([a], [b]) => a - b)
          .map(([, statistics]) => statistics),
      );
    },
    close: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

function ask(worker: Worker, task: CrewTask): Promise<CrewAnswer> {
  return new Promise((resolve, reject) => {
    const settle = () => {
      worker.off("message", answered).off("error", failed).off("exit", ended);
      worker.unref();
    };
    const answered = (answer: CrewAnswer) => {
      settle();
      resolve(answer);
    };
    const failed = (error: Error) => {
      settle();
      reject(error);
    };
    const ended = () => failed(new Error("transitions: a thread ended before its work was done"));
    worker.on("message", answered).on("error", failed).on("exit", ended);
    // While it is waited for, the process must not end.
    worker.ref();
    worker.postMessage(task);
  });
}
