import fs from "node:fs";
import { availableParallelism, hostname } from "node:os";
import type { EngineConfig } from "../engine/engine-config.ts";
import { canonicalJson } from "../storage/canonical-json.ts";

export interface StageTiming {
  readonly name: string;
  readonly seconds: number;
  /** User and system, all threads. */
  readonly cpuSeconds: number;
  /**
   * Largest resident memory seen during the stage. Exact when the stage raised the peak of the process, otherwise the
   * largest of samples taken four times a second, between which computing may hide a higher one.
   */
  readonly peakMiB: number;
}

/** `timings.json`: what differs between two runs of the same id. */
export interface Timings {
  readonly start: string;
  readonly host: string;
  readonly platform: string;
  readonly node: string;
  readonly cpus: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMiB: number;
  readonly stages: readonly StageTiming[];
}

export interface TimingsCollector {
  /** Ends the stage before it, if any, and begins another. */
  stage(name: string): void;
  /** Ends the last stage and stops sampling. */
  finish(): Timings;
}

/** Collects time and memory of a run's stages. Call `finish` also when the run fails. */
export function collectTimings(now: () => number = Date.now): TimingsCollector {
  const begun = readMeters(now);
  const stages: StageTiming[] = [];
  let current: { name: string; begun: Meters; largestSample: number } | undefined;

  const sampler = setInterval(sample, 250);
  sampler.unref();

  function sample() {
    if (current !== undefined) current.largestSample = Math.max(current.largestSample, process.memoryUsage.rss());
  }

  function endStage() {
    if (current === undefined) return;
    sample();
    const ended = readMeters(now);
    const raised = ended.peakBytes > current.begun.peakBytes;
    stages.push({
      name: current.name,
      ...spent(current.begun, ended),
      peakMiB: mebibytes(raised ? ended.peakBytes : current.largestSample),
    });
    current = undefined;
  }

  return {
    stage(name) {
      endStage();
      current = { name, begun: readMeters(now), largestSample: process.memoryUsage.rss() };
    },
    finish() {
      endStage();
      clearInterval(sampler);
      const ended = readMeters(now);
      return {
        start: new Date(begun.milliseconds).toISOString(),
        host: hostname(),
        platform: `${process.platform}-${process.arch}`,
        node: process.version,
        cpus: availableParallelism(),
        ...spent(begun, ended),
        peakMiB: mebibytes(ended.peakBytes),
        stages,
      };
    },
  };
}

/** @param engine settings that do not define the run, so that the manifest does not hold them */
export function writeTimings(file: string, timings: Timings, { threads, memory }: EngineConfig): void {
  fs.writeFileSync(file, `${canonicalJson({ ...timings, engine: { threads, memory } }, 2)}\n`);
}

interface Meters {
  readonly milliseconds: number;
  readonly cpuMicroseconds: number;
  /** Largest resident memory of the process so far. */
  readonly peakBytes: number;
}

function readMeters(now: () => number): Meters {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  return { milliseconds: now(), cpuMicroseconds: userCPUTime + systemCPUTime, peakBytes: maxRSS * 1024 };
}

function spent(begun: Meters, ended: Meters) {
  return {
    seconds: Math.round(ended.milliseconds - begun.milliseconds) / 1000,
    cpuSeconds: Math.round((ended.cpuMicroseconds - begun.cpuMicroseconds) / 1000) / 1000,
  };
}

function mebibytes(bytes: number): number {
  return Math.round(bytes / 2 ** 20);
}
