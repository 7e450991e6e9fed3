import { sentence } from "../language/sentence.ts";
import { translations } from "../language/translations.ts";
import { writers } from "../language/writers.ts";
import { type Card, type Cell, numberColumn, refusedCard, textColumn } from "./card.ts";
import type { ReportModel } from "./report-model.ts";
import { segmentCell, segmentTitle } from "./segment-marks.ts";

/** Who is in each segment in at most three questions, what they bring later, and whether anybody can act on it. */
export function meaningCard(model: ReportModel): Card {
  const { stability, language } = model;
  const { status, reasons, thresholds, later, segments } = stability.meaning;
  const { question, all, note, period, columns, or, versus, act, unknown } = texts[language];
  const { decimal, date, share } = writers[language];
  if (status === "refused")
    return refusedCard("meaning", question, reasons.map((reason) => reason[language]).join("; "), language);
  const money = (value: number) => writers[language].money(value, model.currency);
  const placeOf = (id: string | null) => model.segments.findIndex((segment) => segment.id === id);
  const titleOf = (id: string | null) => (placeOf(id) === -1 ? String(id) : segmentTitle(model, placeOf(id)));
  return {
    id: "meaning",
    question,
    answer: status === "passed" ? all : reasons.map((reason) => sentence(reason[language])).join(" "),
    note: [
      note(decimal(thresholds.balancedAccuracy, 2), share(thresholds.share), decimal(thresholds.delta, 3)),
      ...(later === null ? [] : [period(date(later.from), date(later.until), decimal(later.eta2, 3))]),
    ].join(" "),
    table: {
      columns: [
        textColumn(columns.segment),
        textColumn(columns.who),
        numberColumn(columns.reach, columns.reachMeaning),
        numberColumn(columns.told, columns.toldMeaning),
        textColumn(columns.later, columns.laterMeaning),
        textColumn(columns.act),
      ],
      rows: segments.map((segment): Cell[] => [
        placeOf(segment.id) === -1 ? segment.name[language] : segmentCell(model, placeOf(segment.id)),
        segment.rules.map((rule) => rule[language]).join(or),
        segment.reachableShare === null ? unknown : share(segment.reachableShare),
        segment.balancedAccuracy === null
          ? decimal(null, 2)
          : { text: decimal(segment.balancedAccuracy, 2), tint: Math.max(0, 2 * segment.balancedAccuracy - 1) },
        segment.later === null
          ? unknown
          : {
              text: decimal(segment.later.delta, 2),
              detail: versus(titleOf(segment.nearest), money(segment.later.mean), money(segment.later.nearestMean)),
            },
        act(segment.actionable, titleOf(segment.mergeInto)),
      ]),
    },
  };
}

const texts = translations({
  en: {
    question: "Who is in each segment, and can you act on it?",
    all: "Every segment is large enough, told by three questions, and later brings other revenue than the one nearest to it.",
    note: (accuracy: string, share: string, delta: string) =>
      `The questions imitate the segments, which are drawn by all features together; needed are a balanced accuracy of ${accuracy}, ${share} of the customers, and a later revenue that differs from that of the nearest segment, by ranks (Cliff's delta beyond ${delta}) or by a quarter on average. The same as SQL is in stability.json.`,
    period: (from: string, until: string, eta2: string) =>
      `Later revenue is that from ${from} to ${until}, of customers in segments as of its beginning (eta² over all segments ${eta2}).`,
    columns: {
      segment: "Segment",
      who: "Who",
      reach: "Reachable",
      reachMeaning: "Customers who agreed to at least one channel.",
      told: "Told rightly",
      toldMeaning: "Mean of the shares of members and of others whom the questions tell rightly; 0.50 is guessing.",
      later: "Later revenue",
      laterMeaning:
        "Cliff's delta against the nearest segment: how much more often its customers bring more than less, −1 to 1.",
      act: "Act on it",
    },
    or: "; or ",
    versus: (other: string, own: string, theirs: string) => `against ${other}; on average ${own} and ${theirs}`,
    act: (actionable: boolean, other: string): string => (actionable ? "yes" : `hard; could merge with ${other}`),
    unknown: "not known",
  },
  ru: {
    question: "Кто в каждом сегменте и можно ли с ним работать?",
    all: "Каждый сегмент достаточно велик, определяется по трём вопросам и позже приносит иную выручку, чем ближайший к нему.",
    note: (accuracy, share, delta) =>
      `Вопросы лишь повторяют сегменты, которые построены по всем признакам сразу; нужны сбалансированная точность ${accuracy}, доля клиентов ${share} и выручка, которая отличается от ближайшего сегмента по рангам (дельта Клиффа больше ${delta}) или на четверть в среднем. Те же условия на языке запросов — в файле сертификата.`,
    period: (from, until, eta2) =>
      `Поздняя выручка — с ${from} по ${until}, у клиентов в сегментах на начало этого срока (η² по всем сегментам ${eta2}).`,
    columns: {
      segment: "Сегмент",
      who: "Кто",
      reach: "Можно связаться",
      reachMeaning: "Клиенты, давшие согласие хотя бы на один канал.",
      told: "Определено верно",
      toldMeaning: "Среднее долей верно определённых клиентов сегмента и остальных; 0,50 — угадывание.",
      later: "Поздняя выручка",
      laterMeaning:
        "Дельта Клиффа относительно ближайшего сегмента: насколько чаще его клиенты приносят больше, чем меньше, от −1 до 1.",
      act: "Работать с ним",
    },
    or: "; или ",
    versus: (other, own, theirs) => `относительно «${other}»; в среднем ${own} и ${theirs}`,
    act: (actionable, other) => (actionable ? "да" : `трудно; можно объединить с «${other}»`),
    unknown: "неизвестно",
  },
});
