import { conditionsInWords } from "../../features/conditions/condition-words.ts";
import type { FeatureTable } from "../../features/feature-table.ts";
import type { Language } from "../../language/text.ts";
import type { ReportModel } from "../../report/report-model.ts";
import type { FoundMovers } from "./find-movers.ts";

/** The rules of transition with their terms in words, in the order of the file. */
export function reportRules(
  { rules: found }: FoundMovers,
  { features }: FeatureTable,
  language: Language,
): ReportModel["rules"] {
  if (found.status === "refused") return found;
  const { trainedOn, confirmedOn, origins, rules } = found;
  return {
    ...{ status: "done", pairs: trainedOn.length, confirmedOn },
    found: origins.reduce((sum, origin) => sum + origin.found, 0),
    rules: rules.map(({ origin, destination, conditions, sql, later, now }) => ({
      ...{ origin, destination, who: conditionsInWords(conditions, features, language), sql, now },
      ...{ lift: later.lift, lo: later.liftLo, hi: later.liftHi, covered: later.covered },
      ...{ share: later.confidence, baseShare: later.baseRate },
    })),
  };
}

/** How many customers of each state are expected to stay, to fall and to rise, and how such chances held before. */
export function reportNextSegments({ nextSegments }: FoundMovers): ReportModel["nextSegments"] {
  if (nextSegments.status === "refused") return nextSegments;
  const { model, expected, values } = nextSegments;
  return {
    ...{ status: "done", judgedOn: model.judgedOn, isOrdered: values !== null },
    states: expected.map(({ state, customers, stays, falls, rises }) => {
      const known = model.origins.find(({ origin }) => origin === state);
      const judged = known?.logit === null ? undefined : known;
      return {
        ...{ id: state, customers, stays, falls, rises },
        ...{ gain: judged?.gain ?? null, calibrationError: judged?.calibrationError ?? null },
        reliability: [...(judged?.reliability ?? [])],
      };
    }),
  };
}
