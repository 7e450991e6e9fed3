import { sentence } from "../language/sentence.ts";
import type { Language } from "../language/text.ts";
import { translations } from "../language/translations.ts";
import { writers } from "../language/writers.ts";
import type { MovedDistribution } from "../stability/drift/window-drift.ts";
import { type Card, type Cell, numberColumn, refusedCard, textColumn } from "./card.ts";
import { wordsOfUnit } from "./contrasts-card.ts";
import type { ReportModel } from "./report-model.ts";

/** What moved between an earlier window and the newest: the sizes of the segments, and the features behind them. */
export function driftCard(model: Pick<ReportModel, "stability" | "currency" | "language">): Card {
  const { stability, language } = model;
  const { reasons, found } = stability.drift;
  const { question, still, note, columns, sizes } = texts[language];
  const { date, count, decimal } = writers[language];
  if (found === null)
    return refusedCard("drift", question, reasons.map((reason) => reason[language]).join("; "), language);
  const { from, customers, shares, features, centroids } = found;
  const farthest = Math.max(0, ...centroids.map(({ shift }) => shift ?? 0));
  return {
    id: "drift",
    question,
    answer: reasons.length === 0 ? still(date(from)) : reasons.map((reason) => sentence(reason[language])).join(" "),
    note: note(count(customers.before), count(customers.now), decimal(farthest, 2)),
    table: {
      columns: [
        textColumn(columns.what),
        numberColumn("PSI", columns.psiMeaning),
        numberColumn(columns.unchanged, columns.unchangedMeaning),
        textColumn(columns.verdict),
        numberColumn(columns.ks, columns.ksMeaning),
        numberColumn(columns.distance, columns.distanceMeaning),
      ],
      rows: [
        [sizes, ...figuresOf(shares, language), "", ""],
        ...features.map((feature): Cell[] => [
          // Levels of a category have no unit.
          feature.ks === null
            ? feature.title[language]
            : { text: feature.title[language], detail: wordsOfUnit(model, feature.unit) },
          ...figuresOf(feature, language),
          feature.ks === null ? "" : decimal(feature.ks.d, 3),
          feature.wasserstein === null ? "" : writers[language].significant(feature.wasserstein),
        ]),
      ],
    },
  };
}

function figuresOf({ psi, unchanged, verdict }: MovedDistribution, language: Language): Cell[] {
  const { decimal } = writers[language];
  return [{ text: decimal(psi, 3), tint: Math.min(1, psi) }, decimal(unchanged, 3), texts[language].verdicts[verdict]];
}

const texts = translations({
  en: {
    question: "Have the customers changed?",
    still: (from: string) =>
      `Hardly since ${from}: nothing passes a stability index of 0.10 beyond what sampling explains.`,
    note: (before: string, now: string, farthest: string) =>
      `${before} customers of the earlier window against ${now} of the newest, by one model; where windows overlap, customers are in both, and alarms are rarer. The middle of the segment that moved most did so by ${farthest} of the distance its customers had to it.`,
    sizes: "Sizes of the segments",
    columns: {
      what: "What",
      psiMeaning: "Population stability index: 0 is no change; from 0.10 on moderate, from 0.25 on shifted.",
      unchanged: "Unchanged",
      unchangedMeaning: "What customers who have not changed pass once in twenty times.",
      verdict: "Verdict",
      ks: "Kolmogorov–Smirnov",
      ksMeaning: "Largest distance of the two distribution functions.",
      distance: "Moved by",
      distanceMeaning: "How far a value moved on average, in the unit of the feature (Wasserstein distance).",
    },
    verdicts: { stable: "stable", moderate: "moderate", shifted: "shifted" } satisfies Record<
      MovedDistribution["verdict"],
      string
    >,
  },
  ru: {
    question: "Изменились ли клиенты?",
    still: (from) =>
      `С ${from} почти нет: ни один индекс стабильности не превышает 0,10 сверх того, что объясняет случайность.`,
    note: (before, now, farthest) =>
      `Клиентов более раннего окна: ${before}, последнего: ${now}; модель одна. Если окна пересекаются, часть клиентов общая, и отклонения замечаются реже. Сильнее всего сместилась середина одного сегмента: на ${farthest} среднего расстояния его клиентов до неё.`,
    sizes: "Размеры сегментов",
    columns: {
      what: "Что",
      psiMeaning: "Индекс стабильности: 0 — без изменений, от 0,10 — умеренные, от 0,25 — сдвиг.",
      unchanged: "Без изменений",
      unchangedMeaning: "Что клиенты, которые не изменились, превышают один раз из двадцати.",
      verdict: "Вывод",
      ks: "Колмогоров — Смирнов",
      ksMeaning: "Наибольшее расстояние между двумя функциями распределения.",
      distance: "Сдвиг",
      distanceMeaning: "Насколько в среднем изменилось значение, в единицах признака (расстояние Вассерштейна).",
    },
    verdicts: { stable: "без изменений", moderate: "умеренные изменения", shifted: "сдвиг" },
  },
});
