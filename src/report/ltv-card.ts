import type { LtvModelKind } from "../ltv/ltv-evaluation.ts";
import { type Card, numberColumn, refusedCard, sentence, textColumn } from "./card.ts";
import { counted, dateWords, decimalWords, shareWords, signed } from "./number-words.ts";
import type { ReportModel } from "./report-model.ts";

const modelWords: Record<LtvModelKind, string> = {
  ziln: "Net (zero-inflated lognormal)",
  "last-period": "Spent last period again",
  textbook: "Textbook formula",
};

/** Whether the forecast of lifetime value can be believed, on money that none of the forecasts had seen. */
export function ltvCard(model: ReportModel): Card {
  const { ltv } = model;
  const question = "Is the lifetime value forecast right?";
  if (ltv.status === "refused") return refusedCard("ltv", question, ltv.reason);
  return {
    id: "ltv",
    question,
    answer: sentence(ltv.why),
    note: `Revenue of the ${ltv.horizonDays} days from ${dateWords(ltv.testCut)} on, forecast for ${counted(ltv.customers, "customer")} from what was known before; * marks the forecast in use. Of the net's 80% intervals, ${shareWords(ltv.calibration.central80)} held.`,
    table: {
      columns: [
        textColumn("Forecast"),
        numberColumn("Normalised Gini", "how well customers are put in order; 1 is the order of their money"),
        numberColumn("Bias", "forecast total against actual total; 0% is right"),
        numberColumn("Decile error", "mean relative error of ten groups by forecast; lower is better"),
        numberColumn("Top decile", "share of all money brought by the tenth forecast highest; higher is better"),
      ],
      rows: ltv.models.map(({ model: kind, metrics }) => [
        kind === ltv.champion ? `${modelWords[kind]} *` : modelWords[kind],
        decimalWords(metrics.normalisedGini, 3),
        `${signed(metrics.bias * 100, 1)}%`,
        shareWords(metrics.decileMape),
        shareWords(metrics.topDecileShare),
      ]),
    },
  };
}
