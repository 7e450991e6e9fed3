import * as z from "zod";
import { text } from "../language/text.ts";
import { isoDate } from "../math/calendar.ts";
import { ltvCalibration } from "./evaluation/calibration.ts";
import { ltvMetrics } from "./evaluation/evaluate-ltv.ts";

/** The forecasts that compete: the net, "spent last period again", and average order × orders per day × horizon. */
export const ltvModelKind = z.enum(["ziln", "last-period", "textbook"]);
export type LtvModelKind = z.output<typeof ltvModelKind>;

const trainingSummary = z.strictObject({
  cuts: z.array(isoDate).describe("Days at which customers were looked at, newest first."),
  rowsUsed: z.int().describe("Customers at cuts the nets learned from, held-out ones included."),
  rowsAvailable: z.int().describe("Customers at cuts there were; a seeded sample was drawn when this is more."),
  epochs: z.array(z.int()).describe("The epoch of each net that was kept."),
  heldOutLoss: z.array(z.number()).describe("Mean negative log-likelihood of the held-out customers, for each net."),
});

/** `ltv_evaluation.json`: how the forecasts fared on money that none of them had seen. */
export const ltvEvaluation = z.discriminatedUnion("status", [
  z.strictObject({ status: z.literal("refused"), reason: text }),
  z.strictObject({
    status: z.literal("done"),
    horizonDays: z.int().min(1),
    testCut: isoDate.describe(
      "Every forecast saw only what was before this day, and was held against the horizon after it.",
    ),
    customers: z.int().describe("Customers at the test cut."),
    buyers: z.int().describe("Those who brought money in its label window."),
    money: z
      .number()
      .describe("Money they brought, minor units; customers with more returns than purchases count as 0."),
    negativeLabels: z.int().describe("Customers with more returns than purchases in the window."),
    training: trainingSummary.describe("What the net on trial learned from."),
    models: z.array(z.strictObject({ model: ltvModelKind, metrics: ltvMetrics })),
    calibration: ltvCalibration.describe("Of the net's distributions, at the test cut."),
    champion: ltvModelKind.describe("The forecast whose scores are published."),
    why: text,
    refit: trainingSummary
      .nullable()
      .describe("What the published net learned from; empty when a baseline is champion."),
    backend: z.enum(["tfjs-node", "wasm"]),
  }),
]);
export type LtvEvaluation = z.output<typeof ltvEvaluation>;
