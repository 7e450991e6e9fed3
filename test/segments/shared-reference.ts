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
    readonly halves: number[][];
    readonly references: number[][][];
    readonly a: number[];
    readonly b: number[];
    readonly X: number[][];
    readonly labels: number[];
    readonly cost: number[][];
  };
  readonly expected: {
    readonly rand: number;
    readonly ami_arithmetic: number;
    readonly ami_max: number;
    readonly nmi_arithmetic: number;
    readonly nmi_geometric: number;
    readonly nmi_min: number;
    readonly nmi_max: number;
    readonly mi_nats: number;
    readonly vi_nats: number;
    readonly homogeneity: number;
    readonly completeness: number;
    readonly v_measure: number;
    readonly fowlkes_mallows: number;
    readonly pair_jaccard: number;
    readonly contingency: number[][];
    readonly hungarian_agreement: number;
    readonly hungarian_total_overlap: number;
    readonly best_match_jaccard_per_a_cluster: number[];
    readonly rows: number[];
    readonly cols: number[] | undefined;
    readonly total: number;
    readonly silhouette_by_cluster: number[];
    readonly silhouette_first10: number[];
    readonly simplified_silhouette_mean: number;
    readonly calinski_harabasz: number;
    readonly davies_bouldin: number;
    readonly dunn: number;
    readonly dunn2_fpc: number;
    readonly pearson_gamma_fpc: number;
    readonly entropy_nats_fpc: number;
    readonly within_ss_by_cluster: number[];
    readonly total_ss: number;
    readonly centroids_sorted_lex: number[][];
    readonly ari_vs_truth: number;
    readonly ami_vs_truth: number;
    readonly inertia_best_known: number;
    readonly optimum_confirmed_by_3_searches: boolean;
    readonly ari: number;
    readonly inertia: number;
    readonly sizes: number[];
    readonly labels: number[];
    readonly silhouette_mean: number;
    readonly jaccard: number[][];
    readonly bootmean: number[];
    /** By number of clusters. */
    readonly per_split: Record<string, number[]>;
    readonly mean: number[];
    readonly logW: number[];
    readonly gap: number[];
    readonly s_k: number[];
    readonly "SE.sim": number[];
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
export function sharedReference(set: "clustering" | "stability" | "markov", kind: string) {
  const reference = readReference(set) as ReferenceSet | undefined; // the set's own documentation promises this shape
  if (reference === undefined)
    return { cases: [], points: (): Points => fromRows([], 0), truth: () => new Int32Array() };
  const { data, cases } = reference;
  const points = (name: string) => fromRows(data[name].X, data[name].X[0].length);
  const truth = (name: string) => Int32Array.from(data[name].truth);
  return { cases: cases.filter((one) => one.kind === kind), points, truth };
}

/** A whole reference set, of a shape that its own documentation promises; undefined where it is absent and not required. */
export function readReference(set: "clustering" | "stability" | "markov" | "ltv-cdnow"): unknown {
  const file = new URL(`../../../shared/reference/${set}.json`, import.meta.url);
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8"));
  if (required) throw new Error(`the reference values ${file.pathname} are required and absent`);
  console.warn(`skipped: no reference values at ${file.pathname}`);
  return undefined;
}
