import { Worker } from "node:worker_threads";
import { type Arena, type ArenaShape, arenaBytes, layArena, setCompressions } from "./arena.ts";
import { runTwin } from "./twin.ts";
import { wasmBytes } from "./wasm-bytes.ts";

/** What is done to all rows of an arena, by number as in `assembly/index.ts`. */
export const task = {
  stop: 0,
  sum: 1,
  prepare: 2,
  assign: 3,
  inertia: 4,
  place: 5,
  trial: 6,
  keep: 7,
  covariance: 8,
  coarsen: 9,
} as const;
export type TaskName = Exclude<keyof typeof task, "stop">;

/** How it is done. */
export interface TaskOptions {
  /** Skip rows that cannot have changed; see bounds.ts. */
  readonly bounded?: boolean;
  /** Look at whole numbers first; see coarse.ts. */
  readonly coarse?: boolean;
  /** Count each row as often as its weight says. */
  readonly weighted?: boolean;
  /** Which of eight candidates is kept, from 0 on. */
  readonly chosen?: number;
}

/** Whoever works on arenas: the WASM kernel on one or more threads, or its twin. */
export interface Crew {
  readonly kind: "wasm" | "twin";
  readonly threads: number;
  /** Lays an arena out behind those that are there. */
  readonly lay: (shape: Omit<ArenaShape, "threads">) => Arena;
  /** Gives up the arena that was laid last. */
  readonly clear: (arena: Arena) => void;
  /** Does a task to all rows of an arena, on all threads; resolves when it is done. */
  readonly run: (arena: Arena, name: TaskName, options?: TaskOptions) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Places of the control block in memory, as 32-bit numbers; see `assembly/memory.ts`. */
const place = { generation: 256, nextBlock: 272, finished: 288, ready: 304, task: 320 } as const;
/** First byte of the first arena. */
const arenasStart = 4096;
const pageBytes = 65_536;
/** 4 GiB, which is all that 32-bit addresses reach. */
const mostPages = 65_536;
/** Blocks from which on it pays to wake the other threads. */
const sharedBlocks = 16;
/** How often the main thread looks whether others have finished before it sleeps: some ten microseconds, a block or two. */
const patience = 4000;
/** Milliseconds that it then sleeps at a time, and how often before it looks whether they live. */
const nap = 1;
const napsBeforeLook = 50;

/** Arenas that are kept for the next of the same shape at most. */
const mostSpare = 8;

/** The exports of the kernel. */
interface Exports {
  /** Does what is left of the task beside the other threads. */
  readonly work: (thread: number) => void;
}

/** A further thread lives in the kernel: it waits there for tasks. */
const threadProgram = `
const { module, memory, thread } = require("node:worker_threads").workerData;
new WebAssembly.Instance(module, { env: { memory } }).exports.serve(thread);`;

/** Whether this machine runs the kernel: WebAssembly with 128-bit SIMD, threads and bulk memory. */
function hasKernel(): boolean {
  return WebAssembly.validate(wasmBytes());
}

/**
 * Opens the kernel, or its twin where WebAssembly has no SIMD.
 *
 * @param threads 1 and more; those besides the caller's are started here
 * @throws RangeError when there is no memory to share
 */
export async function openCrew(threads: number): Promise<Crew> {
  if (!hasKernel()) return openTwin();
  const memory = new WebAssembly.Memory({ initial: 1, maximum: mostPages, shared: true });
  const module = new WebAssembly.Module(wasmBytes());
  const { work } = new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as Exports; // as built
  let failure: Error | undefined;
  const workers = Array.from({ length: threads - 1 }, (_, i) => {
    const worker = new Worker(threadProgram, { eval: true, workerData: { module, memory, thread: i + 1 } });
    worker.on("error", (error) => {
      failure ??= new Error(`segments: thread ${i + 1} of the kernel failed: ${error.message}`);
    });
    worker.on("exit", () => {
      failure ??= new Error(`segments: thread ${i + 1} of the kernel ended before its work was done`);
    });
    worker.unref();
    return worker;
  });
  const control = () => new Int32Array(memory.buffer, 0, arenasStart / 4);
  const helpers = workers.length;

  /** Waits until a counter is at the number of helpers. Looks, naps, and now and then lets the news of dead threads come in. */
  const everybody = async (counter: number) => {
    const shared = control();
    for (let looks = 0; looks < patience; looks++) if (Atomics.load(shared, counter) >= helpers) return;
    for (let naps = 0; ; naps++) {
      const seen = Atomics.load(shared, counter);
      if (seen >= helpers) return;
      if (naps % napsBeforeLook === napsBeforeLook - 1) await new Promise((resolve) => setImmediate(resolve));
      if (failure !== undefined) throw failure;
      Atomics.wait(shared, counter, seen, nap);
    }
  };
  const write = (kind: number, flags: number, places: readonly number[]) => {
    const shared = control();
    shared.set([kind, flags, ...places], place.task);
    Atomics.store(shared, place.nextBlock, 0);
    Atomics.store(shared, place.finished, 0);
  };
  const wake = () => {
    const shared = control();
    Atomics.add(shared, place.generation, 1);
    Atomics.notify(shared, place.generation);
  };
  await everybody(place.ready);

  let end = arenasStart;
  /** Arenas that were laid and given up; small fits would take longer to lay one than to cluster. */
  let spare: Arena[] = [];
  const layAnew = (shape: ArenaShape) => {
    const needed = Math.ceil((end + arenaBytes(shape)) / pageBytes);
    const pages = memory.buffer.byteLength / pageBytes;
    if (needed > mostPages) throw tooLarge(shape);
    if (needed > pages) {
      memory.grow(needed - pages);
      spare = [];
    }
    const arena = layArena(memory.buffer, end, shape);
    spare = [arena, ...spare.slice(0, mostSpare - 1)];
    return arena;
  };
  return {
    kind: "wasm",
    threads,
    lay: (shape) => {
      const whole = { ...shape, threads };
      const arena = spare.find((one) => one.start === end && isShaped(one, whole)) ?? layAnew(whole);
      setCompressions(arena);
      // What an earlier arena left must not stand in the padding.
      if (arena.stride > arena.d) arena.rows.fill(0);
      end = arena.end;
      return arena;
    },
    clear: ({ start }) => {
      end = start;
    },
    run: async ({ places, blocks }, name, options = {}) => {
      if (failure !== undefined) throw failure;
      write(task[name], flagsOf(options), places);
      if (blocks < sharedBlocks) return work(0);
      wake();
      work(0);
      await everybody(place.finished);
    },
    close: async () => {
      failure ??= new Error("segments: the kernel is closed");
      write(task.stop, 0, []);
      wake();
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

/** The twin: plain TypeScript on one thread, which says what the kernel does. */
export function openTwin(): Crew {
  return {
    kind: "twin",
    threads: 1,
    lay: (shape) => {
      const whole = { ...shape, threads: 1 };
      return layArena(new ArrayBuffer(arenaBytes(whole)), 0, whole);
    },
    clear: () => {},
    run: async (arena, name, options = {}) => runTwin(arena, name, options),
    close: async () => {},
  };
}

function isShaped(arena: Arena, { n, d, k, seeded = false, correlated = false }: ArenaShape): boolean {
  return arena.n === n && arena.d === d && arena.k === k && arena.seeded === seeded && arena.correlated === correlated;
}

function flagsOf({ bounded = false, weighted = false, coarse = false, chosen = 0 }: TaskOptions): number {
  return (bounded ? 1 : 0) | (weighted ? 2 : 0) | (coarse ? 4 : 0) | (chosen << 8);
}

function tooLarge({ n, d }: Pick<ArenaShape, "n" | "d">): RangeError {
  return new RangeError(`segments: ${n} rows of ${d} numbers are more than the 4 GiB that the kernel can reach`);
}
