import { translations } from "../language/translations.ts";
import { writers } from "../language/writers.ts";
import { type Card, numberColumn, textColumn } from "./card.ts";
import type { ReportModel } from "./report-model.ts";

/** How business went, the newest month first. */
export function businessCard(model: ReportModel): Card {
  const { currency, kpis } = model;
  const { question, columns, partOf } = texts[model.language];
  const { amount, count, month: monthOf } = writers[model.language];
  return {
    id: "business",
    question,
    answer: answer(model),
    table: {
      columns: [
        textColumn(columns.month),
        numberColumn(columns.customers, columns.customersMeaning),
        numberColumn(columns.orders),
        numberColumn(`${columns.gross}, ${currency.code}`),
        numberColumn(`${columns.net}, ${currency.code}`, columns.netMeaning),
        numberColumn(columns.averageOrder, columns.averageOrderMeaning),
      ],
      rows: kpis.months
        .toReversed()
        .map(({ month, figures }) => [
          isComplete(month, model) ? monthOf(month) : partOf(monthOf(month)),
          figures.customers === null ? "–" : count(figures.customers),
          figures.orders === null ? "–" : count(figures.orders),
          amount(figures.gross, currency),
          amount(figures.net, currency),
          amount(figures.averageOrder, currency),
        ]),
    },
  };
}

/** The figures of the whole history, each with its name; those that nothing tells are left out. */
export function headlineFigures({ kpis, currency, language }: ReportModel): { name: string; value: string }[] {
  const { history } = kpis;
  const { headline } = texts[language];
  const { count, money, share } = writers[language];
  const known = { name: headline.known, value: count(kpis.known) };
  if (history.customers === null || history.orders === null) return [known];
  const ordering = [
    { name: headline.customers, value: count(history.customers) },
    { name: headline.orders, value: count(history.orders) },
  ];
  const repeating = { name: headline.repeatShare, value: share(history.repeatShare) };
  if (history.gross === null) return [known, ...ordering, repeating];
  return [
    ...ordering,
    { name: headline.gross, value: money(history.gross, currency) },
    { name: headline.net, value: money(history.net, currency) },
    { name: headline.averageOrder, value: money(history.averageOrder, currency) },
    repeating,
  ];
}

function answer(model: ReportModel): string {
  const { tooShort, noMoney, netOf, onMonthBefore } = texts[model.language];
  const { change, money, month } = writers[model.language];
  const complete = model.kpis.months.filter((entry) => isComplete(entry.month, model));
  const [before, last] = complete.slice(-2);
  if (last === undefined) return tooShort;
  if (last.figures.net === null || before.figures.net === null) return noMoney;
  const net = netOf(month(last.month), money(last.figures.net, model.currency));
  if (before.figures.net <= 0) return `${net}.`;
  return `${net}, ${onMonthBefore(change(last.figures.net / before.figures.net - 1))}.`;
}

function isComplete(month: string, { run }: ReportModel): boolean {
  return month < run.asOf.slice(0, 7);
}

const texts = translations({
  en: {
    question: "How is business?",
    tooShort: "There are not two complete months to compare.",
    noMoney: "The transactions have no amounts, so nothing is said of money.",
    netOf: (month: string, money: string) => `Net revenue of ${month} was ${money}`,
    onMonthBefore: (change: string) => `${change} on the month before`,
    partOf: (month: string) => `${month} (part)`,
    columns: {
      month: "Month",
      customers: "Customers",
      customersMeaning: "with an order in the month",
      orders: "Orders",
      gross: "Gross",
      net: "Net",
      netMeaning: "after returns",
      averageOrder: "Average order",
      averageOrderMeaning: "gross money per order",
    },
    headline: {
      known: "Known customers",
      customers: "Customers with an order",
      orders: "Orders",
      gross: "Gross revenue",
      net: "Net of returns",
      averageOrder: "Average order",
      repeatShare: "Bought again",
    },
  },
  ru: {
    question: "Как идут продажи?",
    tooShort: "Двух полных месяцев для сравнения ещё нет.",
    noMoney: "У транзакций нет сумм, поэтому о деньгах ничего не сказано.",
    netOf: (month, money) => `Выручка за вычетом возвратов за ${month} — ${money}`,
    onMonthBefore: (change) => `${change} к предыдущему месяцу`,
    partOf: (month) => `${month} (неполный)`,
    columns: {
      month: "Месяц",
      customers: "Клиенты",
      customersMeaning: "с заказом в этом месяце",
      orders: "Заказы",
      gross: "Выручка",
      net: "Без возвратов",
      netMeaning: "за вычетом возвратов",
      averageOrder: "Средний чек",
      averageOrderMeaning: "выручка на заказ, без вычета возвратов",
    },
    headline: {
      known: "Известные клиенты",
      customers: "Клиенты с заказом",
      orders: "Заказы",
      gross: "Выручка",
      net: "За вычетом возвратов",
      averageOrder: "Средний чек",
      repeatShare: "Купили снова",
    },
  },
});
