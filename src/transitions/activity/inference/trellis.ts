import { runTwin } from "./trellis-twin.ts";
import { wasmBytes } from "./wasm-bytes.ts";

/** How large a trellis is. */
export interface TrellisShape {
  /** T, K and J. */
  readonly months: number;
  readonly states: number;
  readonly effects: number;
}

/**
 * What forward-backward works on: the months of one customer, one layer for each value of the rate effect. States are padded
 * with zeros to `stride`, an even number.
 *
 * Before `forward`, the likelihoods of the active months are written, and before `backward` the weight of each effect.
 *
 * @see Rabiner (1989), A tutorial on hidden Markov models, Proc. IEEE 77
 */
export interface Trellis extends TrellisShape {
  readonly stride: number;
  /** Chances of moves, stride × stride, row by row and column by column. */
  readonly matrix: Float64Array;
  readonly transposed: Float64Array;
  /** Chance that a month is without orders, T × J × stride. */
  readonly silent: Float64Array;
  /** Likelihood of what else happened in active months, T × stride, and which these are, T. */
  readonly seen: Float64Array;
  readonly isActive: Uint8Array;
  /** Chances of the state in the first month. */
  readonly initial: Float64Array;
  /** The rate effects, and how likely each is once all is seen; 0 is left out backwards. */
  readonly values: Float64Array;
  readonly weight: Float64Array;
  /** Likelihood of all months by effect, J, scaled up by `rescaledBy` as often as it was about to vanish. */
  readonly likelihood: Float64Array;
  readonly rescaled: Int32Array;
  /** Chances of states, and the same times the effect, T × stride; chances of effect and state in the last month, J × stride. */
  readonly posterior: Float64Array;
  readonly exposed: Float64Array;
  readonly last: Float64Array;
  /** Moves that are expected, divided by their chance in the matrix, stride × stride. */
  readonly met: Float64Array;
  /** Layers as they stand: forward J × T × stride and what each month was scaled by, J × T; a month's, stride. */
  readonly forward: Float64Array;
  readonly scale: Float64Array;
  readonly beta: Float64Array;
  readonly ahead: Float64Array;
}

/** What works on a trellis. */
export interface TrellisWorker {
  readonly kind: "wasm" | "twin";
  readonly trellis: Trellis;
  /**
   * Chances of the states given the months so far, for the effects from `least` to `most`.
   *
   * @param first month of the trellis that the customer is seen from
   * @param own month whose orders are not counted, −1 for none
   */
  readonly forward: (first: number, own: number, least: number, most: number) => void;
  /** Chances given all months, added up over effects. */
  readonly backward: (first: number, own: number, least: number, most: number) => void;
}

/** Sums below `vanishing` are scaled up. */
export const vanishing = 1e-120;
export const rescaledBy = 1e120;

/** Bytes before the trellis: where its parts lie. */
const headBytes = 128;
const pageBytes = 65_536;

interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer; readonly grow: (pages: number) => number };
  readonly lay: (at: number) => void;
  readonly forward: TrellisWorker["forward"];
  readonly backward: TrellisWorker["backward"];
}

/** Compiled once a thread; undefined where WebAssembly has no SIMD. */
let kernel: { readonly module: WebAssembly.Module | undefined } | undefined;
/** The trellis that was asked for last: chunk after chunk is of one shape. */
let latest: TrellisWorker | undefined;

/**
 * The kernel in `assembly/`, or its twin where WebAssembly has no SIMD. Whoever asks for the same shape again gets the same
 * trellis with what was written into it.
 */
export function openTrellis(shape: TrellisShape): TrellisWorker {
  if (latest !== undefined && isShaped(latest.trellis, shape)) return latest;
  latest = openAnew(shape);
  return latest;
}

function isShaped({ months, states, effects }: TrellisShape, shape: TrellisShape): boolean {
  return months === shape.months && states === shape.states && effects === shape.effects;
}

function openAnew(shape: TrellisShape): TrellisWorker {
  if (kernel === undefined) {
    const bytes = wasmBytes();
    kernel = { module: WebAssembly.validate(bytes) ? new WebAssembly.Module(bytes) : undefined };
  }
  const { module } = kernel;
  if (module === undefined) return openTwinTrellis(shape);
  const exports = new WebAssembly.Instance(module, {}).exports as unknown as Exports; // as built
  const { bytes } = placesOf(shape);
  const missing = Math.ceil((headBytes + bytes) / pageBytes) - exports.memory.buffer.byteLength / pageBytes;
  if (missing > 0) exports.memory.grow(missing);
  const { trellis, places } = layTrellis(exports.memory.buffer, shape);
  new Uint32Array(exports.memory.buffer, 0, places.length).set(places);
  exports.lay(0);
  return { kind: "wasm", trellis, forward: exports.forward, backward: exports.backward };
}

/** The same in TypeScript, with the same bits. */
export function openTwinTrellis(shape: TrellisShape): TrellisWorker {
  const { trellis } = layTrellis(new ArrayBuffer(headBytes + placesOf(shape).bytes), shape);
  return { kind: "twin", trellis, ...runTwin(trellis) };
}

/** Parts of a trellis in the order of `assembly/`, after its shape. */
function placesOf({ months: t, states, effects: j }: TrellisShape) {
  const k = 2 * Math.ceil(states / 2);
  const lengths = {
    ...{ matrix: k * k, transposed: k * k, silent: t * j * k, seen: t * k, isActive: t, initial: k, values: j },
    ...{ likelihood: j, rescaled: j, weight: j, forward: j * t * k, scale: j * t },
    ...{ posterior: t * k, exposed: t * k, last: j * k, met: k * k, beta: k, ahead: k },
  };
  let bytes = 0;
  const at: Record<string, number> = {};
  for (const [name, length] of Object.entries(lengths)) {
    at[name] = headBytes + bytes;
    bytes += 16 * Math.ceil((8 * length) / 16);
  }
  return { k, lengths, bytes, at };
}

function layTrellis(buffer: ArrayBuffer, shape: TrellisShape): { trellis: Trellis; places: number[] } {
  const { k, lengths, at } = placesOf(shape);
  const part = (name: keyof typeof lengths) => new Float64Array(buffer, at[name], lengths[name]);
  return {
    trellis: {
      ...{ ...shape, stride: k, matrix: part("matrix"), transposed: part("transposed"), silent: part("silent") },
      ...{ seen: part("seen"), isActive: new Uint8Array(buffer, at.isActive, shape.months), initial: part("initial") },
      ...{ values: part("values"), weight: part("weight"), likelihood: part("likelihood") },
      rescaled: new Int32Array(buffer, at.rescaled, shape.effects),
      ...{ posterior: part("posterior"), exposed: part("exposed"), last: part("last"), met: part("met") },
      ...{ forward: part("forward"), scale: part("scale"), beta: part("beta"), ahead: part("ahead") },
    },
    places: [shape.months, k, shape.effects, ...Object.keys(lengths).map((name) => at[name])],
  };
}
