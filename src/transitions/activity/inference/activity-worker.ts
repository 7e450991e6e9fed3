import { parentPort } from "node:worker_threads";
import type { CrewAnswer, CrewTask } from "./activity-crew.ts";
import { chunksOf, inferChunk } from "./infer-chunk.ts";

/** The life of a further thread: takes chunks as long as there are any, and answers with what each came to. */
parentPort?.on("message", ({ inference, next }: CrewTask) => {
  const answer: CrewAnswer[number][] = [];
  const chunks = chunksOf(inference.panel);
  for (let chunk = Atomics.add(next, 0, 1); chunk < chunks; chunk = Atomics.add(next, 0, 1))
    answer.push([chunk, inferChunk(inference, chunk)]);
  parentPort?.postMessage(answer);
});
