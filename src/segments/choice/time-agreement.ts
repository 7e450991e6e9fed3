import * as z from "zod";
import { english } from "../../language/english.ts";
import { russian } from "../../language/russian.ts";
import type { Text } from "../../language/text.ts";
import { isoDate } from "../../math/calendar.ts";

/** Windows that see all of their time that a verdict over time needs. */
export const neededWindows = 4;

/** How far the model of one window and that of the next put the next window's customers into the same segments. */
export const timePair = z.strictObject({
  /** Ends of the two windows. */
  fittedAsOf: isoDate,
  refittedAsOf: isoDate,
  /** Customers compared. */
  customers: z.int(),
  /** Adjusted Rand index. */
  ari: z.number(),
});
export type TimePair = z.output<typeof timePair>;

/** How far models of neighbouring windows agree, or why that cannot be told. */
export interface TimeAgreement {
  /** Windows that are neither short nor incomplete and have customers. */
  readonly windows: number;
  /** Why there is no evidence over time; undefined when there is. */
  readonly refused: Text | undefined;
  /** Oldest first; empty when refused. */
  readonly pairs: readonly TimePair[];
}

/**
 * What pairs of windows amount to.
 *
 * @param k number of segments
 * @param windows all of them, and those that are judged
 */
export function timeAgreementOf(
  k: number,
  pairs: readonly TimePair[],
  windows: { readonly all: number; readonly judged: number },
): TimeAgreement {
  const refused = refusal(k, pairs, windows);
  return { windows: windows.judged, refused, pairs: refused === undefined ? pairs : [] };
}

function refusal(k: number, pairs: readonly TimePair[], { all, judged }: { all: number; judged: number }) {
  if (k === 1) return nothingToCompare;
  if (judged < neededWindows) return tooFewWindows(all, judged);
  return pairs.length === 0 ? noNeighbours : undefined;
}

const nothingToCompare: Text = {
  en: "one segment holds everyone, so there is nothing to compare",
  ru: "все клиенты в одном сегменте, сравнивать нечего",
};

const noNeighbours: Text = {
  en: "no two neighbouring windows have customers",
  ru: "нет двух соседних окон, в которых есть клиенты",
};

function tooFewWindows(windows: number, full: number): Text {
  const seen =
    windows === 0
      ? { en: "there is no event log", ru: "нет журнала событий" }
      : {
          en: `there ${full === 1 ? "is" : "are"} ${english.counted(full, "window")} with a whole look-back`,
          ru: `с полной глубиной истории есть ${russian.counted(full, "окно", "окна", "окон")}`,
        };
  return {
    en: `${seen.en}; a verdict over time needs ${neededWindows} windows`,
    ru: `${seen.ru}; для вывода об устойчивости во времени нужно ${russian.counted(neededWindows, "окно", "окна", "окон")}`,
  };
}
