import { english } from "../language/english.ts";
import { russian } from "../language/russian.ts";
import { sentence } from "../language/sentence.ts";
import { translations } from "../language/translations.ts";
import { writers } from "../language/writers.ts";
import type { LtvEvaluation, LtvModelKind } from "../ltv/ltv-evaluation.ts";
import { type Card, numberColumn, refusedCard, textColumn } from "./card.ts";
import type { ReportModel } from "./report-model.ts";

/** Whether the forecast of lifetime value can be believed, on money that none of the forecasts had seen. */
export function ltvCard({ ltv, language }: ReportModel): Card {
  const { question, note, columns, models } = texts[language];
  const { change, decimal, share } = writers[language];
  if (ltv.status === "refused") return refusedCard("ltv", question, ltv.reason[language], language);
  return {
    id: "ltv",
    question,
    answer: sentence(ltv.why[language]),
    note: note(ltv),
    table: {
      columns: [
        textColumn(columns.forecast),
        numberColumn(columns.gini, columns.giniMeaning),
        numberColumn(columns.bias, columns.biasMeaning),
        numberColumn(columns.decileError, columns.decileErrorMeaning),
        numberColumn(columns.topDecile, columns.topDecileMeaning),
      ],
      rows: ltv.models.map(({ model: kind, metrics }) => [
        kind === ltv.champion ? `${models[kind]} *` : models[kind],
        decimal(metrics.normalisedGini, 3),
        change(metrics.bias),
        share(metrics.decileMape),
        share(metrics.topDecileShare),
      ]),
    },
  };
}

type JudgedLtv = Extract<LtvEvaluation, { status: "done" }>;

const texts = translations({
  en: {
    question: "Is the lifetime value forecast right?",
    note: ({ horizonDays, testCut, customers, calibration }: JudgedLtv) =>
      `Revenue of the ${horizonDays} days from ${english.date(testCut)} on, forecast for ${english.counted(customers, "customer")} from what was known before; * marks the forecast in use. Of the net's 80% intervals, ${english.share(calibration.central80)} held.`,
    columns: {
      forecast: "Forecast",
      gini: "Normalised Gini",
      giniMeaning: "how well customers are put in order; 1 is the order of their money",
      bias: "Bias",
      biasMeaning: "forecast total against actual total; 0% is right",
      decileError: "Decile error",
      decileErrorMeaning: "mean relative error of ten groups by forecast; lower is better",
      topDecile: "Top decile",
      topDecileMeaning: "share of all money brought by the tenth forecast highest; higher is better",
    },
    models: {
      ziln: "Net (zero-inflated lognormal)",
      "last-period": "Spent last period again",
      textbook: "Textbook formula",
    } satisfies Record<LtvModelKind, string>,
  },
  ru: {
    question: "Верен ли прогноз LTV?",
    note: ({ horizonDays, testCut, customers, calibration }) =>
      `Выручка за ${russian.counted(horizonDays, "день", "дня", "дней")} начиная с ${russian.date(testCut)}: прогноз для ${russian.counted(customers, "клиента", "клиентов", "клиентов")} построен по данным до этой даты; звёздочкой (*) отмечен используемый прогноз. Из 80-процентных интервалов нейросети сбылись ${russian.share(calibration.central80)}.`,
    columns: {
      forecast: "Прогноз",
      gini: "Нормированный индекс Джини",
      giniMeaning: "насколько верно упорядочены клиенты; 1 — порядок их фактической выручки",
      bias: "Смещение",
      biasMeaning: "сумма прогноза относительно фактической; 0\u00a0% — точно",
      decileError: "Ошибка по децилям",
      decileErrorMeaning: "средняя относительная ошибка десяти групп по прогнозу; чем меньше, тем лучше",
      topDecile: "Верхний дециль",
      topDecileMeaning: "доля всей выручки у десятой части клиентов с наибольшим прогнозом; чем больше, тем лучше",
    },
    models: {
      ziln: "Нейросеть (логнормальное распределение с нулями)",
      "last-period": "Повтор прошлого периода",
      textbook: "Формула из учебника",
    },
  },
});
