import * as z from "zod";
import type { FeatureTable } from "../../features/feature-table.ts";
import { english } from "../../language/english.ts";
import { russian } from "../../language/russian.ts";
import { inEachLanguage, type Text, text } from "../../language/text.ts";
import { translations } from "../../language/translations.ts";
import { toIsoDate } from "../../math/calendar.ts";
import { isJudged, type PastWindows } from "../../segments/choice/past-windows.ts";
import type { SegmentModel } from "../../segments/segment-model.ts";
import { measureDrift, type WindowDrift, windowDrift } from "./window-drift.ts";

/** What moved since an earlier window, as a part of the certificate. It is news of the customers, not a fault of the model. */
export const driftEvidence = z.strictObject({
  /** `warned` where anything moved by more than sampling explains; `refused` without two windows to compare. */
  status: z.enum(["passed", "warned", "refused"]),
  reasons: z.array(text),
  source: z.string(),
  found: windowDrift.nullable(),
});
export type DriftEvidence = z.output<typeof driftEvidence>;

const source =
  "bands .10 and .25 of credit scoring (Siddiqi 2006), against the sampling null (Yurdakul & Naranjo 2020)";

/**
 * Compares the newest window with the one that the model was fitted on, or, when that is the newest, with the oldest one
 * that is seen whole.
 */
export function certifyDrift(model: SegmentModel, past: PastWindows | Text, seed: number): DriftEvidence {
  if (!("tables" in past)) return { status: "refused", reasons: [past], source, found: null };
  const now = past.tables.at(-1);
  const earlier = past.tables.slice(0, -1).filter(isJudged);
  const fittedOn = earlier.find((table) => isWindowOf(model, table)) ?? earlier[0];
  if (now === undefined || fittedOn === undefined || !isJudged(now)) {
    const said = now === undefined || isJudged(now) ? "oneWindow" : "notWhole";
    const reasons = [inEachLanguage((language) => texts[language][said])];
    return { status: "refused", reasons, source, found: null };
  }
  const found = measureDrift(model, fittedOn, now, seed);
  const reasons = reasonsOf(found);
  return { status: reasons.length === 0 ? "passed" : "warned", reasons, source, found };
}

function isWindowOf({ asOf }: SegmentModel, { window }: FeatureTable): boolean {
  return toIsoDate(window.until) === asOf;
}

function reasonsOf({ from, shares, features }: WindowDrift): Text[] {
  const moved = features.filter(({ verdict }) => verdict !== "stable");
  return [
    ...(shares.verdict === "stable" ? [] : [inEachLanguage((language) => texts[language].shares(from, shares.psi))]),
    ...(moved.length === 0
      ? []
      : [
          inEachLanguage((language) =>
            texts[language].features(
              from,
              moved.map(({ title, psi }) => ({ title: title[language], psi })),
              features.length,
            ),
          ),
        ]),
  ];
}

interface Moved {
  readonly title: string;
  readonly psi: number;
}

const texts = translations({
  en: {
    notWhole: "the newest window does not see all of its time",
    oneWindow: "there is no earlier window that is seen whole",
    shares: (from: string, psi: number) =>
      `the sizes of the segments moved since ${from} by more than sampling explains (PSI ${english.decimal(psi, 2)})`,
    features: (from: string, moved: readonly Moved[], all: number) =>
      `${moved.length} of ${english.counted(all, "feature")} moved since ${from} by more than sampling explains: ${moved.map(({ title, psi }) => `${title} (PSI ${english.decimal(psi, 2)})`).join(", ")}`,
  },
  ru: {
    notWhole: "последнее окно охвачено данными не полностью",
    oneWindow: "нет более раннего окна с полной историей",
    shares: (from, psi) =>
      `размеры сегментов с ${russian.date(from)} изменились сильнее, чем объясняет случайность (PSI ${russian.decimal(psi, 2)})`,
    features: (from, moved, all) =>
      `признаки изменились с ${russian.date(from)} сильнее, чем объясняет случайность (${moved.length} из ${all}): ${moved.map(({ title, psi }) => `${title} (PSI ${russian.decimal(psi, 2)})`).join(", ")}`,
  },
});
