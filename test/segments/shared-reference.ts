import { existsSync, readFileSync } from "node:fs";
import { fromRows, type Points } from "../../src/segments/points.ts";

export interface ReferenceCase {
  readonly id: string;
  readonly kind: string;
  readonly input: {
    readonly data: string;
    readonly k: number;
    readonly rows: number[];
    readonly resamples: number[][];
    readonly a: number[];
    readonly b: number[];
    readonly X: number[][];
    readonly labels: number[];
  };
  readonly expected: {
    readonly ari: number;
    readonly inertia: number;
    readonly sizes: number[];
    readonly labels: number[];
    readonly silhouette_mean: number;
    readonly jaccard: number[][];
    readonly bootmean: number[];
  };
}

interface ReferenceSet {
  readonly data: Record<string, { X: number[][]; truth: number[] }>;
  readonly cases: readonly ReferenceCase[];
}

const required = process.env.TESSERA_REQUIRE?.split(",").includes("data") ?? false;

/**
 * The cases of one kind from a reference set computed with scikit-learn 1.9.1 and cross-checked with R 4.2.2 (fpc,
 * cluster, mclust), and the data they name. None when the set is absent, which fails where data are required.
 */
export function sharedReference(set: "clustering" | "stability", kind: string) {
  const file = new URL(`../../../shared/reference/${set}.json`, import.meta.url);
  if (!existsSync(file)) {
    if (required) throw new Error(`the reference values ${file.pathname} are required and absent`);
    console.warn(`skipped: no reference values at ${file.pathname}`);
    return { cases: [], points: (): Points => fromRows([], 0) };
  }
  const { data, cases } = JSON.parse(readFileSync(file, "utf8")) as ReferenceSet; // the set's own documentation promises this shape
  const points = (name: string) => fromRows(data[name].X, data[name].X[0].length);
  return { cases: cases.filter((one) => one.kind === kind), points };
}
