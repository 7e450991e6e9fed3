import { type Card, numberColumn, textColumn } from "./card.ts";
import { amountWords, counted, countWords, decimalWords, shareWords } from "./number-words.ts";
import type { ReportModel, ReportSegment } from "./report-model.ts";
import { segmentCell, segmentTitle } from "./segment-marks.ts";

/** Who the segments are: size, part in revenue and lifetime value, and how they buy. */
export function segmentsCard(model: ReportModel): Card {
  return {
    id: "segments",
    question: "Who are the segments?",
    answer: `${strongest(model)} ${unclustered(model)}`.trim(),
    table: {
      columns: [
        textColumn("Segment"),
        numberColumn("Customers"),
        numberColumn("Share", "of the clustered customers"),
        numberColumn("Revenue", "part of the revenue of the clustered customers over the look-back"),
        numberColumn("LTV", "part of the expected lifetime value of everyone"),
        numberColumn("Orders each", "orders per customer over the whole history"),
        numberColumn(`Average order, ${model.currency.code}`),
        numberColumn("Repeat", "customers with two orders or more"),
      ],
      rows: model.segments.map((segment, index) => [
        segmentCell(model, index),
        countWords(segment.size),
        shareWords(segment.share),
        shareWords(segment.revenueShare),
        shareWords(segment.ltvShare),
        decimalWords(ordersEach(segment), 1),
        amountWords(segment.figures.averageOrder, model.currency),
        shareWords(segment.figures.repeatShare),
      ]),
    },
  };
}

/** The segment that brings the most revenue for its size. */
function strongest(model: ReportModel): string {
  const lift = (segment: ReportSegment) => (segment.share > 0 ? (segment.revenueShare ?? 0) / segment.share : 0);
  const index = model.segments.reduce((best, segment, i) => (lift(segment) > lift(model.segments[best]) ? i : best), 0);
  const segment = model.segments[index];
  if (segment === undefined) return "Nobody was clustered.";
  if (segment.revenueShare === null || model.segments.length === 1) {
    return `${counted(model.segments.length, "segment")} of ${counted(total(model), "customer")}.`;
  }
  return `${segmentTitle(model, index)} is ${shareWords(segment.share)} of the customers and brings ${shareWords(segment.revenueShare)} of the revenue.`;
}

function unclustered(model: ReportModel): string {
  const sentences: Record<string, string> = {
    none: "never bought",
    dormant: `had no order in the look-back (${model.run.lookback})`,
  };
  const parts = model.unclustered
    .filter(({ size }) => size > 0)
    .map(({ id, size }) => `${counted(size, "customer")} ${sentences[id] ?? `are ${id}`}`);
  return parts.length === 0 ? "" : `Not clustered: ${parts.join(" and ")}.`;
}

function ordersEach({ figures }: ReportSegment): number | null {
  return figures.customers === 0 ? null : figures.orders / figures.customers;
}

function total(model: ReportModel): number {
  return model.segments.reduce((sum, { size }) => sum + size, 0);
}
