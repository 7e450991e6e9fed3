import { english } from "../language/english.ts";
import { russian } from "../language/russian.ts";
import { inEachLanguage, type Text } from "../language/text.ts";
import { translations } from "../language/translations.ts";
import type { SegmentIdentity } from "./identity/identify-segments.ts";
import { neededAgreement, neededSameId } from "./identity/needed-agreement.ts";
import type { SameWindowAgreement } from "./identity/same-window-agreement.ts";
import type { StabilityCertificate, StabilityStatus } from "./stability-certificate.ts";

/** Who decides whether a new model replaces the one in use: its proof alone, or people later. */
export type PromotionPolicy = "auto" | "never";

/** How a challenger compares with the champion it would replace. */
export interface Comparison {
  readonly identity: SegmentIdentity;
  readonly agreement: SameWindowAgreement;
  /** What the champion's own certificate says as of now, and how many segments it has. */
  readonly champion: { readonly status: StabilityStatus; readonly segments: number };
}

/** The parts of a certificate that decide. */
type Proof = {
  readonly [part in "bootstrap" | "structure" | "time"]: Pick<StabilityCertificate[part], "status" | "reasons">;
};

export interface Promotion {
  /**
   * `first`: there was no champion, and nothing speaks against this model; `promoted`: it replaces the champion; `kept`: the
   * champion stays; `withheld`: there was no champion, and there is none now; `none`: a model of a later day is in use.
   */
  readonly decision: "none" | "first" | "promoted" | "kept" | "withheld";
  /** Whether a part of the proof could not be judged yet. */
  readonly provisional: boolean;
  /** Why, the weightiest first. */
  readonly reasons: readonly Text[];
}

/**
 * Whether a challenger becomes champion.
 *
 * The first model of a project does unless a part of its certificate fails: what cannot be judged for lack of history does
 * not hold it back, but makes it provisional. Later ones replace the champion when every part passed, their ids are beyond doubt and
 * both put the same customers into the same segments; otherwise the champion stays, which is no failure. A model with other
 * segments has to be better, and not only as good: as long as the champion's segments hold, nobody has to learn new ones. Once
 * they fail, or where there was a single one, it need not agree with them any more.
 *
 * @param comparison with the champion; undefined when there is none
 */
export function decidePromotion(
  policy: PromotionPolicy,
  { bootstrap, structure, time }: Proof,
  comparison: Comparison | undefined,
): Promotion {
  // What was not compared with independent columns, as a single column cannot be, is no gap in the proof.
  const parts = structure.status === "refused" ? [bootstrap, time] : [bootstrap, structure, time];
  const provisional = parts.some(({ status }) => status === "refused");
  if (comparison === undefined) {
    const failed = parts.filter(({ status }) => status === "failed").flatMap(({ reasons }) => reasons);
    if (failed.length > 0) return { decision: "withheld", provisional, reasons: failed };
    const unjudged = parts.filter(({ status }) => status === "refused").flatMap(({ reasons }) => reasons);
    return { decision: "first", provisional, reasons: [each((words) => words.first), ...unjudged] };
  }
  const { identity, agreement, champion } = comparison;
  const isWorthless = champion.status === "failed" || champion.segments === 1;
  const others = identity.segments.filter(({ origin }) => origin !== "kept").length + identity.gone.length;
  const against = [
    ...parts.filter(({ status }) => status !== "passed").flatMap(({ reasons }) => reasons),
    ...(agreement.lo < neededAgreement && !isWorthless
      ? [each((words) => words.apart(agreement.ari, agreement.lo))]
      : []),
    ...(others > 0 && champion.status === "passed" && !isWorthless ? [each((words) => words.others(identity))] : []),
    ...(identity.ambiguous && !isWorthless ? [each((words) => words.ambiguous(doubtful(identity)))] : []),
    ...(identity.sameId < neededSameId && !isWorthless ? [each((words) => words.scattered(identity.sameId))] : []),
    ...(policy === "never" ? [each((words) => words.policy)] : []),
  ];
  if (against.length > 0) return { decision: "kept", provisional, reasons: against };
  return {
    decision: "promoted",
    provisional,
    reasons: [each((words) => (isWorthless ? words.better : words.proved(agreement.ari, identity.sameId)))],
  };
}

function doubtful({ segments }: SegmentIdentity): string {
  return segments
    .filter(({ doubt }) => doubt !== null)
    .map(({ id }) => id)
    .join(", ");
}

function each(sentence: (words: (typeof texts)["en"]) => string): Text {
  return inEachLanguage((language) => sentence(texts[language]));
}

const texts = translations({
  en: {
    first: "there was no model in use, and nothing speaks against it",
    later: "a model of a later day is in use, so the model of this run is kept for its own day only",
    better: "every part of its certificate holds, and the champion's segments no longer hold or were a single one",
    proved: (ari: number, sameId: number) =>
      `every part of its certificate holds; it agrees with the champion (ARI ${english.decimal(ari, 2)}), and ${english.share(sameId)} of the customers keep their segment`,
    apart: (ari: number, lo: number) =>
      `champion and challenger put too many of the same customers into different segments (ARI ${english.decimal(ari, 2)}, 5% quantile ${english.decimal(lo, 2)}, needed ${english.decimal(neededAgreement, 2)})`,
    others: ({ segments, gone }: SegmentIdentity) => {
      const fresh = segments.filter(({ origin }) => origin !== "kept").map(({ id }) => `with ${id}`);
      const changes = [...fresh, ...gone.map(({ id }) => `without ${id}`)].join(", ");
      return `the champion's segments still hold, so a model with other segments (${changes}) would have to be better`;
    },
    ambiguous: (ids: string) =>
      `which segments are the champion's is ambiguous: another one is nearly as near, or the customers say otherwise (${ids})`,
    scattered: (sameId: number) =>
      `which segments are the champion's is ambiguous: ${english.share(sameId)} of the customers keep their segment, needed ${english.share(neededSameId)}`,
    policy: "promotion is left to people (--promote never)",
  },
  ru: {
    first: "действующей модели не было, и против этой ничто не говорит",
    later: "действует модель более поздней даты, поэтому модель этого запуска сохранена только для своей даты",
    better: "все проверки пройдены, а сегменты действующей модели больше не устойчивы или сегмент был один",
    proved: (ari, sameId) =>
      `все проверки пройдены; модель согласуется с действующей (ARI ${russian.decimal(ari, 2)}), и ${russian.share(sameId)} клиентов остаются в своих сегментах`,
    apart: (ari, lo) =>
      `действующая и новая модели распределяют слишком многих клиентов по-разному (ARI ${russian.decimal(ari, 2)}, квантиль 5 % ${russian.decimal(lo, 2)}, нужно ${russian.decimal(neededAgreement, 2)})`,
    others: ({ segments, gone }) => {
      const fresh = segments.filter(({ origin }) => origin !== "kept").map(({ id }) => `с ${id}`);
      const changes = [...fresh, ...gone.map(({ id }) => `без ${id}`)].join(", ");
      return `сегменты действующей модели по-прежнему устойчивы, поэтому модель с другими сегментами (${changes}) должна быть лучше`;
    },
    ambiguous: (ids) =>
      `соответствие сегментам действующей модели неоднозначно: почти так же близок другой сегмент или иначе распределены клиенты (${ids})`,
    scattered: (sameId) =>
      `соответствие сегментам действующей модели неоднозначно: в своих сегментах остаются ${russian.share(sameId)} клиентов, нужно ${russian.share(neededSameId)}`,
    policy: "решение о замене модели оставлено людям (--promote never)",
  },
});

/** What becomes of a model that is fitted as of a day before the champion's: nothing, it is kept for its own day. */
export const keptForItsDay: Promotion = {
  decision: "none",
  provisional: false,
  reasons: [each((words) => words.later)],
};
