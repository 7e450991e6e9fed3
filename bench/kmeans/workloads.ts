import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { createRandom, type Random } from "../../src/math/random.ts";
import { kMeansPlusPlus } from "../../src/segments/ml-kmeans/k-means-plus-plus.ts";

/** Rows to cluster, the same for every engine. */
export interface Workload {
  readonly name: string;
  /** A mixture of Gaussians, or what customers look like: skewed, with shares, flags and regions. */
  readonly kind: "gaussian" | "customers";
  readonly n: number;
  readonly d: number;
  readonly k: number;
  /** Measured rounds. */
  readonly rounds: number;
}

const sizes = [
  { name: "100k x 12 x 8", n: 100_000, d: 12, k: 8, rounds: 9 },
  { name: "1M x 16 x 8", n: 1_000_000, d: 16, k: 8, rounds: 7 },
  { name: "1M x 16 x 32", n: 1_000_000, d: 16, k: 32, rounds: 5 },
  { name: "5M x 12 x 10", n: 5_000_000, d: 12, k: 10, rounds: 5 },
];

export const workloads: readonly Workload[] = sizes.flatMap((size) =>
  (["gaussian", "customers"] as const).map((kind) => ({ ...size, kind, name: `${size.name} ${kind}` })),
);

/** Files of a workload: rows and starting centroids as float32, row-major. */
export interface WorkloadFiles {
  readonly rows: string;
  readonly start: string;
}

/** Makes the files unless they are there. Columns have mean 0 and variance 1. */
export function workloadFiles(folder: string, { name, kind, n, d, k }: Workload): WorkloadFiles {
  mkdirSync(folder, { recursive: true });
  const stem = join(folder, name.replaceAll(" ", "-"));
  const files = { rows: `${stem}.rows.f32`, start: `${stem}.start.f32` };
  if (existsSync(files.start)) return files;
  console.error(`making ${name} …`);
  const random = createRandom(7, n + k);
  const rows = kind === "gaussian" ? mixture(random, n, d, k) : customers(random, n, d);
  standardise(rows, n, d);
  write(files.rows, rows);
  const few = { n: 20_000, d, values: Float64Array.from(rows.subarray(0, 20_000 * d)) };
  write(files.start, Float32Array.from(kMeansPlusPlus(few, k, createRandom(5)).values));
  return files;
}

/** A float32 file as an array. */
export function readFloats(path: string): Float32Array {
  const bytes = readFileSync(path);
  return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
}

function mixture(random: Random, n: number, d: number, k: number): Float32Array {
  const centres = Float64Array.from({ length: k * d }, () => 1.6 * random.normal());
  const spreads = Float64Array.from({ length: k * d }, () => 0.7 + 0.9 * random.next());
  const rows = new Float32Array(n * d);
  for (let i = 0; i < n; i++) {
    // Uneven sizes: the smaller of two draws.
    const c = Math.min(random.below(k), random.below(k));
    for (let j = 0; j < d; j++) rows[i * d + j] = centres[c * d + j] + spreads[c * d + j] * random.normal();
  }
  return rows;
}

/** Recency, frequency, money, average order, tenure, age, shares, flags, and a one-hot region, as far as d reaches. */
function customers(random: Random, n: number, d: number): Float32Array {
  const rates = [0.4, 1.2, 3, 6, 12, 30];
  const pauses = [220, 140, 90, 60, 30, 12];
  const rows = new Float32Array(n * d);
  const values = new Float64Array(16);
  for (let i = 0; i < n; i++) {
    const habit = Math.min(random.below(6), random.below(6));
    const frequency = 1 + Math.floor(-Math.log(1 - random.next()) * rates[habit]);
    const spent = Math.exp(3.2 + 0.9 * random.normal()) * frequency;
    const region = Math.min(random.below(4), random.below(4));
    const online = random.next() ** 2;
    values.set([
      ...[Math.sqrt(-Math.log(1 - random.next()) * pauses[habit]), Math.log1p(frequency), Math.log1p(spent)],
      ...[Math.log1p(spent / frequency), random.below(1500), Math.min(90, Math.max(18, 41 + 14 * random.normal()))],
      ...[online, random.next() < 0.55 ? 1 : 0, random.next() < 0.5 ? 1 : 0, random.next() ** 4, random.next() ** 9],
      Math.min(frequency, 1 + random.below(1 + Math.floor(2 * Math.log1p(frequency)))),
      ...[0, 1, 2, 3].map((each) => (each === region ? 1 : 0)),
    ]);
    for (let j = 0; j < d; j++) rows[i * d + j] = values[j];
  }
  return rows;
}

function standardise(rows: Float32Array, n: number, d: number) {
  for (let j = 0; j < d; j++) {
    let sum = 0;
    let squares = 0;
    for (let at = j; at < n * d; at += d) {
      sum += rows[at];
      squares += rows[at] ** 2;
    }
    const mean = sum / n;
    const deviation = Math.sqrt(squares / n - mean ** 2);
    for (let at = j; at < n * d; at += d) rows[at] = (rows[at] - mean) / deviation;
  }
}

/** In pieces, since one write takes 2 GiB at most. */
function write(path: string, values: Float32Array) {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const file = openSync(path, "w");
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at, Math.min(2 ** 26, bytes.length - at));
  closeSync(file);
}
