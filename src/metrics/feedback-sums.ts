import type { Engine } from "../engine/engine.ts";
import { feedbackKind } from "../inputs/tables/feedback.ts";
import { byPart, createSums, type PartMonthSums } from "./figures.ts";
import { type Months, monthOf } from "./months.ts";
import type { NumberedParts } from "./number-parts.ts";

const names = ["complaints", "score", "scored"] as const;
/** Scores are shares of their scale; whole millionths of it add up to the same sum in any order. */
export const scoreUnits = 1_000_000;

export type FeedbackSums = PartMonthSums<(typeof names)[number]>;

/** Adds up `feedback`: complaints, and the scores of whatever has one. */
export async function readFeedbackSums(engine: Engine, parts: NumberedParts, months: Months): Promise<FeedbackSums> {
  const m = months.starts.length;
  const all = createSums(names, parts, m);
  await engine.stream(
    `SELECT customer, day, kind, CAST(score AS DOUBLE) FROM feedback`,
    ([customers, days, kinds, scores], rows) => {
      for (let i = 0; i < rows; i++) {
        const month = monthOf(months, days[i]);
        if (month === undefined) continue;
        for (let p = customers[i] * parts.width; p < (customers[i] + 1) * parts.width; p++) {
          const cell = (parts.of[p] * m + month) * names.length;
          if (kinds[i] === feedbackKind.complaint) all.sums[cell]++;
          if (Number.isNaN(scores[i])) continue;
          all.sums[cell + 1] += Math.round(scores[i] * scoreUnits);
          all.sums[cell + 2]++;
        }
      }
    },
  );
  return byPart(parts, all);
}
