import type { Random } from "../../math/random.ts";
import type { TransitionPosterior } from "../smoothing/transition-posterior.ts";
import { drawMoves } from "./draw-moves.ts";
import { drawTransitions } from "./draw-transitions.ts";
import { addNewcomers, drawInflow, type Inflow } from "./inflow.ts";

/** What a forecast starts from. */
export interface ForecastStart {
  /** Customers in each state now, whole, length k. */
  readonly sizes: Float64Array;
  /** What is known of the moves of one window. */
  readonly posterior: TransitionPosterior;
  /** Newcomers of past windows; nobody comes when left out. */
  readonly inflow?: Inflow;
  /** Variance of moves relative to the multinomial, at least 1: of all origins, or of each, length k; 1 when left out. */
  readonly dispersion?: number | Float64Array;
}

/** Ways the sizes of states may go. */
export interface SimulatedSizes {
  readonly draws: number;
  readonly windows: number;
  /** Customers by draw, window 1… ahead, and state, draws × windows × k. */
  readonly sizes: Float64Array;
  /** Newcomers by draw and window, draws × windows. */
  readonly newcomers: Float64Array;
}

/**
 * Draws ways the base may go. Each draws one transition matrix and one rate of newcomers from what is known of them, keeps
 * them over all windows, and lets every customer move, and newcomers come, by chance. Nobody is lost: the sizes of a window
 * sum to those before it and the newcomers.
 *
 * O(draws · windows · k²), whatever the number of customers.
 *
 * @throws RangeError if lengths differ, sizes are not whole, a dispersion is below 1, or draws or windows are not whole
 *   numbers above 0
 */
export function simulateSizes(
  { sizes: start, posterior, inflow, dispersion = 1 }: ForecastStart,
  { draws, windows, random }: { readonly draws: number; readonly windows: number; readonly random: Random },
): SimulatedSizes {
  const k = start.length;
  const factors = typeof dispersion === "number" ? new Float64Array(k).fill(dispersion) : dispersion;
  checkStart(start, posterior, inflow, factors);
  if (!(Number.isInteger(draws) && draws > 0 && Number.isInteger(windows) && windows > 0)) {
    throw new RangeError(`simulateSizes: draws and windows are whole numbers above 0, got ${draws} and ${windows}`);
  }
  const sizes = new Float64Array(draws * windows * k);
  const newcomers = new Float64Array(draws * windows);
  for (let draw = 0; draw < draws; draw++) {
    const probabilities = drawTransitions(posterior, factors, random);
    const drawnInflow = inflow === undefined ? undefined : drawInflow(inflow, random);
    let now = start;
    for (let window = 0; window < windows; window++) {
      const at = draw * windows + window;
      const next = sizes.subarray(at * k, (at + 1) * k);
      for (let from = 0; from < k; from++) {
        drawMoves(random, now[from], probabilities.subarray(from * k, (from + 1) * k), factors[from], next);
      }
      if (inflow !== undefined && drawnInflow !== undefined) {
        newcomers[at] = addNewcomers(drawnInflow, inflow, random, next);
      }
      now = next;
    }
  }
  return { draws, windows, sizes, newcomers };
}

function checkStart(
  sizes: Float64Array,
  { stay, leave, moves }: TransitionPosterior,
  inflow: Inflow | undefined,
  factors: Float64Array,
): void {
  const k = sizes.length;
  const lengths = [stay.length, leave.length, factors.length, inflow?.counts.length ?? k, moves.length / k];
  if (k === 0 || lengths.some((length) => length !== k)) {
    throw new RangeError(
      `simulateSizes: ${k} sizes, for which posterior, inflow and dispersion have ${lengths.join(", ")}`,
    );
  }
  const broken = sizes.find((size) => !(Number.isInteger(size) && size >= 0));
  if (broken !== undefined) throw new RangeError(`simulateSizes: ${broken} customers`);
  const below = factors.find((factor) => !(factor >= 1));
  if (below !== undefined) throw new RangeError(`simulateSizes: a dispersion is at least 1, got ${below}`);
}
