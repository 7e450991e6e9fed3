import { describe, expect, it } from "vitest";
import { isoDate } from "../../src/math/calendar.ts";
import type { TimeAgreement } from "../../src/segments/choice/time-agreement.ts";
import { fitSegmentModel } from "../../src/segments/fit-segments.ts";
import type { BootstrapEvidence } from "../../src/segments/segment-fit.ts";
import { segmentId } from "../../src/segments/segmentation.ts";
import { segmentsConfig } from "../../src/segments/segments-config.ts";
import {
  certifyStability,
  type Surroundings,
  stabilityCertificate,
} from "../../src/stability/stability-certificate.ts";
import { stabilityConfig } from "../../src/stability/stability-config.ts";
import { plantedTable } from "../segments/feature-tables.ts";

const config = stabilityConfig.parse({});
const { table } = plantedTable(200, 5);
const model = await fitSegmentModel(table, 2, segmentsConfig.parse({}));
const segmentation = { window: table.window };

function bootstrapOf(...jaccards: number[]): BootstrapEvidence {
  const segments = jaccards.map((jaccard, at) => ({
    id: segmentId.parse(`segment-${at + 1}`),
    jaccard,
    lo: jaccard - 0.1,
    hi: jaccard,
  }));
  return { bootstraps: 100, rows: 200, of: 200, segments };
}

function agreementOf(...aris: number[]): TimeAgreement {
  const pairs = aris.map((ari, at) => ({
    fittedAsOf: isoDate.parse(`2023-0${at + 1}-01`),
    refittedAsOf: isoDate.parse(`2023-0${at + 2}-01`),
    customers: 200,
    ari,
  }));
  return { windows: aris.length + 1, refused: undefined, pairs };
}

const refused: TimeAgreement = {
  windows: 2,
  refused: {
    en: "there are 2 windows with a whole look-back; a verdict over time needs 4 windows",
    ru: "с полной глубиной истории есть 2 окна; для вывода нужно 4 окна",
  },
  pairs: [],
};

const alone: Surroundings = {
  drift: {
    status: "refused",
    reasons: [{ en: "there is no earlier window that is seen whole", ru: "нет более раннего окна с полной историей" }],
    source: "Siddiqi 2006",
    found: null,
  },
  breaks: {
    ...{ status: "refused", reasons: [], everybody: null, steps: [], segments: [] },
    source: "Andrews 1993",
  },
  meaning: {
    ...{ status: "refused", reasons: [{ en: "one segment holds everyone", ru: "все клиенты в одном сегменте" }] },
    thresholds: {
      share: 0.05,
      revenueShare: 0.02,
      reachableShare: 0.5,
      balancedAccuracy: 0.8,
      delta: 0.147,
      ratio: 1.25,
      q: 0.05,
    },
    ...{ later: null, segments: [] },
  },
  compared: undefined,
};
const certified = (
  fit: Parameters<typeof certifyStability>[0],
  settings: Parameters<typeof certifyStability>[1],
  surroundings = alone,
) => certifyStability(fit, settings, surroundings);

describe("certifyStability", () => {
  it("passes what comes back and keeps", () => {
    const certificate = certified(
      { model, segmentation, bootstrap: bootstrapOf(0.9, 0.75), overTime: agreementOf(0.9, 0.6, 0.7) },
      config,
    );
    expect(certificate).toMatchObject({ status: "passed", reasons: [], asOf: "2024-01-01" });
    expect(certificate.time).toMatchObject({ status: "passed", worstAri: 0.6, windows: 4 });
    expect(certificate.time.meanAri).toBeCloseTo(2.2 / 3, 12);
    expect(certificate.verdict).toEqual({
      en:
        "The 2 segments come back when customers are drawn again (weakest Jaccard 0.75); " +
        "models of neighbouring windows agree (lowest ARI 0.60 over 3 pairs).",
      ru:
        "Все сегменты воспроизводятся на повторных выборках клиентов (всего 2, наименьший коэффициент Жаккара 0,75); " +
        "модели соседних окон согласуются (наименьший ARI 0,60 на 3 парах).",
    });
    expect(stabilityCertificate.parse(JSON.parse(JSON.stringify(certificate)))).toEqual(certificate);
  });

  it("warns between the thresholds and fails below, naming who and what was needed", () => {
    const warned = certified(
      { model, segmentation, bootstrap: bootstrapOf(0.9, 0.7), overTime: agreementOf(0.9, 0.5, 0.7) },
      config,
    );
    expect(warned.status).toBe("warned");
    expect(warned.reasons).toEqual([
      {
        en: `segment-2 (${model.segments[1].name.en}) comes back with Jaccard 0.70, needed 0.75`,
        ru: `segment-2 (${model.segments[1].name.ru}) воспроизводится слабо: коэффициент Жаккара 0,70, нужно 0,75`,
      },
      {
        en: "the models of 2023-02-01 and 2023-03-01 agree with ARI 0.50, needed 0.60",
        ru: "модели на 1 февраля 2023 и на 1 марта 2023 согласуются слабо: ARI 0,50, нужно 0,60",
      },
    ]);
    const failed = certified(
      { model, segmentation, bootstrap: bootstrapOf(0.9, 0.59), overTime: agreementOf(0.9, 0.9, 0.9) },
      config,
    );
    expect(failed.status).toBe("failed");
    expect(failed.bootstrap.segments.map(({ status }) => status)).toEqual(["passed", "failed"]);
    expect(
      certified({ model, segmentation, bootstrap: bootstrapOf(0.9, 0.9), overTime: agreementOf(0.44) }, config).status,
    ).toBe("failed");
  });

  it("takes the configured threshold", () => {
    const stricter = certified(
      { model, segmentation, bootstrap: bootstrapOf(0.9, 0.8), overTime: agreementOf(0.9) },
      {
        ...config,
        minJaccard: 0.85,
      },
    );
    expect(stricter.bootstrap).toMatchObject({ status: "warned", threshold: { pass: 0.85, warn: 0.6 } });
    const looser = certified(
      { model, segmentation, bootstrap: bootstrapOf(0.9, 0.55), overTime: agreementOf(0.9) },
      {
        ...config,
        minJaccard: 0.5,
      },
    );
    expect(looser.bootstrap.status).toBe("passed");
  });

  it("refuses to judge time without windows, and still reports the bootstraps", () => {
    const certificate = certified({ model, segmentation, bootstrap: bootstrapOf(0.9, 0.8), overTime: refused }, config);
    expect(certificate).toMatchObject({ status: "refused", reasons: [refused.refused] });
    expect(certificate.bootstrap.status).toBe("passed");
    expect(certificate.time).toMatchObject({ worstAri: null, meanAri: null });
    expect(certificate.verdict).toEqual({
      en:
        "The 2 segments come back when customers are drawn again (weakest Jaccard 0.80); " +
        "their stability over time is not judged: there are 2 windows with a whole look-back; a verdict over time needs 4 windows.",
      ru:
        "Все сегменты воспроизводятся на повторных выборках клиентов (всего 2, наименьший коэффициент Жаккара 0,80); " +
        "их устойчивость во времени не оценена: с полной глубиной истории есть 2 окна; для вывода нужно 4 окна.",
    });
    expect(certified({ model, segmentation, bootstrap: bootstrapOf(0.9, 0.3), overTime: refused }, config).status).toBe(
      "failed",
    );
  });

  it("has nothing to judge in a single segment", () => {
    const single = { ...model, segments: model.segments.slice(0, 1) };
    const certificate = certified(
      {
        ...{ model: single, segmentation, bootstrap: bootstrapOf() },
        overTime: { ...refused, refused: { en: "one segment", ru: "один сегмент" } },
      },
      config,
    );
    expect(certificate.status).toBe("refused");
    expect(certificate.verdict.en).toBe("One segment: there is nothing whose stability could be judged.");
  });

  it("says when the verdict over time hangs on one window", () => {
    const time = (...aris: number[]) =>
      certified({ model, segmentation, bootstrap: bootstrapOf(0.9, 0.9), overTime: agreementOf(...aris) }, config).time;
    expect(time(0.9, 0.8, 0.7, 0.9).leaveOneOut).toEqual({ lowest: 0.7, highest: 0.9, decisive: null });
    // The third of five windows takes both of its pairs with it.
    const hanging = time(0.9, 0.5, 0.55, 0.9);
    expect(hanging).toMatchObject({ status: "warned", leaveOneOut: { highest: 0.9, decisive: "2023-03-01" } });
    expect(hanging.reasons.at(-1)?.en).toBe(
      "without the window of 2023-03-01 alone, the agreement over time would be better judged",
    );
    expect(time(0.9, 0.5, 0.9, 0.4, 0.9).leaveOneOut?.decisive).toBeNull();
    expect(time(0.9, 0.8).leaveOneOut).toBeNull();
  });

  it("tells beside the verdict how the model compares with the one in use, and how strongly it predicts", () => {
    const fit = { model, segmentation, bootstrap: bootstrapOf(0.9, 0.9), overTime: agreementOf(0.9, 0.9, 0.9) };
    const first = certified(fit, config);
    expect(first.agreement).toMatchObject({ status: "refused", ari: null, neededSameId: 0.9 });
    expect(first.agreement.reasons[0].en).toBe("there was no model in use to compare with");
    expect(first.predictionStrength).toMatchObject({ status: "refused", value: null, asOf: "2024-01-01" });

    const compared = (lo: number, sameId: number) => ({
      ...alone,
      compared: { agreement: { ari: lo + 0.02, lo, hi: lo + 0.04, bootstraps: 100 }, identity: { sameId } },
    });
    const alike = certified(fit, config, compared(0.8, 0.95));
    expect(alike.agreement).toMatchObject({ status: "passed", reasons: [], lo: 0.8, sameId: 0.95 });
    const apart = certified(fit, config, compared(0.8, 0.7));
    expect(apart.agreement.reasons[0].en).toBe(
      "the model in use and the one fitted now differ: 5% quantile of ARI 0.80, 70.0% of the customers keep their segment",
    );
    expect([apart.status, apart.agreement.status]).toEqual(["passed", "failed"]);

    const structureOf = (p: number) => {
      const figures = { smallestShare: 0.4, worstJaccard: 0.9, meanJaccard: 0.9, silhouette: 0.3, meanInertia: 2 };
      const rest = { predictionStrength: 0.9, timeAri: null, revenue: null, misses: [] };
      const candidate = { k: 2, ...figures, ...rest, gaps: [{ against: "permuted" as const, gap: 0.2, se: 0.1, p }] };
      const choice = { ...model.choice, k: 2, candidates: [candidate] };
      return certified({ ...fit, model: { ...model, choice } }, config);
    };
    expect(structureOf(0.001).structure).toMatchObject({ status: "passed", p: 0.001, reasons: [] });
    const crossed = structureOf(0.3);
    expect([crossed.status, crossed.structure.status]).toEqual(["warned", "warned"]);
    expect(crossed.reasons[0].en).toContain("no tighter than in columns dealt out at random (p 0.30)");

    const strengthOf = (predictionStrength: number) => {
      const figures = { smallestShare: 0.4, worstJaccard: 0.9, meanJaccard: 0.9, silhouette: 0.3, meanInertia: 2 };
      const candidate = { k: 2, ...figures, predictionStrength, timeAri: null, revenue: null, gaps: [], misses: [] };
      const choice = { ...model.choice, k: 2, candidates: [candidate] };
      return certified({ ...fit, model: { ...model, choice } }, config).predictionStrength;
    };
    expect(strengthOf(0.85)).toMatchObject({ status: "passed", value: 0.85, reasons: [] });
    expect(strengthOf(0.7).reasons[0].en).toContain("with strength 0.70, needed 0.80");
  });
});
