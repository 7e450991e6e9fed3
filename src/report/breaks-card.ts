import { sentence } from "../language/sentence.ts";
import { translations } from "../language/translations.ts";
import { writers } from "../language/writers.ts";
import { type Card, type Cell, numberColumn, refusedCard, textColumn } from "./card.ts";
import type { ReportModel } from "./report-model.ts";
import { segmentCell } from "./segment-marks.ts";

/** What customers of each segment spend in every step, and whether that broke at some time. */
export function breaksCard(model: ReportModel): Card {
  const { stability, language, currency } = model;
  const { reasons, status, steps, segments } = stability.breaks;
  const { question, none, note, columns } = texts[language];
  const { date, amount, decimal } = writers[language];
  if (status === "refused")
    return refusedCard("breaks", question, reasons.map((reason) => reason[language]).join("; "), language);
  return {
    id: "breaks",
    question,
    answer: status === "passed" ? none : reasons.map((reason) => sentence(reason[language])).join(" "),
    note: note(currency.code),
    table: {
      columns: [
        textColumn(columns.segment),
        ...steps.map(({ from }) => numberColumn(date(from))),
        textColumn(columns.most, columns.mostMeaning),
      ],
      rows: segments.map(({ id, name, means, anywhere }): Cell[] => {
        const place = model.segments.findIndex((segment) => segment.id === id);
        const broken =
          anywhere !== null && anywhere.q <= 0.05 ? steps.findIndex(({ from }) => from === anywhere.at) : -1;
        return [
          place === -1 ? name[language] : segmentCell(model, place),
          ...means.map(
            (mean, step): Cell =>
              broken !== -1 && step >= broken ? { text: amount(mean, currency), tint: 0.4 } : amount(mean, currency),
          ),
          anywhere === null ? "–" : { text: date(anywhere.at), detail: `q ${decimal(anywhere.q, 3)}` },
        ];
      }),
    },
  };
}

const texts = translations({
  en: {
    question: "Did spending in any segment break?",
    none: "No: what a customer of each segment spends from window to window keeps its level, as far as these steps can tell.",
    note: (currency: string) =>
      `Net revenue per customer, in ${currency}, from the day in the heading to the next: of customers who were in the segment on that day, by one model. Tinted from a break on that is found at 5% over all segments.`,
    columns: {
      segment: "Segment",
      most: "Most like a break",
      mostMeaning:
        "The step from which on the level differs most from before (Andrews' supF), and the chance of that without a break.",
    },
  },
  ru: {
    question: "Изменились ли резко траты в каком-либо сегменте?",
    none: "Нет: траты клиента каждого сегмента от окна к окну держатся на своём уровне, насколько это видно по этим шагам.",
    note: (currency) =>
      `Чистая выручка на клиента, ${currency}, с даты в заголовке до следующей: по клиентам, которые в этот день были в сегменте, по одной модели. Выделено после излома, найденного на уровне 5 % по всем сегментам.`,
    columns: {
      segment: "Сегмент",
      most: "Больше всего похоже на излом",
      mostMeaning:
        "Шаг, с которого уровень сильнее всего отличается от прежнего (критерий Эндрюса), и вероятность этого без излома.",
    },
  },
});
