import { describe, expect, it } from "vitest";
import { gatesOf } from "../../src/run/verdict.ts";
import { sampleReport } from "../report/report-model-builder.ts";

const { stability } = sampleReport();

describe("gatesOf", () => {
  it("judges the weakest segment and the worst pair of windows", () => {
    expect(gatesOf(stability, "en")).toEqual([
      {
        ...{ name: "bootstrap", passed: true, value: 0.66, needed: 0.6 },
        sentence: "mean bootstrap Jaccard of the weakest segment",
      },
      {
        ...{ name: "time", passed: true, value: 0.71, needed: 0.45 },
        sentence: "smallest adjusted Rand index of neighbouring windows",
      },
    ]);
  });

  it("says in the run's language why a part cannot be judged", () => {
    const reasons = [{ en: "there is no event log", ru: "нет журнала событий" }];
    const time = { ...stability.time, status: "refused" as const, reasons, worstAri: null, meanAri: null };
    expect(gatesOf({ ...stability, time }, "ru").map(({ sentence }) => sentence)).toEqual([
      "средний бутстреп-коэффициент Жаккара самого слабого сегмента",
      "нет журнала событий",
    ]);
  });
});
