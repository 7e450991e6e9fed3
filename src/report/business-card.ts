import { type Card, numberColumn, textColumn } from "./card.ts";
import { amountWords, changeWords, countWords, moneyWords, monthWords, shareWords } from "./number-words.ts";
import type { ReportModel } from "./report-model.ts";

/** How business went, the newest month first. */
export function businessCard(model: ReportModel): Card {
  const { currency, kpis } = model;
  return {
    id: "business",
    question: "How is business?",
    answer: answer(model),
    table: {
      columns: [
        textColumn("Month"),
        numberColumn("Customers", "with an order in the month"),
        numberColumn("Orders"),
        numberColumn(`Gross, ${currency.code}`),
        numberColumn(`Net, ${currency.code}`, "after returns"),
        numberColumn("Average order", "gross money per order"),
      ],
      rows: kpis.months
        .toReversed()
        .map(({ month, figures }) => [
          `${monthWords(month)}${isComplete(month, model) ? "" : " (part)"}`,
          countWords(figures.customers),
          countWords(figures.orders),
          amountWords(figures.gross, currency),
          amountWords(figures.net, currency),
          amountWords(figures.averageOrder, currency),
        ]),
    },
  };
}

/** The figures of the whole history, each with its name. */
export function headlineFigures({ kpis, currency }: ReportModel): { name: string; value: string }[] {
  const { history } = kpis;
  return [
    { name: "Customers with an order", value: countWords(history.customers) },
    { name: "Orders", value: countWords(history.orders) },
    { name: "Gross revenue", value: moneyWords(history.gross, currency) },
    { name: "Net of returns", value: moneyWords(history.net, currency) },
    { name: "Average order", value: moneyWords(history.averageOrder, currency) },
    { name: "Bought again", value: shareWords(history.repeatShare) },
  ];
}

function answer(model: ReportModel): string {
  const complete = model.kpis.months.filter(({ month }) => isComplete(month, model));
  const [before, last] = complete.slice(-2);
  if (last === undefined) return "There are not two complete months to compare.";
  const net = `Net revenue of ${monthWords(last.month)} was ${moneyWords(last.figures.net, model.currency)}`;
  if (before.figures.net <= 0) return `${net}.`;
  return `${net}, ${changeWords(last.figures.net / before.figures.net - 1)} on the month before.`;
}

function isComplete(month: string, { run }: ReportModel): boolean {
  return month < run.asOf.slice(0, 7);
}
