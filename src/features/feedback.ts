import { feedbackKind } from "../inputs/tables/feedback.ts";
import { above, equal, known, over, round, times, when } from "./expression.ts";
import { countOf, type Family, type FeatureFormula, row, sumsOf } from "./family.ts";
import type { FeatureDefinition } from "./feature-table.ts";
import { profileValue } from "./profile-metrics.ts";

/** Scores are shares in 0..1; they are summed up in millionths, so that no sum depends on its order. */
const scoreUnits = 1_000_000;

const sums = sumsOf("feedback");

const complaints = {
  name: "complaints",
  family: "feedback",
  kind: "number",
  unit: "complaints",
  words: {
    en: { title: "complaints", high: "complains", low: "rarely complains" },
    ru: { title: "жалобы", high: "жалуются", low: "редко жалуются" },
  },
} satisfies Omit<FeatureDefinition, "definition">;

export const feedback: Family = {
  family: "feedback",
  features: (context) => {
    if (!context.staged.hasFeedback) {
      const delivered = profileValue(context, "complaints");
      if (delivered === undefined) return { unavailable: { en: "there is no feedback", ru: "нет обратной связи" } };
      return [{ ...complaints, definition: `Complaints, ${delivered.source}.`, value: delivered.value }];
    }
    return [
      { ...complaints, ...counted("complaint"), definition: "Complaints in the look-back." },
      {
        name: "reviews",
        family: "feedback",
        kind: "number",
        unit: "reviews",
        definition: "Reviews written in the look-back.",
        words: {
          en: { title: "reviews", high: "writes reviews", low: "rarely writes reviews" },
          ru: { title: "отзывы", high: "пишут отзывы", low: "редко пишут отзывы" },
        },
        ...counted("review"),
      },
      {
        name: "polls_answered",
        family: "feedback",
        kind: "number",
        unit: "polls",
        definition: "Polls answered in the look-back.",
        words: {
          en: { title: "polls answered", high: "answers polls", low: "rarely answers polls" },
          ru: { title: "ответы на опросы", high: "отвечают на опросы", low: "редко отвечают на опросы" },
        },
        ...counted("poll"),
      },
      {
        name: "mean_score",
        family: "feedback",
        kind: "number",
        unit: "share",
        definition:
          "Mean score of the feedback of the look-back as a share of its scale, 0 to 1; unknown without a score.",
        words: {
          en: { title: "mean score", high: "satisfied", low: "dissatisfied" },
          ru: { title: "средняя оценка", high: "довольны", low: "недовольны" },
        },
        feedback: {
          score: { sum: round(times(row("score"), scoreUnits)) },
          scored: countOf(known(row("score"))),
        },
        value: when(above(sums("scored"), 0), over(sums("score"), times(sums("scored"), scoreUnits))),
      },
    ];
  },
};

function counted(kind: keyof typeof feedbackKind): Pick<FeatureFormula, "feedback" | "value"> {
  return {
    feedback: { [kind]: countOf(equal(row("kind"), feedbackKind[kind])) },
    value: sums(kind),
  };
}
