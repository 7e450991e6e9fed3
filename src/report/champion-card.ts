import { sentence } from "../language/sentence.ts";
import { translations } from "../language/translations.ts";
import { writers } from "../language/writers.ts";
import { type Card, type Cell, textColumn } from "./card.ts";
import type { ReportModel } from "./report-model.ts";
import { segmentCell } from "./segment-marks.ts";

type Championship = ReportModel["championship"];

/** Which model put customers into segments, whether a new one took its place, and what became of each segment. */
export function championCard(model: ReportModel): Card {
  const { championship, language } = model;
  const { decision, usedAsOf, provisional, reasons, comparison } = championship;
  const { question, answers, young, note, columns, origins, fresh, gone } = texts[language];
  const { date, decimal, share } = writers[language];
  const answer = [
    answers[decision](date(usedAsOf)),
    ...reasons.map((reason) => sentence(reason[language])),
    ...(provisional ? [young] : []),
  ].join(" ");
  if (comparison === null) return { id: "champion", question, answer };
  const { segments, lost, ari, lo, sameId } = comparison;
  return {
    id: "champion",
    question,
    answer,
    note: note(decimal(ari, 2), decimal(lo, 2), share(sameId)),
    table: {
      columns: [textColumn(columns.segment), textColumn(columns.fitted)],
      rows: [
        ...inOrderOf(model, segments).map(({ id, origin, from, inDoubt }): Cell[] => [
          nameOf(model, id, fresh),
          origins[origin](from ?? "", inDoubt),
        ]),
        ...lost.map(({ id, into }): Cell[] => [nameOf(model, id, fresh), gone(into)]),
      ],
    },
  };
}

/** Segments in use first, in their order. */
function inOrderOf<T extends { readonly id: string }>({ segments }: ReportModel, compared: readonly T[]): T[] {
  const placeOf = ({ id }: T) => segments.findIndex((segment) => segment.id === id) >>> 0; // −1 comes last
  return [...compared].sort((a, b) => placeOf(a) - placeOf(b));
}

function nameOf(model: ReportModel, id: string, fresh: (id: string) => string): Cell {
  const index = model.segments.findIndex((segment) => segment.id === id);
  return index === -1 ? fresh(id) : segmentCell(model, index);
}

type Decision = Championship["decision"];
type Origin = NonNullable<Championship["comparison"]>["segments"][number]["origin"];

const texts = translations({
  en: {
    question: "Are these the same segments as last time?",
    answers: {
      none: (asOf: string) => `Customers are in the segments of the model of ${asOf}, as they were then.`,
      first: (asOf: string) => `There was no model in use: the one of ${asOf} is the champion from now on.`,
      promoted: (asOf: string) => `Yes, by a newer model: the one of ${asOf} took the champion's place.`,
      kept: (asOf: string) => `Yes: customers are in the segments of the champion, the model of ${asOf}.`,
      withheld: (asOf: string) => `There is no champion yet, and the model of ${asOf} did not become it.`,
    } satisfies Record<Decision, (asOf: string) => string>,
    young: "A part of the proof needs more history than there is, so this is provisional.",
    note: (ari: string, lo: string, sameId: string) =>
      `The champion and the model fitted on this run's window, on the same customers: adjusted Rand index ${ari} (5% quantile ${lo}), and ${sameId} of the customers in the same segment.`,
    columns: { segment: "Segment", fitted: "In the model fitted now" },
    origins: {
      kept: (_: string, inDoubt: boolean): string => (inDoubt ? "there, but not beyond doubt" : "there"),
      split: (from: string) => `new, most of it from ${from}`,
      born: () => "new",
    } satisfies Record<Origin, (from: string, inDoubt: boolean) => string>,
    fresh: (id: string) => `${id}, not in use`,
    gone: (into: string | null) => (into === null ? "gone" : `gone, most of it to ${into}`),
  },
  ru: {
    question: "Это те же сегменты, что и в прошлый раз?",
    answers: {
      none: (asOf) => `Клиенты распределены по сегментам модели на ${asOf}, как тогда.`,
      first: (asOf) => `Действующей модели не было: теперь действует модель на ${asOf}.`,
      promoted: (asOf) => `Да, но построены они новой моделью: действует модель на ${asOf}.`,
      kept: (asOf) => `Да: клиенты распределены по сегментам действующей модели на ${asOf}.`,
      withheld: (asOf) => `Действующей модели пока нет, и модель на ${asOf} ею не стала.`,
    },
    young: "Для части проверок истории пока не хватает, поэтому вывод предварительный.",
    note: (ari, lo, sameId) =>
      `Действующая модель и модель, построенная на окне этого запуска, на одних и тех же клиентах: скорректированный индекс Рэнда ${ari} (квантиль 5 % — ${lo}), ${sameId} клиентов в том же сегменте.`,
    columns: { segment: "Сегмент", fitted: "В построенной сейчас модели" },
    origins: {
      kept: (_, inDoubt) => (inDoubt ? "есть, но не вполне ясно, он ли это" : "есть"),
      split: (from) => `новый, в основном из ${from}`,
      born: () => "новый",
    },
    fresh: (id) => `${id}, не используется`,
    gone: (into) => (into === null ? "исчез" : `исчез, в основном перешёл в ${into}`),
  },
});
