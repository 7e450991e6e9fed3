import { adjustedRandIndex } from "../../src/segments/agreement/adjusted-rand-index.ts";
import type { ClusteringEngine } from "../../src/segments/clustering-engine.ts";
import type { ActivityModel } from "../../src/transitions/activity/activity-model.ts";
import { fullChain } from "../../src/transitions/activity/chain-shapes.ts";
import { continueActivity } from "../../src/transitions/activity/fit-activity.ts";
import type { ActivityCrew } from "../../src/transitions/activity/inference/activity-crew.ts";
import { noStatistics } from "../../src/transitions/activity/inference/activity-statistics.ts";
import { firstEffects } from "../../src/transitions/activity/inference/first-effects.ts";
import { inferActivity } from "../../src/transitions/activity/inference/infer-activity.ts";
import { customersOf, takeFromPanel } from "../../src/transitions/activity/panel/activity-panel.ts";
import { chooseStates } from "../../src/transitions/activity/search/choose-states.ts";
import { isSeasonal } from "../../src/transitions/activity/search/search-activity.ts";
import { lookBackMatrices } from "./look-back-matrices.ts";
import { plantedMoves, statesOfArchetypes, totalVariation } from "./planted-moves.ts";
import type { PlantedPanel } from "./planted-panel.ts";

/** Customers that numbers of states are tried on, and judged on. */
const trying = 5000;
const mostStates = 8;
/** Rounds of EM with all customers. */
const finalRounds = 12;
const sweeps = 2;

export type FoundStates = Awaited<ReturnType<typeof findStates>>;

/** Finds hidden states, how many and how they move, without a look at the truth; and compares them with it. */
export async function findStates(base: PlantedPanel, engine: ClusteringEngine, crew: ActivityCrew, seed: number) {
  const { world, panel } = base;
  const options = { engine, crew, seed, seasonal: isSeasonal(panel) };
  const n = Math.min(trying, Math.floor(customersOf(panel) / 2));
  const some = (from: number) =>
    takeFromPanel(
      panel,
      Int32Array.from({ length: n }, (_, i) => from + i),
    );
  const settings = { most: mostStates, freeEffect: false, hasBasket: true };
  const { chosen, tried } = await chooseStates(some(0), some(n), settings, options);
  const shape = fullChain(chosen.states, { seasonal: options.seasonal, varied: true });
  const { model } = await continueActivity(panel, { model: chosen.fit.model }, shape, finalRounds, options);
  return {
    ...{ world: world.name, seed, states: chosen.states },
    ...(await compareStates(base, model, crew)),
    lookBacks: await lookBackMatrices(base, chosen.states, engine, seed),
    tried: tried.map(({ states, heldOut, fit }) => ({
      states,
      heldOut,
      bound: fit.bounds.at(-1),
      noise: { months: fit.model.monthShape, baskets: fit.model.basket?.degrees },
    })),
  };
}

/** States are matched to archetypes by the months they share. */
export async function compareStates(base: PlantedPanel, model: ActivityModel, crew: ActivityCrew) {
  const { world, panel, archetypes } = base;
  const { states: k, matrix } = model;
  const { months } = panel;
  const a = world.archetypes.length;
  const n = customersOf(panel);
  const effects = await firstEffects(panel, model, crew);
  const together = new Float64Array(k * a);
  const labels = new Int32Array(n);
  const planted = new Int32Array(n);
  const shares = new Float64Array(k);
  for (let sweep = 1; sweep <= sweeps; sweep++) {
    const statistics = noStatistics(k, panel.columns.count, model.effect.values.length);
    inferActivity(panel, model, effects, 0, n, statistics, ({ customer, first, states }) => {
      if (sweep < sweeps) return;
      for (let t = first; t < months; t++) {
        const here = Array.from(states.subarray(t * k, (t + 1) * k));
        const label = here.indexOf(Math.max(...here));
        for (let z = 0; z < k; z++) shares[z] += here[z];
        const archetype = archetypes[customer * months + t];
        if (archetype >= 0) together[label * a + archetype] += 1;
        if (t === months - 1) [labels[customer], planted[customer]] = [label, archetype];
      }
    });
  }
  const moves = plantedMoves(base);
  const stateOf = statesOfArchetypes(together, k, a);
  const toPlanted = totalVariation(moves.planted, matrix, k, stateOf);
  const all = shares.reduce((sum, share) => sum + share, 0);
  const nobody = Float64Array.from({ length: a * a }, (_, cell) => Number(cell % (a + 1) === 0));
  const itself = Int32Array.from({ length: a }, (_, y) => y);
  return {
    totalVariation: toPlanted.mean,
    worstRow: toPlanted.worst,
    toRealised: totalVariation(moves.realised, matrix, k, stateOf).mean,
    nobodyMoves: totalVariation(moves.planted, nobody, a, itself).mean,
    nobodyToRealised: totalVariation(moves.realised, nobody, a, itself).mean,
    ari: adjustedRandIndex(labels, planted),
    moves: shares.reduce((sum, share, z) => sum + (share / all) * (1 - matrix[z * k + z]), 0),
    realisedMoves: moves.moves,
  };
}

/** One line for people. */
export function describeFound(found: FoundStates): string {
  const { raw, apart } = found.lookBacks;
  const others = `nobody moves ${found.nobodyMoves.toFixed(4)}, labels of look-backs ${raw.planted.toFixed(4)}, of look-backs 12 months apart ${apart.planted.toFixed(4)}`;
  return `${found.world}, seed ${found.seed}: ${found.states} states, total variation ${found.totalVariation.toFixed(4)} to the planted matrix, ${found.toRealised.toFixed(4)} to the realised one (${others}), ARI ${found.ari.toFixed(3)}, moves ${found.moves.toFixed(4)} (realised ${found.realisedMoves.toFixed(4)})`;
}
