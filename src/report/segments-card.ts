import { english } from "../language/english.ts";
import { russian } from "../language/russian.ts";
import { translations } from "../language/translations.ts";
import { writers } from "../language/writers.ts";
import { type Card, numberColumn, textColumn } from "./card.ts";
import type { ReportModel, ReportSegment } from "./report-model.ts";
import { segmentCell, segmentTitle } from "./segment-marks.ts";

/** Who the segments are: size, part in revenue and lifetime value, and how they buy. */
export function segmentsCard(model: ReportModel): Card {
  const { question, columns } = texts[model.language];
  const { amount, count, decimal, share } = writers[model.language];
  return {
    id: "segments",
    question,
    answer: `${strongest(model)} ${unclustered(model)}`.trim(),
    table: {
      columns: [
        textColumn(columns.segment),
        numberColumn(columns.customers),
        numberColumn(columns.share, columns.shareMeaning),
        numberColumn(columns.revenue, columns.revenueMeaning),
        numberColumn("LTV", columns.ltvMeaning),
        numberColumn(columns.ordersEach, columns.ordersEachMeaning),
        numberColumn(`${columns.averageOrder}, ${model.currency.code}`),
        numberColumn(columns.repeat, columns.repeatMeaning),
      ],
      rows: model.segments.map((segment, index) => [
        segmentCell(model, index),
        count(segment.size),
        share(segment.share),
        share(segment.revenueShare),
        share(segment.ltvShare),
        decimal(ordersEach(segment), 1),
        amount(segment.figures.averageOrder, model.currency),
        share(segment.figures.repeatShare),
      ]),
    },
  };
}

/** The segment that brings the most revenue for its size. */
function strongest(model: ReportModel): string {
  const { nobody, division, lead } = texts[model.language];
  const { share } = writers[model.language];
  const lift = (segment: ReportSegment) => (segment.share > 0 ? (segment.revenueShare ?? 0) / segment.share : 0);
  const index = model.segments.reduce((best, segment, i) => (lift(segment) > lift(model.segments[best]) ? i : best), 0);
  const segment = model.segments[index];
  if (segment === undefined) return nobody;
  if (segment.revenueShare === null || model.segments.length === 1) {
    return division(model.segments.length, total(model));
  }
  return lead(segmentTitle(model, index), share(segment.share), share(segment.revenueShare));
}

function unclustered({ unclustered: states, run, language }: ReportModel): string {
  const { notClustered, neverBought, dormant, inState, and } = texts[language];
  const { date } = writers[language];
  const parts = states
    .filter(({ size }) => size > 0)
    .map(({ id, size }) => {
      if (id === "none") return neverBought(size);
      if (id === "dormant") return dormant(size, date(run.lookback.from), date(run.lookback.until));
      return inState(size, id);
    });
  return parts.length === 0 ? "" : `${notClustered}: ${parts.join(and)}.`;
}

function ordersEach({ figures }: ReportSegment): number | null {
  if (figures.customers === null || figures.orders === null) return null;
  return figures.customers === 0 ? null : figures.orders / figures.customers;
}

function total(model: ReportModel): number {
  return model.segments.reduce((sum, { size }) => sum + size, 0);
}

const texts = translations({
  en: {
    question: "Who are the segments?",
    nobody: "Nobody was clustered.",
    division: (segments: number, customers: number) =>
      `${english.counted(segments, "segment")} of ${english.counted(customers, "customer")}.`,
    lead: (segment: string, share: string, revenueShare: string) =>
      `${segment} is ${share} of the customers and brings ${revenueShare} of the revenue.`,
    notClustered: "Not clustered",
    neverBought: (customers: number) => `${english.counted(customers, "customer")} never bought`,
    dormant: (customers: number, from: string, until: string) =>
      `${english.counted(customers, "customer")} had no order in the look-back (${from} to ${until})`,
    inState: (customers: number, id: string) => `${english.counted(customers, "customer")} in state ${id}`,
    and: " and ",
    columns: {
      segment: "Segment",
      customers: "Customers",
      share: "Share",
      shareMeaning: "of the clustered customers",
      revenue: "Revenue",
      revenueMeaning: "part of the revenue of the clustered customers over the look-back",
      ltvMeaning: "part of the expected lifetime value of everyone",
      ordersEach: "Orders each",
      ordersEachMeaning: "orders per customer over the whole history",
      averageOrder: "Average order",
      repeat: "Repeat",
      repeatMeaning: "customers with two orders or more",
    },
  },
  ru: {
    question: "Какие есть сегменты?",
    nobody: "По сегментам никто не распределён.",
    division: (segments, customers) =>
      `${russian.counted(segments, "сегмент", "сегмента", "сегментов")}, ${russian.counted(customers, "клиент", "клиента", "клиентов")}.`,
    lead: (segment, share, revenueShare) => `${segment}: ${share} клиентов приносят ${revenueShare} выручки.`,
    notClustered: "Вне сегментов",
    neverBought: (customers) => `${russian.counted(customers, "клиент", "клиента", "клиентов")} без единой покупки`,
    dormant: (customers, from, until) =>
      `${russian.counted(customers, "клиент", "клиента", "клиентов")} без заказов за период с ${from} до ${until}`,
    inState: (customers, id) => `${russian.counted(customers, "клиент", "клиента", "клиентов")} в состоянии ${id}`,
    and: " и ",
    columns: {
      segment: "Сегмент",
      customers: "Клиенты",
      share: "Доля",
      shareMeaning: "среди клиентов, распределённых по сегментам",
      revenue: "Выручка",
      revenueMeaning: "доля в выручке этих клиентов за период наблюдения",
      ltvMeaning: "доля в ожидаемой пожизненной ценности всех клиентов",
      ordersEach: "Заказов на клиента",
      ordersEachMeaning: "за всю историю",
      averageOrder: "Средний чек",
      repeat: "Повторные",
      repeatMeaning: "доля клиентов с двумя заказами и более",
    },
  },
});
