import { english } from "../language/english.ts";
import { noFigure } from "../language/number-words.ts";
import { russian } from "../language/russian.ts";
import { translations } from "../language/translations.ts";
import { writers } from "../language/writers.ts";
import type { DescribedOutlook } from "../transitions/outlook.ts";
import { type Card, type Cell, numberColumn, refusedCard, textColumn } from "./card.ts";
import type { ReportModel } from "./report-model.ts";
import { stateCell, stateTitle } from "./segment-marks.ts";

/** Where the base is heading if customers go on moving as they did. */
export function outlookCard(model: ReportModel): Card {
  const { outlook, language } = model;
  const { question, columns, note, untried, tried } = texts[language];
  if (outlook.status === "refused") return refusedCard("outlook", question, outlook.reason[language], language);

  const { count, date, decimal, range, share } = writers[language];
  const whole = (value: number) => count(Math.round(value));
  const last = outlook.forecast[outlook.forecast.length - 1];
  const { chain, backTest, states } = outlook;
  const money = chain.status === "done" ? chain.value : null;
  const test =
    "status" in backTest
      ? untried(backTest.reason[language])
      : tried({
          forecasts: backTest.forecasts.reduce((sum, forecasts) => sum + forecasts, 0),
          covered: share(weighted(backTest.covered, backTest.forecasts)),
          error: share(weighted(backTest.error, backTest.forecasts)),
          stayError: share(weighted(backTest.stayError, backTest.forecasts)),
        });
  return {
    id: "outlook",
    question,
    answer: answer(model, outlook),
    note: `${note(outlook.pairs, share(outlook.confidence))} ${test}`,
    table: {
      columns: [
        textColumn(columns.state),
        numberColumn(columns.now),
        numberColumn(date(outlook.forecast[0].until)),
        numberColumn(date(last.until)),
        numberColumn(columns.stay, columns.stayMeaning),
        numberColumn(columns.churn, columns.churnMeaning),
        ...(money === null ? [] : [numberColumn(columns.value(model.currency.code), columns.valueMeaning)]),
      ],
      rows: states.map((id, at) => {
        const sized = (step: DescribedOutlook["forecast"][number]): Cell => ({
          text: whole(step.sizes[at].mean),
          detail: range(whole(step.sizes[at].lo), whole(step.sizes[at].hi)),
        });
        const windows = (time: number | null | undefined) =>
          time === null || time === undefined ? noFigure : decimal(time, 1);
        return [
          stateCell(model, id),
          whole(outlook.sizes[at]),
          sized(outlook.forecast[0]),
          sized(last),
          windows(chain.status === "done" ? chain.meanHolding[at] : null),
          windows(chain.status === "done" ? chain.churn?.mean[at] : null),
          ...(money === null ? [] : [whole(money.overHorizon[at])]),
        ];
      }),
    },
  };
}

/** The segment that is to grow most, and the one that is to shrink most, where the interval leaves no doubt. */
function answer(model: ReportModel, { sizes, states, forecast }: DescribedOutlook): string {
  const { steady, until } = texts[model.language];
  const { change, date } = writers[model.language];
  const last = forecast[forecast.length - 1];
  const changes = states
    .flatMap((id, at) => {
      const { mean, lo, hi } = last.sizes[at];
      const isSure = (lo > sizes[at] || hi < sizes[at]) && sizes[at] > 0;
      return isSure ? [{ id, change: mean / sizes[at] - 1 }] : [];
    })
    .sort((a, b) => b.change - a.change);
  const told = changes.filter((_, place) => place === 0 || place === changes.length - 1);
  if (told.length === 0) return steady(date(last.until));
  return until(date(last.until), told.map(({ id, change: by }) => `${stateTitle(model, id)} ${change(by)}`).join(", "));
}

function weighted(values: readonly number[], weights: readonly number[]): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return values.reduce((sum, value, i) => sum + value * weights[i], 0) / total;
}

interface TriedWords {
  readonly forecasts: number;
  readonly covered: string;
  readonly error: string;
  readonly stayError: string;
}

const texts = translations({
  en: {
    question: "Where is the base heading?",
    until: (date: string, changes: string) => `By ${date}, if customers go on moving as they did: ${changes}.`,
    steady: (date: string) => `By ${date}, no segment's size is sure to change.`,
    note: (pairs: number, confidence: string) =>
      `Learned from ${english.counted(pairs, "pair")} of windows; intervals hold ${confidence} of what may come, newcomers included. Seasons and campaigns to come are not known.`,
    untried: (reason: string) => `Forecasts of the past could not be tried: ${reason}.`,
    tried: ({ forecasts, covered, error, stayError }: TriedWords) =>
      `Of ${english.counted(forecasts, "forecast")} of the past, made from what was known then, ${covered} were within their interval; the sizes were off by ${error}, those of "everybody stays" by ${stayError}.`,
    columns: {
      state: "Segment",
      now: "Now",
      stay: "Stays",
      stayMeaning: "windows that a customer stays in the segment, on average",
      churn: "Until dormant",
      churnMeaning:
        "windows until a customer has ordered nothing for a whole look-back, on average, whichever way it takes",
      value: (currency: string) => `12 windows, ${currency}`,
      valueMeaning: "discounted revenue of a customer who starts there, over the next 12 windows, by the chain",
    },
  },
  ru: {
    question: "К чему идёт база?",
    until: (date, changes) => `К ${date}, если клиенты будут переходить как раньше: ${changes}.`,
    steady: (date) => `К ${date} размер ни одного сегмента уверенно не изменится.`,
    note: (pairs, confidence) =>
      `По ${russian.counted(pairs, "паре", "парам", "парам")} окон; интервалы охватывают ${confidence} возможных исходов, с учётом новых клиентов. Будущие сезоны и кампании неизвестны.`,
    untried: (reason) => `Проверить прогнозы на прошлом нельзя: ${reason}.`,
    tried: ({ forecasts, covered, error, stayError }) =>
      `Из ${russian.counted(forecasts, "прогноза", "прогнозов", "прогнозов")} на прошлом, сделанных по известному тогда, ${covered} попали в свой интервал; ошибка размеров ${error}, а если считать, что все остаются на месте, — ${stayError}.`,
    columns: {
      state: "Сегмент",
      now: "Сейчас",
      stay: "Остаётся",
      stayMeaning: "сколько окон клиент в среднем остаётся в сегменте",
      churn: "До спящих",
      churnMeaning:
        "через сколько окон клиент в среднем окажется без заказов за всю глубину окна, каким бы путём ни шёл",
      value: (currency) => `12 окон, ${currency}`,
      valueMeaning: "дисконтированная выручка клиента, начинающего в этом сегменте, за следующие 12 окон, по цепи",
    },
  },
});
