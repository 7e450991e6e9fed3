import { sentence } from "../language/sentence.ts";
import { translations } from "../language/translations.ts";
import { writers } from "../language/writers.ts";
import type { MarketPosition } from "../metrics/market-result.ts";
import { type Card, type Cell, numberColumn, textColumn } from "./card.ts";
import type { ReportModel } from "./report-model.ts";

/** The report with where we stand in the market. */
export type MarketModel = Pick<ReportModel, "language" | "currency" | "market">;

/** Where we stand in each category in its latest period, the largest share first; undefined where nothing tells. */
export function marketCard(model: MarketModel): Card | undefined {
  const { market, currency, language } = model;
  if (market.status === "refused") return undefined;
  const { question, columns, note, guests } = texts[language];
  const { amount, date, range } = writers[language];
  const latest = [...new Map(market.positions.map((each) => [each.category, each])).values()].sort(
    (a, b) => (b.share ?? -1) - (a.share ?? -1) || (a.category < b.category ? -1 : 1),
  );
  return {
    id: "market",
    question,
    answer: answer(model, latest),
    note: market.guestsLeftOut ? `${note} ${guests}` : note,
    table: {
      columns: [
        textColumn(columns.category),
        textColumn(columns.period, columns.periodMeaning),
        numberColumn(`${columns.revenue}, ${currency.code}`, columns.revenueMeaning),
        numberColumn(`${columns.size}, ${currency.code}`, columns.sizeMeaning),
        numberColumn(columns.share, columns.shareMeaning),
        numberColumn(columns.prices, columns.pricesMeaning),
      ],
      rows: latest.map((position): Cell[] => [
        position.category,
        range(date(position.from), date(position.until)),
        amount(position.revenue, currency),
        amount(position.size, currency),
        shareCell(model, position),
        pricesCell(model, position),
      ]),
    },
  };
}

function shareCell({ language }: MarketModel, { share: ours, shareChange, withoutShare }: MarketPosition): Cell {
  const { since } = texts[language];
  const { share, signed } = writers[language];
  if (ours === null) return withoutShare === null ? "–" : { text: "–", detail: withoutShare[language] };
  const detail = shareChange === null ? {} : { detail: since(signed(100 * shareChange, 1)) };
  return { text: share(ours), tint: ours, ...detail };
}

function pricesCell({ language }: MarketModel, { pricePosition }: MarketPosition): Cell {
  if (pricePosition === null) return "–";
  return { text: writers[language].decimal(pricePosition, 2), detail: pricesInWords(language, pricePosition) };
}

/** Prices that differ by less than what a figure shows are alike. */
function pricesInWords(language: MarketModel["language"], position: number): string {
  const { dearer, cheaper, alike } = texts[language];
  const { share } = writers[language];
  if (share(position - 1) === share(0)) return alike;
  return position > 1 ? dearer(share(position - 1)) : cheaper(share(1 - position));
}

/** The category with the largest share, and the one that is dearest against competitors. */
function answer({ language }: MarketModel, latest: readonly MarketPosition[]): string {
  const { largest, noShare, dearest, noPrices } = texts[language];
  const [first] = latest;
  const [highest] = latest
    .filter(({ pricePosition }) => pricePosition !== null)
    .sort((a, b) => (b.pricePosition ?? 0) - (a.pricePosition ?? 0));
  return [
    first.share === null ? noShare : largest(first.category, writers[language].share(first.share)),
    highest?.pricePosition === undefined || highest.pricePosition === null
      ? noPrices
      : dearest(highest.category, pricesInWords(language, highest.pricePosition)),
  ]
    .map(sentence)
    .join(" ");
}

const texts = translations({
  en: {
    question: "Where do we stand in the market?",
    note: "The latest period of each category that the market table holds. Shares and prices rest on that table; where it is silent, nothing is inferred.",
    guests: "Sales without a customer are left out, so the shares are too low.",
    largest: (category: string, share: string) => `Our share is largest in "${category}" with ${share} of the market`,
    noShare: "No share of a market is known",
    dearest: (category: string, prices: string) =>
      `Compared with the market, our prices are highest in "${category}": ${prices}`,
    noPrices: "Nothing is known of competitors' prices",
    dearer: (share: string) => `${share} above competitors`,
    cheaper: (share: string) => `${share} below competitors`,
    alike: "the same as competitors'",
    since: (points: string) => `${points} points on the period before`,
    columns: {
      category: "Category",
      period: "Period",
      periodMeaning: "both days are in it",
      revenue: "Our revenue",
      revenueMeaning: "gross, of all sales in the category",
      size: "Market",
      sizeMeaning: "what all sellers together took, by the market table",
      share: "Our share",
      shareMeaning:
        "our revenue ÷ the market; the change, in percentage points, is told where the period before is of the same length",
      prices: "Our prices",
      pricesMeaning: "our price level ÷ that of competitors",
    },
  },
  ru: {
    question: "Каково наше место на рынке?",
    note: "Последний период каждой категории из таблицы рынка. Доли и цены рассчитаны по ней; где данных нет, значение не указано.",
    guests: "Продажи без покупателя не учтены, поэтому доли занижены.",
    largest: (category, share) => `Наша доля больше всего в категории «${category}»: ${share} рынка`,
    noShare: "Доля рынка неизвестна",
    dearest: (category, prices) => `По сравнению с рынком наши цены выше всего в категории «${category}»: ${prices}`,
    noPrices: "О ценах конкурентов ничего не известно",
    dearer: (share) => `на ${share} выше, чем у конкурентов`,
    cheaper: (share) => `на ${share} ниже, чем у конкурентов`,
    alike: "такие же, как у конкурентов",
    since: (points) => `${points} п. п. к предыдущему периоду`,
    columns: {
      category: "Категория",
      period: "Период",
      periodMeaning: "включая оба дня",
      revenue: "Наша выручка",
      revenueMeaning: "без вычета возвратов, все продажи категории",
      size: "Рынок",
      sizeMeaning: "выручка всех продавцов по таблице рынка",
      share: "Наша доля",
      shareMeaning:
        "наша выручка ÷ рынок; изменение в процентных пунктах указано, если предыдущий период такой же длины",
      prices: "Наши цены",
      pricesMeaning: "наш уровень цен ÷ уровень цен конкурентов",
    },
  },
});
