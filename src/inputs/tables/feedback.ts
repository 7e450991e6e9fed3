import type { Dialect } from "../../engine/dialect.ts";
import type { Engine } from "../../engine/engine.ts";
import type { EpochDay } from "../../math/calendar.ts";
import type { RulesOf } from "../table-rules.ts";
import { lateRows } from "./late-rows.ts";

/** Codes of `feedback.kind`. */
export const feedbackKind = { complaint: 0, review: 1, poll: 2, return_reason: 3 } as const;

/**
 * Feedback with its day and its score as a share of the scale. Without `scale_max` a score says nothing unless it is a
 * share already, so one above 1 is rejected.
 */
export function feedbackRules(dialect: Dialect, asOf: EpochDay): RulesOf {
  return (columns) => {
    const has = (name: string) => columns.has(name);
    const scale = has("scale_max") ? "coalesce(scale_max, 1)" : "1";
    const kinds = Object.entries(feedbackKind).map(([kind, code]) => `WHEN '${kind}' THEN ${code}`);
    return {
      derived: {
        day: dialect.epochDay("ts"),
        kind_code: `CAST(CASE kind ${kinds.join(" ")} END AS INTEGER)`,
        share: has("score") ? `CAST(score AS DOUBLE) / CAST(${scale} AS DOUBLE)` : "CAST(NULL AS DOUBLE)",
      },
      wrong: has("score")
        ? [
            {
              where: `score < 0 OR ${scale} <= 0 OR score > ${scale}`,
              column: "score",
              reason: "outside its scale; expected 0 to scale_max, which is 1 where it is not given",
              rawText: "CAST(score AS VARCHAR)",
            },
          ]
        : [],
      leftOut: lateRows(dialect, columns, "day", asOf),
      kept: ["customer_id", "day", "kind_code", "share"],
    };
  };
}

/** Leaves `feedback` of known customers. */
export async function numberFeedback(engine: Engine): Promise<void> {
  await engine.run(`CREATE OR REPLACE TABLE feedback AS
    SELECT c.customer, t.day, t.kind_code AS kind, t.share AS score
    FROM staged_feedback t JOIN customer_ids c ON t.customer_id = c.customer_id WHERE t.policy IS NULL`);
}
