import { describe, expect, it } from "vitest";
import { isoDate } from "../../../src/math/calendar.ts";
import { timeAgreementOf } from "../../../src/segments/choice/time-agreement.ts";

const day = isoDate.parse("2025-01-01");
const pairs = [{ fittedAsOf: day, refittedAsOf: day, customers: 10, ari: 0.9 }];

describe("timeAgreementOf", () => {
  it("is the pairs where there are windows enough", () => {
    expect(timeAgreementOf(3, pairs, { all: 5, judged: 4 })).toEqual({ windows: 4, refused: undefined, pairs });
  });

  it("is refused, with the reason, when there is too little to compare", () => {
    const refused = (k: number, all: number, judged: number) => {
      const agreement = timeAgreementOf(k, k === 2 ? [] : pairs, { all, judged });
      expect(agreement.pairs).toEqual([]);
      return agreement.refused;
    };
    expect(refused(3, 0, 0)).toEqual({
      en: "there is no event log; a verdict over time needs 4 windows",
      ru: "нет журнала событий; для вывода об устойчивости во времени нужно 4 окна",
    });
    expect(refused(3, 4, 1)).toEqual({
      en: "there is 1 window with a whole look-back; a verdict over time needs 4 windows",
      ru: "с полной глубиной истории есть 1 окно; для вывода об устойчивости во времени нужно 4 окна",
    });
    expect(refused(1, 6, 6)).toEqual({
      en: "one segment holds everyone, so there is nothing to compare",
      ru: "все клиенты в одном сегменте, сравнивать нечего",
    });
    expect(refused(2, 6, 6)?.en).toBe("no two neighbouring windows have customers");
  });
});
