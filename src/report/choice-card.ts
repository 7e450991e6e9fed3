import { english } from "../language/english.ts";
import { russian } from "../language/russian.ts";
import { sentence } from "../language/sentence.ts";
import type { Language } from "../language/text.ts";
import { translations } from "../language/translations.ts";
import { writers } from "../language/writers.ts";
import type { Demand, NullModel, SegmentationKind, SegmentCountCandidate } from "../segments/choice/segment-count.ts";
import { type Card, type Cell, numberColumn, textColumn } from "./card.ts";
import type { ReportModel } from "./report-model.ts";

/** Why there are as many segments as there are, and what every other number of them was like. */
export function choiceCard({ choice, language }: Pick<ReportModel, "choice" | "language">): Card {
  const { question, columns, note, kinds } = texts[language];
  const { reason, kind, candidates, unmeasured } = choice;
  const answer = [sentence(reason[language]), ...(kind === null ? [] : [kinds[kind]])].join(" ");
  if (candidates.length === 0) return { id: "choice", question, answer };
  return {
    id: "choice",
    question,
    answer,
    note: [note(choice), ...unmeasured.map((text) => sentence(text[language]))].join(" "),
    table: {
      columns: [
        numberColumn(columns.k),
        numberColumn(columns.smallest, columns.smallestMeaning),
        numberColumn(columns.jaccard, columns.jaccardMeaning),
        numberColumn(columns.strength, columns.strengthMeaning),
        numberColumn(columns.time, columns.timeMeaning),
        numberColumn(columns.revenue, columns.revenueMeaning),
        numberColumn(columns.gap, columns.gapMeaning),
        numberColumn(columns.silhouette, columns.silhouetteMeaning),
        textColumn(columns.misses),
      ],
      rows: candidates.map((candidate) => rowOf(candidate, candidate.k === choice.k, language)),
    },
  };
}

function rowOf(candidate: SegmentCountCandidate, taken: boolean, language: Language): Cell[] {
  const { decimal, share } = writers[language];
  const { chosen, missed, meetsAll, plusMinus } = texts[language];
  const { k, smallestShare, worstJaccard, predictionStrength, timeAri, revenue, silhouette, misses } = candidate;
  return [
    taken ? { text: String(k), detail: chosen, tint: 1 } : String(k),
    share(smallestShare),
    tinted(worstJaccard, language),
    tinted(predictionStrength, language),
    timeAri === null ? decimal(null, 2) : tinted(timeAri, language),
    revenue === null
      ? decimal(null, 2)
      : { text: decimal(revenue.eta2, 3), detail: plusMinus(decimal(revenue.se, 3)), tint: revenue.eta2 },
    gapCell(candidate, language),
    decimal(silhouette, 2),
    misses.length === 0 ? meetsAll : misses.map(({ demand }) => missed[demand]).join(", "),
  ];
}

function tinted(value: number, language: Language): Cell {
  return { text: writers[language].decimal(value, 2), tint: Math.max(0, value) };
}

/** The smallest gap, and the data without groups it is against. */
function gapCell({ gaps }: SegmentCountCandidate, language: Language): Cell {
  const { signed, decimal } = writers[language];
  if (gaps.length === 0) return decimal(null, 2);
  const { against, gap, p } = gaps.reduce((a, b) => (b.p > a.p ? b : a));
  const { nulls, chance, chanceBelow } = texts[language];
  return {
    text: signed(gap, 2),
    detail: `${nulls[against]}, ${p < 0.001 ? chanceBelow(decimal(0.001, 3)) : chance(decimal(p, 3))}`,
  };
}

const texts = translations({
  en: {
    question: "Why this many segments?",
    kinds: {
      natural: "They are natural groups: they stand apart more than in data without groups.",
      reproducible: "They are a useful cut of a continuum: data without groups are cut as clearly.",
      unstable: "They are unstable: part of the evidence for them does not hold.",
    } satisfies Record<SegmentationKind, string>,
    chosen: "taken",
    meetsAll: "–",
    plusMinus: (se: string) => `± ${se}`,
    chance: (p: string) => `p ${p}`,
    chanceBelow: (p: string) => `p < ${p}`,
    nulls: { box: "even spread", gaussian: "one cloud", permuted: "shuffled columns" } satisfies Record<
      NullModel,
      string
    >,
    missed: {
      size: "smallest segment",
      jaccard: "Jaccard",
      "prediction strength": "prediction strength",
      time: "agreement over time",
    } satisfies Record<Demand, string>,
    note: ({ rows, bootstraps }: { rows: number; bootstraps: number }) =>
      `Judged on ${english.counted(rows, "customer")} with ${english.counted(bootstraps, "bootstrap")} for each number. A number must miss nothing; of those that tell of later revenue within one standard error of the best, the largest is taken.`,
    columns: {
      k: "Segments",
      smallest: "Smallest",
      smallestMeaning: "share of customers in the smallest segment",
      jaccard: "Jaccard",
      jaccardMeaning: "how well the weakest segment comes back when customers are drawn again; 1 is the same customers",
      strength: "Prediction strength",
      strengthMeaning: "share of pairs that segments of one half of the customers keep together in the other half",
      time: "Over time",
      timeMeaning:
        "adjusted Rand index of the models of two neighbouring windows, on the customers of the later one; the worst pair",
      revenue: "Later revenue",
      revenueMeaning: "eta²: share of the variance of revenue after the window before that lies between its segments",
      gap: "Gap",
      gapMeaning:
        "how much tighter the segments are than in data without groups, in logs; the kind of such data it is least clear of",
      silhouette: "Silhouette",
      silhouetteMeaning: "how much nearer customers are to their own segment than to the next; for information",
      misses: "Misses",
    },
  },
  ru: {
    question: "Почему сегментов именно столько?",
    kinds: {
      natural: "Это естественные группы: они обособлены сильнее, чем в данных без групп.",
      reproducible: "Это удобное деление непрерывного множества клиентов: данные без групп делятся не менее чётко.",
      unstable: "Они неустойчивы: часть проверок не пройдена.",
    },
    chosen: "выбрано",
    meetsAll: "–",
    plusMinus: (se) => `± ${se}`,
    chance: (p) => `p ${p}`,
    chanceBelow: (p) => `p < ${p}`,
    nulls: { box: "равномерные данные", gaussian: "одно облако", permuted: "перемешанные столбцы" },
    missed: {
      size: "наименьший сегмент",
      jaccard: "коэффициент Жаккара",
      "prediction strength": "предсказательная сила",
      time: "согласие во времени",
    },
    note: ({ rows, bootstraps }) =>
      `Оценено по ${russian.counted(rows, "клиенту", "клиентам", "клиентам")}, ${russian.counted(bootstraps, "бутстреп-выборка", "бутстреп-выборки", "бутстреп-выборок")} на каждое число сегментов. Подходит число, при котором выполнены все требования; среди тех, что связаны с будущей выручкой не слабее лучшего более чем на одну стандартную ошибку, берётся наибольшее.`,
    columns: {
      k: "Сегменты",
      smallest: "Наименьший",
      smallestMeaning: "доля клиентов в наименьшем сегменте",
      jaccard: "Коэффициент Жаккара",
      jaccardMeaning: "насколько воспроизводится самый слабый сегмент на повторных выборках; 1 — те же клиенты",
      strength: "Предсказательная сила",
      strengthMeaning: "доля пар клиентов, которые остаются вместе в сегментах, построенных по другой половине",
      time: "Во времени",
      timeMeaning: "скорректированный индекс Рэнда моделей двух соседних окон на клиентах более позднего; худшая пара",
      revenue: "Будущая выручка",
      revenueMeaning:
        "эта²: доля дисперсии выручки после предыдущего окна, которая приходится на различия его сегментов",
      gap: "Разрыв",
      gapMeaning:
        "насколько сегменты плотнее, чем в данных без групп, в логарифмах; указан вид таких данных, от которого отличие наименее ясно",
      silhouette: "Силуэт",
      silhouetteMeaning: "насколько клиенты ближе к своему сегменту, чем к соседнему; для сведения",
      misses: "Не выполнено",
    },
  },
});
