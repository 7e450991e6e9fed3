import { sentence } from "../language/sentence.ts";
import type { Language } from "../language/text.ts";
import { translations } from "../language/translations.ts";
import type { LtvResult } from "../ltv/fit-ltv.ts";
import type { ReportVerdict } from "../report/report-model.ts";
import type { StabilityCertificate } from "../stability/stability-certificate.ts";
import type { Transitions } from "../transitions/estimate-transitions.ts";
import type { RunManifest } from "./manifest.ts";

export interface RunVerdict {
  readonly grade: ReportVerdict;
  /** The grade in the language of the run. */
  readonly word: string;
  /** The most important first. */
  readonly sentences: readonly string[];
}

/** Whether the run may be used, in words: by the worst part of its certificate, then what was refused and why. */
export function verdictOf(
  certificate: StabilityCertificate,
  transitions: Transitions,
  ltv: LtvResult,
  language: Language,
): RunVerdict {
  const unstable = certificate.status === "failed";
  const doubtful = certificate.status === "warned" || certificate.status === "refused";
  const grade = unstable ? "do not use" : doubtful ? "usable with care" : "safe to use";
  const refusals = [transitions, ltv].flatMap((part) => (part.status === "refused" ? [part.reason] : []));
  return {
    grade,
    word: texts[language].grades[grade],
    sentences: [certificate.verdict, ...certificate.reasons, ...refusals].map((text) => sentence(text[language])),
  };
}

/** The gates a model must pass before it is delivered: each part of the certificate that could be judged. */
export function gatesOf({ bootstrap, time }: StabilityCertificate, language: Language): RunManifest["gates"] {
  const { weakestSegment, nothingToReproduce, worstPair, notJudged } = texts[language];
  const weakest =
    bootstrap.segments.length === 0 ? null : Math.min(...bootstrap.segments.map(({ jaccard }) => jaccard));
  return [
    {
      name: "bootstrap",
      passed: bootstrap.status !== "failed",
      value: weakest,
      needed: bootstrap.threshold.warn,
      sentence: weakest === null ? nothingToReproduce : weakestSegment,
    },
    {
      name: "time",
      passed: time.status !== "failed",
      value: time.worstAri,
      needed: time.threshold.warn,
      sentence: time.worstAri === null ? (time.reasons[0]?.[language] ?? notJudged) : worstPair,
    },
  ];
}

const texts = translations({
  en: {
    grades: {
      "safe to use": "safe to use",
      "usable with care": "usable with care",
      "do not use": "do not use",
    } satisfies Record<ReportVerdict, string>,
    weakestSegment: "mean bootstrap Jaccard of the weakest segment",
    nothingToReproduce: "one segment has nothing to reproduce",
    worstPair: "smallest adjusted Rand index of neighbouring windows",
    notJudged: "not judged",
  },
  ru: {
    grades: {
      "safe to use": "можно использовать",
      "usable with care": "использовать с осторожностью",
      "do not use": "не использовать",
    },
    weakestSegment: "средний бутстреп-коэффициент Жаккара самого слабого сегмента",
    nothingToReproduce: "единственному сегменту нечего воспроизводить",
    worstPair: "наименьший скорректированный индекс Рэнда соседних окон",
    notJudged: "не оценено",
  },
});
