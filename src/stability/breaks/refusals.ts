import { english } from "../../language/english.ts";
import { russian } from "../../language/russian.ts";
import type { Text } from "../../language/text.ts";

/** A test for breaks that has nothing to go by. */
export interface RefusedBreakTest {
  readonly status: "refused";
  readonly reason: Text;
}

/** @param needed known values on each side of a break */
export function tooFewForBreak(needed: number, before: number, after: number): RefusedBreakTest {
  return {
    status: "refused",
    reason: {
      en: `a break needs ${english.counted(needed, "known value")} on each side of it, there are ${before} before and ${after} after`,
      ru: `для излома нужно не меньше ${russian.counted(needed, "известного значения", "известных значений", "известных значений")} с каждой стороны, а есть ${before} до и ${after} после`,
    },
  };
}

/** @param needed known values in the whole series */
export function tooShortForBreaks(needed: number, known: number): RefusedBreakTest {
  return {
    status: "refused",
    reason: {
      en: `a search for breaks needs ${english.counted(needed, "known value")}, there ${known === 1 ? "is" : "are"} ${known}`,
      ru: `для поиска изломов нужно не меньше ${russian.counted(needed, "известного значения", "известных значений", "известных значений")}, а есть ${known}`,
    },
  };
}

export const nothingVaries: RefusedBreakTest = {
  status: "refused",
  reason: {
    en: "every value lies on one trend, so there is nothing that could break",
    ru: "все значения лежат на одном тренде, так что излома быть не может",
  },
};
