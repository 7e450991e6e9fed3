import { type ChildProcess, type ExecFileSyncOptions, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg, totalmem } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { kmeans } from "ml-kmeans";
import { type Answer, type Request, serveKernel } from "./kmeans/serve.ts";
import { readFloats, type Workload, type WorkloadFiles, workloadFiles, workloads } from "./kmeans/workloads.ts";

/**
 * k-means and PCA of the kernel beside scikit-learn, scikit-learn-intelex and ml-kmeans: the same float32 rows, the same
 * start, the same tolerance, in turns, after a round that is not counted. Written to bench/results/kmeans.json.
 *
 *     npm run bench:kmeans -- [words that the names of workloads contain, such as "100k"]
 *
 * `fit` is timed with rows where the engine has them: prepared in the arena here, in a numpy array there; `fit-outside`
 * copies and prepares them first. `starts` is ten starts from rows outside to the end. Each workload has fresh processes,
 * so that their peak memory can be compared. Makes a Python environment of its own in data/out.
 */
const root = resolve(import.meta.dirname, "../..");
const folder = join(root, "data", "out", "bench-kmeans");
/** Ours on one and on two threads, and the peers with the two that they take by themselves. */
const engines = ["ours-1", "ours-2", "scikit-learn", "intelex"] as const;
type Engine = (typeof engines)[number];

const [mode, ...words] = process.argv.slice(2);
if (mode === "serve") await serveKernel(Number(words[0]));
else await compare([mode, ...words].filter((word) => word !== undefined));

async function compare(wanted: readonly string[]) {
  const python = pythonOfOurOwn();
  const results: Awaited<ReturnType<typeof compareOn>>[] = [];
  for (const workload of workloads) {
    if (!wanted.every((word) => workload.name.includes(word))) continue;
    results.push(await compareOn(workload, python));
  }
  const machine = {
    cores: availableParallelism(),
    cpu: cpus()[0]?.model,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
  };
  mkdirSync(join(root, "bench", "results"), { recursive: true });
  const file = join(root, "bench", "results", "kmeans.json");
  const all = workloads.flatMap(
    ({ name }) => [...results, ...earlierResults(file)].find((each) => each.name === name) ?? [],
  );
  writeFileSync(file, `${JSON.stringify({ command: "npm run bench:kmeans", machine, results: all }, null, 2)}\n`);
  console.log(`\nwritten: ${file}`);
}

/** What was measured before, which stays for workloads that were not asked for. */
function earlierResults(file: string): { readonly name: string }[] {
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as { results: { name: string }[] }).results : []; // as written above
}

async function compareOn(workload: Workload, python: string) {
  const { name, n, d, k, rounds } = workload;
  const files = workloadFiles(folder, workload);
  // Before the servers start, which take both cores while they load.
  const free = await freeCores();
  console.log(`\n${name}: ${free.toFixed(2)} of 2 cores free, load ${loadavg()[0].toFixed(2)}`);
  const servers = new Map(engines.map((engine) => [engine, startServer(engine, python)]));
  const ask = async (engine: Engine, what: Request["ask"], seed: number) => {
    const server = servers.get(engine);
    if (server === undefined) throw new Error(`${engine} is not there`);
    return server.ask({ ask: what, ...files, ...{ n, d, k, seed } });
  };
  try {
    for (const engine of engines) await ask(engine, "load", 0);
    const fit = await inTurns(engines, rounds, (engine, round) => ask(engine, "fit", round));
    const peakMiB = Object.fromEntries(engines.map((engine) => [engine, fit[engine].at(-1)?.peakMiB]));
    show(`fit, ${rounds} rounds`, fit);
    const pca = await inTurns(engines, rounds, (engine, round) => ask(engine, "pca", round));
    show("pca", pca);
    const outside = await inTurns(["ours-1", "ours-2"], rounds, (engine, round) => ask(engine, "fit-outside", round));
    show("fit with copying in", outside);
    const isSmall = n * d * k < 2e8;
    const starts = await inTurns(engines, isSmall ? 3 : 1, (engine, round) => ask(engine, "starts", round));
    show("ten starts", starts);
    const mlKmeans = isSmall ? slowPeer(workload, files) : undefined;
    if (mlKmeans !== undefined)
      console.log(`ml-kmeans, once: ${mlKmeans.seconds.toFixed(2)} s, inertia ${mlKmeans.value.toFixed(1)}`);
    return { ...workload, free, fit, outside, pca, starts, mlKmeans, peakMiB };
  } finally {
    for (const server of servers.values()) server.stop();
  }
}

/** Answers of every engine, interleaved, after a round that is not counted. */
async function inTurns<Name extends Engine>(
  names: readonly Name[],
  rounds: number,
  ask: (engine: Name, round: number) => Promise<Answer>,
): Promise<Record<Name, Answer[]>> {
  const answers = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, Answer[]>; // a list for each
  for (let round = 0; round <= rounds; round++) {
    for (const name of names) {
      const answer = await ask(name, round);
      if (round > 0) answers[name].push(answer);
    }
  }
  return answers;
}

function show(title: string, answers: Partial<Record<Engine, Answer[]>>) {
  console.log(`${title.padEnd(20)}   wall ms [min–max]          CPU ms   of scikit-learn  of intelex   value`);
  const wall = (engine: Engine) => median((answers[engine] ?? []).map(({ seconds }) => seconds));
  for (const engine of engines) {
    const own = answers[engine];
    if (own === undefined) continue;
    const seconds = own.map((answer) => answer.seconds * 1000);
    const range = `[${Math.min(...seconds).toFixed(1)}–${Math.max(...seconds).toFixed(1)}]`;
    const ratios = (["scikit-learn", "intelex"] as const).map((peer) =>
      answers[peer] === undefined ? "–" : (wall(engine) / wall(peer)).toFixed(3),
    );
    console.log(
      `  ${engine.padEnd(18)} ${(wall(engine) * 1000).toFixed(1).padStart(9)} ${range.padEnd(18)} ${(1000 * median(own.map(({ cpuSeconds }) => cpuSeconds))).toFixed(1).padStart(9)} ${ratios[0].padStart(14)} ${ratios[1].padStart(12)}   ${own[0].value.toFixed(1)} in ${own[0].iterations}, ${own.at(-1)?.peakMiB} MiB`,
    );
  }
}

/** One run of ml-kmeans, which takes rows as arrays. */
function slowPeer({ n, d, k }: Workload, { rows, start }: WorkloadFiles) {
  const toArrays = (values: Float32Array, count: number) =>
    Array.from({ length: count }, (_, i) => Array.from(values.subarray(i * d, (i + 1) * d)));
  const points = toArrays(readFloats(rows), n);
  const from = performance.now();
  const found = kmeans(points, k, {
    initialization: toArrays(readFloats(start), k),
    ...{ maxIterations: 300, tolerance: 1e-4 },
  });
  const seconds = (performance.now() - from) / 1000;
  const information = found.computeInformation(points);
  return { seconds, value: information.reduce((sum, { error, size }) => sum + error * size, 0) };
}

function startServer(engine: Engine, python: string) {
  const [program, args] = engine.startsWith("ours")
    ? [process.execPath, [process.argv[1], "serve", engine.slice("ours-".length)]]
    : [python, [join(root, "bench", "peers", "kmeans.py"), engine]];
  const child: ChildProcess = spawn(program, args, { stdio: ["pipe", "pipe", "inherit"] });
  if (child.stdout === null) throw new Error(`${engine} has no output`);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    ask: async (request: Request): Promise<Answer> => {
      child.stdin?.write(`${JSON.stringify(request)}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error(`${engine} ended before it answered ${request.ask}`);
      return JSON.parse(value) as Answer; // as our own servers write it
    },
    stop: () => child.stdin?.end(),
  };
}

/** How many of two cores a pair of spinning processes gets. */
async function freeCores(): Promise<number> {
  const spin =
    "const c=process.cpuUsage(),t=performance.now();while(performance.now()-t<300);const u=process.cpuUsage(c);console.log((u.user+u.system)/3e5)";
  const shares = await Promise.all(
    [1, 2].map(async () => {
      const child = spawn(process.execPath, ["-e", spin], { stdio: ["ignore", "pipe", "inherit"] });
      let text = "";
      for await (const chunk of child.stdout) text += chunk;
      return Number(text);
    }),
  );
  return shares[0] + shares[1];
}

function pythonOfOurOwn(): string {
  const environment = join(root, "data", "out", "venv-kmeans");
  const python = join(environment, "bin", "python");
  if (!existsSync(join(environment, "made"))) {
    console.error("making a Python environment …");
    const output: ExecFileSyncOptions = { stdio: ["ignore", "inherit", "inherit"] };
    execFileSync(process.env.TESSERA_PYTHON ?? "python3", ["-m", "venv", environment], output);
    execFileSync(
      python,
      ["-m", "pip", "install", "--quiet", "-r", join(root, "bench", "peers", "kmeans-requirements.txt")],
      output,
    );
    writeFileSync(join(environment, "made"), "");
  }
  return python;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
