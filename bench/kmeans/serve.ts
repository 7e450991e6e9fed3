import { createInterface } from "node:readline";
import type { Arena } from "../../src/segments/kernel/arena.ts";
import { clusterRows } from "../../src/segments/kernel/cluster-rows.ts";
import { covariances } from "../../src/segments/kernel/covariances.ts";
import { openCrew } from "../../src/segments/kernel/crew.ts";
import { lloyd } from "../../src/segments/kernel/lloyd.ts";
import { prepareRows } from "../../src/segments/kernel/prepare-rows.ts";
import { componentsOf } from "../../src/segments/principal-components.ts";
import { readFloats } from "./workloads.ts";

/** What an engine is asked: one line of JSON each. `peers/kmeans.py` answers the same. */
export interface Request {
  /** `load` once; `fit` from the given start; `starts`: ten starts from the outside rows; `pca`; `fit-outside`: with copying in. */
  readonly ask: "load" | "fit" | "starts" | "pca" | "fit-outside";
  readonly rows: string;
  readonly start: string;
  readonly n: number;
  readonly d: number;
  readonly k: number;
  readonly seed: number;
}

export interface Answer {
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** Inertia; the largest variance for `pca`. */
  readonly value: number;
  readonly iterations: number;
  readonly peakMiB: number;
}

/** As scikit-learn has it: 300 iterations, a ten-thousandth of the mean variance. */
const maxIterations = 300;
const tolerance = 1e-4;

/** Answers requests on stdin by the kernel, until stdin ends. */
export async function serveKernel(threads: number): Promise<void> {
  const crew = await openCrew(threads);
  let arena: Arena | undefined;
  let outside: Float32Array = new Float32Array(0);
  let prepared: Awaited<ReturnType<typeof prepareRows>> | undefined;
  const layRows = async ({ n, d, k }: Request) => {
    if (arena !== undefined) crew.clear(arena);
    arena = crew.lay({ n, d, k, correlated: true });
    arena.rows.set(outside);
    prepared = await prepareRows(crew, arena);
  };
  const fitFromStart = async ({ k, d, start }: Request) => {
    if (arena === undefined || prepared === undefined) throw new Error("nothing is loaded");
    const { centre, variance, squares } = prepared;
    const centroids = Float64Array.from(readFloats(start), (value, at) => value - centre[at % d]);
    if (centroids.length !== k * d) throw new Error("the start does not fit");
    const { inertia, iterations } = await lloyd(crew, arena, centroids, {
      ...{ maxIterations, squares },
      tolerance: tolerance * variance,
    });
    return { value: inertia, iterations };
  };
  const answers: Record<Request["ask"], (request: Request) => Promise<Pick<Answer, "value" | "iterations">>> = {
    load: async (request) => {
      outside = readFloats(request.rows);
      await layRows(request);
      return { value: prepared?.variance ?? 0, iterations: 0 };
    },
    fit: fitFromStart,
    "fit-outside": async (request) => {
      await layRows(request);
      return fitFromStart(request);
    },
    starts: async (request) => {
      await layRows(request);
      if (arena === undefined || prepared === undefined) throw new Error("nothing is loaded");
      const { inertia, iterations } = await clusterRows(crew, arena, {
        ...{ restarts: 10, seed: request.seed, maxIterations, swapped: true, polished: true },
        ...{ tolerance: tolerance * prepared.variance, squares: prepared.squares },
      });
      return { value: inertia, iterations };
    },
    pca: async ({ n, d }) => {
      if (arena === undefined) throw new Error("nothing is loaded");
      const matrix = await covariances(crew, arena);
      const { explained } = componentsOf(matrix, new Array<number>(d).fill(0), 1);
      const total = matrix.reduce((sum, row, j) => sum + row[j], 0);
      return { value: (explained[0] * total * n) / (n - 1), iterations: 0 };
    },
  };

  for await (const line of createInterface({ input: process.stdin })) {
    const request = JSON.parse(line) as Request; // as the driver writes it
    const cpu = process.cpuUsage();
    const from = performance.now();
    const { value, iterations } = await answers[request.ask](request);
    const { user, system } = process.cpuUsage(cpu);
    const answer: Answer = {
      seconds: (performance.now() - from) / 1000,
      cpuSeconds: (user + system) / 1e6,
      ...{ value, iterations, peakMiB: Math.round(process.resourceUsage().maxRSS / 1024) },
    };
    console.log(JSON.stringify(answer));
  }
  await crew.close();
}
