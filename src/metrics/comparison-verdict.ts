import { inEachLanguage, type Language, type Text } from "../language/text.ts";
import { writers } from "../language/writers.ts";
import type { ComparedFigure, ComparedMetric } from "./compare-periods.ts";

/** What of the figures is loyalty. */
const loyalty: readonly ComparedMetric[] = ["strict_retention", "repeat_share", "orders_per_customer"];
const spending: readonly ComparedMetric[] = ["average_order", "revenue_per_customer"];
/** What grows with the length of a period says nothing of periods of different lengths. */
const spendingOfAnyLength: readonly ComparedMetric[] = ["average_order"];
/** A dearer or cheaper customer is worth a word from this part of the cost on. */
const notable = 0.05;

type Course = "up" | "down" | "mixed" | "unclear";
type LoyaltyCourse = Course | "untold";

/**
 * What changed, in a sentence: loyalty first, then what customers spend, and what that costs. Only changes that are
 * clear of chance count, except in CAC, which is what was paid.
 *
 * @param isSameLength whether the periods are of about one length; without it nothing is said of loyalty
 */
export function comparisonVerdict(figures: readonly ComparedFigure[], isSameLength: boolean): Text {
  const loyal = isSameLength ? courseOf(figures, loyalty) : "untold";
  const spent = courseOf(figures, isSameLength ? spending : spendingOfAnyLength);
  const cac = figures.find(({ metric }) => metric === "cac")?.relative ?? 0;
  return inEachLanguage((language) => {
    const { loyalty: ofLoyalty, spending: ofSpending, dearer, cheaper, and, but } = words[language];
    const parts = [
      ofLoyalty[loyal],
      ...(spent === "unclear" ? [] : [link(loyal, spent, { and, but }) + ofSpending[spent]]),
    ];
    if (Math.abs(cac) < notable) return `${parts.join("")}.`;
    const good = loyal === "up" || (loyal !== "down" && loyal !== "mixed" && spent === "up");
    const percent = writers[language].share(Math.abs(cac));
    const cost = cac > 0 ? dearer(percent) : cheaper(percent);
    return `${parts.join("")}${good === cac > 0 ? but : and}${cost}.`;
  });
}

function courseOf(figures: readonly ComparedFigure[], metrics: readonly ComparedMetric[]): Course {
  const directions = figures.filter(({ metric }) => metrics.includes(metric)).map(({ direction }) => direction);
  const [up, down] = [directions.includes("up"), directions.includes("down")];
  if (up && down) return "mixed";
  return up ? "up" : down ? "down" : "unclear";
}

function link(first: LoyaltyCourse, second: Course, { and, but }: { and: string; but: string }): string {
  return first === second ? and : but;
}

const words: Readonly<
  Record<
    Language,
    {
      readonly loyalty: Readonly<Record<LoyaltyCourse, string>>;
      readonly spending: Readonly<Record<Exclude<Course, "unclear">, string>>;
      readonly dearer: (percent: string) => string;
      readonly cheaper: (percent: string) => string;
      readonly and: string;
      readonly but: string;
    }
  >
> = {
  en: {
    loyalty: {
      up: "Loyalty grew",
      down: "Loyalty fell",
      mixed: "Some measures of loyalty grew and others fell",
      unclear: "Loyalty did not change measurably",
      untold: "The periods differ in length, so loyalty cannot be compared",
    },
    spending: {
      up: "customers spend more",
      down: "customers spend less",
      mixed: "the average order and revenue per customer moved apart",
    },
    dearer: (percent) => `each new customer costs ${percent} more`,
    cheaper: (percent) => `each new customer costs ${percent} less`,
    and: ", and ",
    but: ", but ",
  },
  ru: {
    loyalty: {
      up: "Лояльность выросла",
      down: "Лояльность снизилась",
      mixed: "Одни показатели лояльности выросли, другие снизились",
      unclear: "Лояльность заметно не изменилась",
      untold: "Периоды разной длины, поэтому о лояльности судить нельзя",
    },
    spending: {
      up: "клиенты тратят больше",
      down: "клиенты тратят меньше",
      mixed: "средний чек и выручка на клиента изменились в разные стороны",
    },
    dearer: (percent) => `каждый новый клиент обходится на ${percent} дороже`,
    cheaper: (percent) => `каждый новый клиент обходится на ${percent} дешевле`,
    and: ", и ",
    but: ", но ",
  },
};
