import type { IsoDate } from "../math/calendar.ts";
import type { PromotionPolicy } from "../stability/promotion.ts";
import { sha256OfValue } from "../storage/canonical-json.ts";
import { type Configuration, definingSettings } from "./configuration.ts";

/** Everything the bytes of a run depend on. */
export interface RunIngredients {
  readonly inputs: readonly {
    readonly table: string;
    /** Base names, in the order the files are read. */
    readonly files: readonly { readonly name: string; readonly sha256: string }[];
  }[];
  readonly configuration: Configuration;
  readonly asOf: IsoDate;
  readonly seed: number;
  /** Of Tessera. */
  readonly version: string;
  /** SHA-256 of the champion's model, or `none`. */
  readonly champion: string;
  readonly promote: PromotionPolicy;
  /** What the LTV net computes on, such as `wasm`; its rounding shows in the result. */
  readonly backend: string;
}

/**
 * The name of a run: the same ingredients give the same 16 hexadecimal characters, and on the same platform the same
 * bytes. Settings that do not define a run are left out.
 */
export function runId({ inputs, configuration, ...others }: RunIngredients): string {
  const tables = [...inputs].sort((a, b) => (a.table < b.table ? -1 : 1));
  return sha256OfValue({ ...others, inputs: tables, configuration: definingSettings(configuration) }).slice(0, 16);
}
