import { readFileSync } from "node:fs";
import type { BtydModel } from "../../../src/ltv/btyd/btyd-model.ts";

interface ReferenceRow {
  readonly kind: "bg-nbd" | "mbg-nbd";
  readonly model: readonly [number, number, number, number];
  readonly history: readonly [x: number, tx: number, T: number];
  readonly t: number;
  readonly values: readonly number[];
}

interface OwnReference {
  readonly pareto: readonly ReferenceRow[];
  readonly betaGeometric: readonly ReferenceRow[];
  readonly paretoCounts: readonly (ReferenceRow & { readonly n: readonly number[] })[];
  readonly hypergeometric: readonly { readonly at: readonly [number, number, number, number]; readonly log: number }[];
  readonly exponentialIntegral: readonly { readonly s: number; readonly z: number; readonly value: number }[];
}

/** Values with 40 digits, by reference.py. */
export const ownReference = JSON.parse(
  readFileSync(new URL("./reference.json", import.meta.url), "utf8"),
) as OwnReference; // as reference.py writes it

export function paretoOf({ model: [r, alpha, s, beta] }: ReferenceRow) {
  return { kind: "pareto-nbd", r, alpha, s, beta } as const;
}

export function betaGeometricOf({ kind, model: [r, alpha, a, b] }: ReferenceRow): BtydModel {
  return { kind, r, alpha, a, b };
}

export function historyOf({ history: [x, tx, T] }: ReferenceRow) {
  return { x: Float64Array.of(x), tx: Float64Array.of(tx), T: Float64Array.of(T) };
}
