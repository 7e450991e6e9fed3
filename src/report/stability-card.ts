import { type Card, numberColumn, refusedCard, textColumn } from "./card.ts";
import { counted, countWords, dateWords, decimalWords } from "./number-words.ts";
import type { ReportModel } from "./report-model.ts";
import { segmentCell, segmentTitle } from "./segment-marks.ts";

const stableWords = { passed: "yes", warned: "with care", failed: "no", refused: "not judged" };

/** Whether the segments come back when customers are drawn again. */
export function bootstrapCard(model: ReportModel): Card {
  const { status, reasons, threshold, bootstraps, rows, of, segments } = model.stability.bootstrap;
  const question = "Do the segments come back when customers are drawn again?";
  if (status === "refused") return refusedCard("bootstrap", question, reasons.join("; "));

  const soft = segments.flatMap(({ status, jaccard }, index) =>
    status === "passed" ? [] : [`${segmentTitle(model, index)} (${decimalWords(jaccard, 2)})`],
  );
  const count =
    soft.length === 0 ? `All ${segments.length} do` : `${segments.length - soft.length} of ${segments.length} do`;
  const rest = soft.length === 0 ? "" : ` Treat as soft groups: ${soft.join(", ")}.`;
  return {
    id: "bootstrap",
    question,
    answer: `${count}, with a mean Jaccard of at least ${decimalWords(threshold.pass, 2)}.${rest}`,
    note: `Jaccard with the segment fitted again, over ${counted(bootstraps, "bootstrap sample")} of ${countWords(rows)} of ${counted(of, "customer")}, with its 95% interval; 1 is the same customers every time.`,
    table: {
      columns: [textColumn("Segment"), numberColumn("Jaccard"), numberColumn("95% interval"), textColumn("Stable")],
      rows: segments.map(({ status, jaccard, lo, hi }, index) => [
        segmentCell(model, index),
        { text: decimalWords(jaccard, 3), tint: jaccard },
        `${decimalWords(lo, 2)} to ${decimalWords(hi, 2)}`,
        stableWords[status],
      ]),
    },
  };
}

/** Whether models of neighbouring windows divide the same customers alike. */
export function timeCard(model: ReportModel): Card {
  const { status, reasons, threshold, pairs, worstAri, meanAri } = model.stability.time;
  const question = "Do they hold from window to window?";
  if (status === "refused") return refusedCard("time", question, reasons.join("; "));
  return {
    id: "time",
    question,
    answer: `Models of neighbouring windows agree with an adjusted Rand index of ${decimalWords(meanAri, 2)} on average and ${decimalWords(worstAri, 2)} at worst; ${decimalWords(threshold.pass, 2)} is needed.`,
    note: "1 is the same division of the customers of the later window, 0 is what chance gives.",
    table: {
      columns: [
        textColumn("Fitted as of"),
        textColumn("Again as of"),
        numberColumn("Customers"),
        numberColumn("Adjusted Rand index"),
      ],
      rows: pairs.map(({ fittedAsOf, refittedAsOf, customers, ari }) => [
        dateWords(fittedAsOf),
        dateWords(refittedAsOf),
        countWords(customers),
        { text: decimalWords(ari, 3), tint: ari },
      ]),
    },
  };
}
