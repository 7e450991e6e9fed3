import { english } from "../../language/english.ts";
import { russian } from "../../language/russian.ts";
import { inEachLanguage, type Text } from "../../language/text.ts";
import type { SegmentCount, SegmentCountCandidate } from "./segment-count.ts";

/**
 * The rule: among the candidates that meet all demands, those whose segments tell of later revenue within one bootstrap
 * standard error of the best are as good as the best, and the largest number of segments among them says most. Where
 * revenue is not measured, all that meet the demands are as good. When none meets them, there is one segment.
 *
 * @param candidates at least one
 * @see Breiman et al. (1984), Classification and regression trees, section 3.4.3, for the one standard error
 */
export function pickSegmentCount(
  candidates: readonly SegmentCountCandidate[],
): Pick<SegmentCount, "k" | "verdict" | "reason"> {
  const good = candidates.filter(({ misses }) => misses.length === 0);
  if (good.length === 0) return { k: 1, verdict: "none", reason: noneMeets(candidates) };

  const measured = good.filter(({ revenue }) => revenue !== null);
  const best = measured.length === 0 ? undefined : measured.reduce((a, b) => (eta2Of(b) > eta2Of(a) ? b : a));
  const asGood =
    best === undefined ? good : measured.filter((one) => eta2Of(one) >= eta2Of(best) - (best.revenue?.se ?? 0));
  const chosen = asGood.reduce((a, b) => (b.k > a.k ? b : a));
  return { k: chosen.k, verdict: "chosen", reason: best === undefined ? largest(chosen) : telling(chosen, best) };
}

function eta2Of({ revenue }: SegmentCountCandidate): number {
  return revenue?.eta2 ?? 0;
}

function largest({ k, worstJaccard, predictionStrength }: SegmentCountCandidate): Text {
  return {
    en:
      `${k} is the largest number of segments that come back ` +
      `(weakest Jaccard ${english.decimal(worstJaccard, 2)}, prediction strength ${english.decimal(predictionStrength, 2)})`,
    ru:
      `${k} — наибольшее число воспроизводимых сегментов ` +
      `(наименьший коэффициент Жаккара ${russian.decimal(worstJaccard, 2)}, предсказательная сила ${russian.decimal(predictionStrength, 2)})`,
  };
}

function telling(chosen: SegmentCountCandidate, best: SegmentCountCandidate): Text {
  const { k, worstJaccard, predictionStrength } = chosen;
  const [own, most, se] = [eta2Of(chosen), eta2Of(best), best.revenue?.se ?? 0];
  return {
    en:
      `${k} is the largest number of segments that come back and tell as much of later revenue as any ` +
      `(eta² ${english.decimal(own, 3)}, best ${english.decimal(most, 3)} ± ${english.decimal(se, 3)}; ` +
      `weakest Jaccard ${english.decimal(worstJaccard, 2)}, prediction strength ${english.decimal(predictionStrength, 2)})`,
    ru:
      `${k} — наибольшее число воспроизводимых сегментов, связанных с будущей выручкой не слабее прочих ` +
      `(эта² ${russian.decimal(own, 3)}, лучшее ${russian.decimal(most, 3)} ± ${russian.decimal(se, 3)}; ` +
      `наименьший коэффициент Жаккара ${russian.decimal(worstJaccard, 2)}, предсказательная сила ${russian.decimal(predictionStrength, 2)})`,
  };
}

/** The nearest misses least demands, and of those its weakest segment comes back best. */
function noneMeets(candidates: readonly SegmentCountCandidate[]): Text {
  const nearest = candidates.reduce((a, b) =>
    b.misses.length < a.misses.length || (b.misses.length === a.misses.length && b.worstJaccard > a.worstJaccard)
      ? b
      : a,
  );
  const missed = inEachLanguage((language) => nearest.misses.map(({ sentence }) => sentence[language]).join("; "));
  return {
    en: `no number of segments meets all demands, so everybody is in one segment; ${nearest.k} came nearest (${missed.en})`,
    ru: `ни одно число сегментов не отвечает всем требованиям, поэтому сегмент один; ближе всего было ${nearest.k} (${missed.ru})`,
  };
}
