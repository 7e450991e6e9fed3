import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { generateBase } from "../data/generate.ts";
import { everyday } from "../data/worlds/everyday.ts";
import { configurationOf, runAsOf } from "./commands/tessera.ts";

/**
 * What it costs to say how customers move, in whole runs on a million customers and twelve windows: counts, chain, forecast and tests
 * (`transitions`), models of monthly activity fitted and everybody scored (`activity`), rules and next segments
 * (`movers`), from the runs' own timings.json. With twelve and with 24 months of own events. Goals with twelve: under 90 seconds
 * together, and no more than 2 GiB in the process. Written to bench/results/transitions.json; `npm run bench:transitions --
 * 100000 12` takes another size, and some months only.
 */
const root = resolve(import.meta.dirname, "../..");
const customers = Number(process.argv[2] ?? 1_000_000);
const stages = ["transitions", "activity", "movers"];
const [mostSeconds, mostMiB] = [90, 2048];

interface Stage {
  readonly name: string;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMiB: number;
}

const base = join(root, "data", "out", `everyday-${customers}`);
if (!existsSync(join(base, "truth", "world.json"))) {
  await generateBase({ world: everyday, customers, seed: 1, format: "parquet", out: base });
}
const asked = process.argv.slice(3).map(Number);
const results = (asked.length > 0 ? asked : [12, 24]).map((months) => {
  const work = mkdtempSync(join(tmpdir(), "tessera-transitions-"));
  try {
    const [load] = loadavg();
    const settings = `stability: { bootstraps: 10 }\ntransitions: { activity: { months: ${months} } }\nltv: { horizon: 30y }\nengine: { memory: 768MB }`;
    const { runDir } = runAsOf("2026-01-01", work, configurationOf(base, "million", settings));
    const { stages: timed } = JSON.parse(readFileSync(join(runDir, "timings.json"), "utf8")) as { stages: Stage[] };
    const own = timed.filter(({ name }) => stages.includes(name));
    const seconds = own.reduce((sum, stage) => sum + stage.seconds, 0);
    const cpuSeconds = own.reduce((sum, stage) => sum + stage.cpuSeconds, 0);
    const peakMiB = Math.max(...own.map((stage) => stage.peakMiB));
    for (const { name, ...stage } of own) {
      console.log(
        `${months} months, ${name}: ${stage.seconds.toFixed(1)} s, ${stage.cpuSeconds.toFixed(1)} CPU-s, peak ${stage.peakMiB.toFixed(0)} MiB`,
      );
    }
    console.log(
      `${months} months together: ${seconds.toFixed(1)} s, ${cpuSeconds.toFixed(1)} CPU-s, peak ${peakMiB.toFixed(0)} MiB`,
    );
    return { months, loadBefore: load, stages: own, before: timed.slice(0, 5), seconds, cpuSeconds, peakMiB };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
});

const twelve = results.find(({ months }) => months === 12) ?? results[0];
const holds = { seconds: twelve.seconds < mostSeconds, memory: twelve.peakMiB <= mostMiB };
const file = join(root, "bench", "results", "transitions.json");
mkdirSync(join(root, "bench", "results"), { recursive: true });
writeFileSync(
  file,
  `${JSON.stringify({ command: `npm run bench:transitions -- ${process.argv.slice(2).join(" ")}`, customers, threads: availableParallelism(), goals: { mostSeconds, mostMiB }, holds, results }, null, 2)}\n`,
);
console.log(
  `seconds ${holds.seconds ? "hold" : "MISSED"}, memory ${holds.memory ? "holds" : "MISSED"}\nwritten: ${file}`,
);
