import { english } from "../language/english.ts";
import { russian } from "../language/russian.ts";
import { translations } from "../language/translations.ts";
import type { SegmentationKind } from "../segments/choice/segment-count.ts";

/** How far something that was judged, so not refused, holds. */
export type Held = "passed" | "warned" | "failed";

/** The sentences of a certificate. */
export const certificateTexts = translations({
  en: {
    weak: (id: string, name: string, jaccard: number, needed: number) =>
      `${id} (${name}) comes back with Jaccard ${english.decimal(jaccard, 2)}, needed ${english.decimal(needed, 2)}`,
    apart: (fittedAsOf: string, refittedAsOf: string, ari: number, needed: number) =>
      `the models of ${fittedAsOf} and ${refittedAsOf} agree with ARI ${english.decimal(ari, 2)}, needed ${english.decimal(needed, 2)}`,
    decisive: (window: string) =>
      `without the window of ${window} alone, the agreement over time would be better judged`,
    reproduced: (held: Held, k: number, weakest: number) => {
      const how = { passed: "come back", warned: "mostly come back", failed: "do not all come back" }[held];
      return `The ${k} segments ${how} when customers are drawn again (weakest Jaccard ${english.decimal(weakest, 2)})`;
    },
    kept: (held: Held, lowest: number, pairs: number) => {
      const how = { passed: "agree", warned: "agree in part", failed: "do not agree" }[held];
      return `models of neighbouring windows ${how} (lowest ARI ${english.decimal(lowest, 2)} over ${english.counted(pairs, "pair")})`;
    },
    unjudged: (reasons: string) => `their stability over time is not judged: ${reasons}`,
    notMeasured: "it was not measured for this number of segments",
    independent: (p: number) =>
      `the segments are no tighter than in columns dealt out at random (p ${english.decimal(p, 2)}), so they may only cross features that have nothing to do with each other`,
    loose: (strength: number, needed: number) =>
      `segments of one half of the base keep pairs of customers together in the other with strength ${english.decimal(strength, 2)}, needed ${english.decimal(needed, 2)}`,
    noChampion: "there was no model in use to compare with",
    differ: (lo: number, sameId: number) =>
      `the model in use and the one fitted now differ: 5% quantile of ARI ${english.decimal(lo, 2)}, ${english.share(sameId)} of the customers keep their segment`,
    nothingToReproduce: "one segment holds everyone, so there is nothing to reproduce",
    kinds: {
      natural: "They are natural groups: they stand apart more than in data without groups.",
      reproducible: "They are a useful cut of a continuum, not groups that stand apart.",
      unstable: "Part of the evidence for them does not hold, so they are neither natural groups nor a cut to rely on.",
    } satisfies Record<SegmentationKind, string>,
    nothingToJudge: "One segment: there is nothing whose stability could be judged.",
  },
  ru: {
    weak: (id, name, jaccard, needed) =>
      `${id} (${name}) воспроизводится слабо: коэффициент Жаккара ${russian.decimal(jaccard, 2)}, нужно ${russian.decimal(needed, 2)}`,
    apart: (fittedAsOf, refittedAsOf, ari, needed) =>
      `модели на ${russian.date(fittedAsOf)} и на ${russian.date(refittedAsOf)} согласуются слабо: ARI ${russian.decimal(ari, 2)}, нужно ${russian.decimal(needed, 2)}`,
    decisive: (window) =>
      `без одного только окна на ${russian.date(window)} согласованность во времени оценивалась бы выше`,
    reproduced: (held, k, weakest) => {
      const which = { passed: "Все сегменты", warned: "Сегменты в основном", failed: "Не все сегменты" }[held];
      return `${which} воспроизводятся на повторных выборках клиентов (всего ${k}, наименьший коэффициент Жаккара ${russian.decimal(weakest, 2)})`;
    },
    kept: (held, lowest, pairs) => {
      const how = { passed: "согласуются", warned: "согласуются частично", failed: "не согласуются" }[held];
      return `модели соседних окон ${how} (наименьший ARI ${russian.decimal(lowest, 2)} на ${russian.counted(pairs, "паре", "парах", "парах")})`;
    },
    unjudged: (reasons) => `их устойчивость во времени не оценена: ${reasons}`,
    notMeasured: "для такого числа сегментов не измерено",
    independent: (p) =>
      `сегменты не плотнее, чем при случайно перемешанных столбцах (p ${russian.decimal(p, 2)}): возможно, это лишь пересечения не связанных между собой признаков`,
    loose: (strength, needed) =>
      `сегменты одной половины базы удерживают пары клиентов вместе в другой с силой ${russian.decimal(strength, 2)}, нужно ${russian.decimal(needed, 2)}`,
    noChampion: "действующей модели для сравнения не было",
    differ: (lo, sameId) =>
      `действующая и построенная сейчас модели расходятся: квантиль 5 % ARI ${russian.decimal(lo, 2)}, в своём сегменте остаются ${russian.share(sameId)} клиентов`,
    nothingToReproduce: "все клиенты в одном сегменте, воспроизводить нечего",
    kinds: {
      natural: "Это естественные группы: они обособлены сильнее, чем в данных без групп.",
      reproducible: "Это удобное деление непрерывного множества клиентов, а не обособленные группы.",
      unstable: "Часть проверок не пройдена, поэтому это не естественные группы и не надёжное деление.",
    },
    nothingToJudge: "Сегмент один: устойчивость оценивать не у чего.",
  },
});
