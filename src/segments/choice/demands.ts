import { english } from "../../language/english.ts";
import { russian } from "../../language/russian.ts";
import type { Text } from "../../language/text.ts";
import type { SegmentsConfig } from "../segments-config.ts";
import type { Demand, SegmentCountCandidate } from "./segment-count.ts";

/** What the configuration demands of a number of segments. */
export interface SegmentCountDemands extends Pick<SegmentsConfig, "minShare" | "minCustomers"> {
  /** Smallest mean bootstrap Jaccard of the weakest segment. */
  readonly minJaccard: number;
  readonly minPredictionStrength: number;
}

/** Smallest adjusted Rand index of models of neighbouring windows; a convention of this product. */
export const neededTimeAri = 0.6;

/**
 * Which demands a candidate misses. What was not measured is not missed.
 *
 * A segment needs `minCustomers` in bases where the largest number of segments tried could have as many each.
 *
 * @param customers of the base
 * @param largest number of segments tried
 */
export function missesOf(
  { smallestShare, worstJaccard, predictionStrength, timeAri }: Omit<SegmentCountCandidate, "misses">,
  demands: SegmentCountDemands,
  { customers, largest }: { customers: number; largest: number },
): SegmentCountCandidate["misses"] {
  const { minShare, minCustomers, minJaccard, minPredictionStrength } = demands;
  const misses: { demand: Demand; sentence: Text }[] = [];
  const smallest = Math.round(smallestShare * customers);
  const roomy = customers >= largest * minCustomers;
  if (smallestShare < minShare) {
    const sentence = {
      en: `smallest segment ${english.share(smallestShare)} of customers, needed ${english.share(minShare)}`,
      ru: `в наименьшем сегменте ${russian.share(smallestShare)} клиентов, нужно ${russian.share(minShare)}`,
    };
    misses.push({ demand: "size", sentence });
  } else if (roomy && smallest < minCustomers) {
    const sentence = {
      en: `smallest segment ${english.counted(smallest, "customer")}, needed ${english.count(minCustomers)}`,
      ru: `в наименьшем сегменте ${russian.counted(smallest, "клиент", "клиента", "клиентов")}, нужно ${russian.count(minCustomers)}`,
    };
    misses.push({ demand: "size", sentence });
  }
  const atLeast = (demand: Demand, what: Text, found: number, needed: number) => {
    if (found >= needed) return;
    const sentence = {
      en: `${what.en} ${english.decimal(shown(found), 2)}, needed ${english.decimal(needed, 2)}`,
      ru: `${what.ru} ${russian.decimal(shown(found), 2)}, нужно ${russian.decimal(needed, 2)}`,
    };
    misses.push({ demand, sentence });
  };
  atLeast("jaccard", weakestJaccard, worstJaccard, minJaccard);
  atLeast("prediction strength", strength, predictionStrength, minPredictionStrength);
  if (timeAri !== null) atLeast("time", overTime, timeAri, neededTimeAri);
  return misses;
}

/** Rounded down to what is shown, so that no figure that misses looks as if it did not. */
function shown(found: number): number {
  return Math.floor(found * 100 + 1e-9) / 100;
}

const weakestJaccard: Text = { en: "weakest Jaccard", ru: "наименьший коэффициент Жаккара" };
const strength: Text = { en: "prediction strength", ru: "предсказательная сила" };
const overTime: Text = { en: "smallest ARI of neighbouring windows", ru: "наименьший ARI соседних окон" };
