import { english } from "../language/english.ts";
import { russian } from "../language/russian.ts";
import { translations } from "../language/translations.ts";
import { writers } from "../language/writers.ts";
import type { StabilityCertificate, StabilityStatus } from "../stability/stability-certificate.ts";
import { type Card, numberColumn, refusedCard, textColumn } from "./card.ts";
import type { ReportModel } from "./report-model.ts";
import { segmentCell, segmentTitle } from "./segment-marks.ts";

/** Whether the segments come back when customers are drawn again. */
export function bootstrapCard(model: ReportModel): Card {
  const { stability, language } = model;
  const { status, reasons, threshold, segments } = stability.bootstrap;
  const { question, all, some, soft: softOnes, note, columns, stable } = texts[language].bootstrap;
  const { decimal, range } = writers[language];
  if (status === "refused") return refusedCard("bootstrap", question, joined(reasons, language), language);

  const soft = segments.flatMap(({ status, jaccard }, index) =>
    status === "passed" ? [] : [`${segmentTitle(model, index)} (${decimal(jaccard, 2)})`],
  );
  const needed = decimal(threshold.pass, 2);
  const count =
    soft.length === 0 ? all(segments.length, needed) : some(segments.length - soft.length, segments.length, needed);
  return {
    id: "bootstrap",
    question,
    answer: soft.length === 0 ? count : `${count} ${softOnes(soft.join(", "))}`,
    note: note(stability.bootstrap),
    table: {
      columns: [
        textColumn(columns.segment),
        numberColumn(columns.jaccard),
        numberColumn(columns.interval),
        textColumn(columns.stable),
      ],
      rows: segments.map(({ status, jaccard, lo, hi }, index) => [
        segmentCell(model, index),
        { text: decimal(jaccard, 3), tint: jaccard },
        range(decimal(lo, 2), decimal(hi, 2)),
        stable[status],
      ]),
    },
  };
}

/** Whether models of neighbouring windows divide the same customers alike. */
export function timeCard({ stability, language }: ReportModel): Card {
  const { status, reasons, threshold, pairs, worstAri, meanAri } = stability.time;
  const { question, agreement, note, columns } = texts[language].time;
  const { count, date, decimal } = writers[language];
  if (status === "refused") return refusedCard("time", question, joined(reasons, language), language);
  return {
    id: "time",
    question,
    answer: agreement(decimal(meanAri, 2), decimal(worstAri, 2), decimal(threshold.pass, 2)),
    note,
    table: {
      columns: [
        textColumn(columns.fitted),
        textColumn(columns.again),
        numberColumn(columns.customers),
        numberColumn(columns.ari),
      ],
      rows: pairs.map(({ fittedAsOf, refittedAsOf, customers, ari }) => [
        date(fittedAsOf),
        date(refittedAsOf),
        count(customers),
        { text: decimal(ari, 3), tint: ari },
      ]),
    },
  };
}

function joined(reasons: StabilityCertificate["reasons"], language: ReportModel["language"]): string {
  return reasons.map((reason) => reason[language]).join("; ");
}

type Bootstrap = StabilityCertificate["bootstrap"];

const texts = translations({
  en: {
    bootstrap: {
      question: "Do the segments come back when customers are drawn again?",
      all: (segments: number, needed: string) => `All ${segments} do, with a mean Jaccard of at least ${needed}.`,
      some: (firm: number, segments: number, needed: string) =>
        `${firm} of ${segments} do, with a mean Jaccard of at least ${needed}.`,
      soft: (segments: string) => `Treat as soft groups: ${segments}.`,
      note: ({ bootstraps, rows, of }: Bootstrap) =>
        `Jaccard with the segment fitted again, over ${english.counted(bootstraps, "bootstrap sample")} of ${english.count(rows)} of ${english.counted(of, "customer")}, with its 95% interval; 1 is the same customers every time.`,
      columns: { segment: "Segment", jaccard: "Jaccard", interval: "95% interval", stable: "Stable" },
      stable: { passed: "yes", warned: "with care", failed: "no", refused: "not judged" } satisfies Record<
        StabilityStatus,
        string
      >,
    },
    time: {
      question: "Do they hold from window to window?",
      agreement: (mean: string, worst: string, needed: string) =>
        `Models of neighbouring windows agree with an adjusted Rand index of ${mean} on average and ${worst} at worst; ${needed} is needed.`,
      note: "1 is the same division of the customers of the later window, 0 is what chance gives.",
      columns: {
        fitted: "Fitted as of",
        again: "Again as of",
        customers: "Customers",
        ari: "Adjusted Rand index",
      },
    },
  },
  ru: {
    bootstrap: {
      question: "Воспроизводятся ли сегменты на повторных выборках клиентов?",
      all: (segments, needed) => `Да, все (${segments}): средний коэффициент Жаккара не ниже ${needed}.`,
      some: (firm, segments, needed) =>
        `${firm} из ${segments} воспроизводятся: средний коэффициент Жаккара не ниже ${needed}.`,
      soft: (segments) => `Остальные — размытые группы: ${segments}.`,
      note: ({ bootstraps, rows, of }) =>
        `Коэффициент Жаккара с тем же сегментом, построенным заново: ${russian.counted(bootstraps, "бутстреп-выборка", "бутстреп-выборки", "бутстреп-выборок")}, в каждой ${russian.count(rows)} из ${russian.counted(of, "клиента", "клиентов", "клиентов")}; 95-процентный интервал. 1 — каждый раз те же клиенты.`,
      columns: {
        segment: "Сегмент",
        jaccard: "Коэффициент Жаккара",
        interval: "Интервал 95\u00a0%",
        stable: "Устойчив",
      },
      stable: { passed: "да", warned: "с осторожностью", failed: "нет", refused: "не оценено" },
    },
    time: {
      question: "Сохраняются ли они от окна к окну?",
      agreement: (mean, worst, needed) =>
        `Скорректированный индекс Рэнда моделей соседних окон: в среднем ${mean}, наименьший ${worst}; нужно ${needed}.`,
      note: "1 — клиенты более позднего окна разделены одинаково, 0 — как при случайном совпадении.",
      columns: {
        fitted: "Модель на",
        again: "Повторно на",
        customers: "Клиенты",
        ari: "Скорректированный индекс Рэнда",
      },
    },
  },
});
