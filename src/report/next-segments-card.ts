import { english } from "../language/english.ts";
import { noFigure } from "../language/number-words.ts";
import { russian } from "../language/russian.ts";
import { translations } from "../language/translations.ts";
import { writers } from "../language/writers.ts";
import { type Card, type Cell, numberColumn, refusedCard, textColumn } from "./card.ts";
import type { ReportModel } from "./report-model.ts";
import { stateCell } from "./segment-marks.ts";

/** How many customers of each segment are likely to stay, to fall and to rise, and how far such chances can be trusted. */
export function nextSegmentsCard(model: ReportModel): Card {
  const { nextSegments, language } = model;
  const { question, ordered, unordered, note, unjudged, judged, columns } = texts[language];
  if (nextSegments.status === "refused")
    return refusedCard("next-segments", question, nextSegments.reason[language], language);
  const { count, date, decimal, share } = writers[language];
  const { states, isOrdered, judgedOn } = nextSegments;
  const sum = (of: (state: (typeof states)[number]) => number | null) =>
    states.reduce((total, state) => total + (of(state) ?? 0), 0);
  const customers = sum((state) => state.customers);
  const falls = Math.round(sum((state) => state.falls));
  const rises = Math.round(sum((state) => state.rises));
  const moves = Math.round(customers - sum((state) => state.stays));
  const known = states.filter(({ calibrationError }) => calibrationError !== null);
  const error = known.reduce((total, state) => total + (state.calibrationError ?? 0) * state.customers, 0);
  const weight = known.reduce((total, state) => total + state.customers, 0);
  const expected = (value: number | null, of: number): Cell =>
    value === null ? noFigure : { text: count(Math.round(value)), detail: share(value / of), tint: value / of };
  return {
    id: "next-segments",
    question,
    answer: [
      isOrdered ? ordered({ customers, falls, rises }) : unordered(customers, moves),
      weight === 0 ? unjudged : judged(date(judgedOn), decimal((100 * error) / weight, 1)),
    ].join(" "),
    note,
    table: {
      columns: [
        textColumn(columns.state),
        numberColumn(columns.customers),
        numberColumn(columns.stays),
        ...(isOrdered ? [numberColumn(columns.falls), numberColumn(columns.rises)] : [numberColumn(columns.moves)]),
        numberColumn(columns.gain, columns.gainMeaning),
        numberColumn(columns.error, columns.errorMeaning),
      ],
      rows: states.map(({ id, customers: own, stays, falls, rises, gain, calibrationError }): Cell[] => [
        stateCell(model, id),
        count(own),
        expected(stays, own),
        ...(isOrdered ? [expected(falls, own), expected(rises, own)] : [expected(own - stays, own)]),
        share(gain),
        decimal(calibrationError === null ? null : 100 * calibrationError, 1),
      ]),
    },
  };
}

interface OrderedWords {
  readonly customers: number;
  readonly falls: number;
  readonly rises: number;
}

const texts = translations({
  en: {
    question: "Who is likely to move next?",
    ordered: ({ customers, falls, rises }: OrderedWords) =>
      `Of ${english.counted(customers, "customer")}, about ${english.count(falls)} are expected to be in a segment of less value one window later and ${english.count(rises)} in one of more. Who they are is in customers.parquet: sort by fall_probability or rise_probability.`,
    unordered: (customers: number, moves: number) =>
      `Of ${english.counted(customers, "customer")}, about ${english.count(moves)} are expected to be in another segment one window later. Who they are is in customers.parquet: sort by move_probability.`,
    judged: (date: string, points: string) =>
      `In the moves after ${date}, which they were not learned from, such chances were off by ${points} points on average.`,
    unjudged: "They go by the segment alone: features told no more than that.",
    note: "Sums of the chances of each customer. Fall and rise go by what customers of a segment bring in one window on average; dormant customers and those who never bought count as 0. The dots: customers of a segment by tenths of their chance of leaving it, and how many did, with 95% intervals; right chances lie on the line.",
    columns: {
      state: "Segment",
      customers: "Customers",
      stays: "Stay",
      falls: "Fall",
      rises: "Rise",
      moves: "Move",
      gain: "Told by features",
      gainMeaning:
        "by how much the log loss of the last pair of windows falls when features are known and not the segment alone; a dash where they tell no more",
      error: "Off by, points",
      errorMeaning: "mean distance of the foretold and the observed share of movers, over tenths of the customers",
    },
  },
  ru: {
    question: "Кто, вероятно, скоро сменит сегмент?",
    ordered: ({ customers, falls, rises }) =>
      `Через одно окно из ${russian.counted(customers, "клиента", "клиентов", "клиентов")} в сегменте меньшей ценности окажутся примерно ${russian.count(falls)}, большей — ${russian.count(rises)}. Кто именно — в таблице клиентов, если упорядочить её по fall_probability или rise_probability.`,
    unordered: (customers, moves) =>
      `Через одно окно из ${russian.counted(customers, "клиента", "клиентов", "клиентов")} в другом сегменте окажутся примерно ${russian.count(moves)}. Кто именно — в таблице клиентов, если упорядочить её по move_probability.`,
    judged: (date, points) =>
      `На переходах после ${date}, по которым модель не училась, такие вероятности ошибались в среднем на ${points} процентного пункта.`,
    unjudged: "Они исходят только из сегмента: признаки не сказали больше.",
    note: "Суммы вероятностей по клиентам. Меньше и больше — по тому, сколько клиенты сегмента в среднем приносят за окно; спящие и ещё не покупавшие считаются за 0. Точки: клиенты сегмента по десятым долям вероятности уйти из него и сколько ушло на деле, с 95-процентными интервалами; верные вероятности лежат на линии.",
    columns: {
      state: "Сегмент",
      customers: "Клиенты",
      stays: "Останутся",
      falls: "Ниже",
      rises: "Выше",
      moves: "Перейдут",
      gain: "Говорят признаки",
      gainMeaning:
        "на сколько падают логарифмические потери на последней паре окон, если знать признаки, а не только сегмент; прочерк — признаки не говорят больше",
      error: "Ошибка, п. п.",
      errorMeaning: "среднее расстояние между предсказанной и наблюдаемой долей ушедших по десятым долям клиентов",
    },
  },
});
