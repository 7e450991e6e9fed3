import type { Card } from "./card.ts";
import { counted, countWords, shareWords } from "./number-words.ts";
import type { ReportModel } from "./report-model.ts";

/** How far apart the segments are on the first two principal components. */
export function mapCard(model: ReportModel): Card {
  return { id: "map", question: "How far apart are the segments?", answer: answer(model) };
}

function answer({ map }: ReportModel): string {
  if (map === null) return "There is no map: the features leave fewer than two components.";
  const [first, second] = map.variance;
  const shown = map.x.length;
  const who =
    shown < map.of
      ? `${countWords(shown)} of ${counted(map.of, "clustered customer")}`
      : `All ${counted(map.of, "clustered customer")}`;
  return `${who}. The two components keep ${shareWords(first + second)} of the variance, so overlap here can be separation elsewhere.`;
}
