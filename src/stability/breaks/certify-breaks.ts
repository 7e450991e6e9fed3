import * as z from "zod";
import { english } from "../../language/english.ts";
import { russian } from "../../language/russian.ts";
import { inEachLanguage, type Text, text } from "../../language/text.ts";
import { translations } from "../../language/translations.ts";
import { benjaminiHochberg } from "../../math/benjamini-hochberg.ts";
import { isoDate, toIsoDate } from "../../math/calendar.ts";
import type { PastWindows } from "../../segments/choice/past-windows.ts";
import { labelCustomers } from "../../segments/label-customers.ts";
import { sizesOf } from "../../segments/points.ts";
import type { SegmentModel } from "../../segments/segment-model.ts";
import { segmentId } from "../../segments/segmentation.ts";
import { chowTest } from "./chow-test.ts";
import { supFTest } from "./sup-f-test.ts";

/** Whether what the customers of a segment bring broke at some time. */
const segmentBreaks = z.strictObject({
  id: segmentId,
  name: text,
  /** Net revenue of a step per customer who was in the segment at its beginning, in units of the currency; null where nobody was. */
  means: z.array(z.number().nullable()),
  /** The time it most seems to have broken at, with Andrews' supF and its q over the segments; null where it cannot be tested. */
  anywhere: z.strictObject({ at: isoDate, supF: z.number(), p: z.number(), q: z.number() }).nullable(),
  /** Chow's test of a break when the model was fitted; null where that is no step with enough on both sides. */
  atModel: z.strictObject({ at: isoDate, f: z.number(), p: z.number() }).nullable(),
});

export const breakEvidence = z.strictObject({
  /** `warned` where a break is found at 5 %; `refused` with fewer than four steps. It is no part of the verdict. */
  status: z.enum(["passed", "warned", "refused"]),
  reasons: z.array(text),
  source: z.string(),
  /**
   * Where all clustered customers together most seem to break, with supF and its p. What breaks with them, in most segments at the same step, is a season or an
   * event, and nothing of a segment.
   */
  everybody: z.strictObject({ at: isoDate, supF: z.number(), p: z.number() }).nullable(),
  /** Steps between neighbouring windows, oldest first, which do not overlap. */
  steps: z.array(z.strictObject({ from: isoDate, until: isoDate, customers: z.int() })),
  segments: z.array(segmentBreaks),
});
export type BreakEvidence = z.output<typeof breakEvidence>;

const source = "supF (Andrews 1993) with p by simulation, q of Benjamini & Hochberg; Chow (1960)";
const level = 0.05;
/** A segment with such a p at the step where everybody breaks goes with them. */
const leaning = 0.25;
/** Steps that a search for breaks needs. */
const neededSteps = 4;

/**
 * Looks for breaks in what each segment brings: the customers of each past window are put into the segments of one model, and
 * what they spend until the next window is told per customer. Membership is that of the beginning of each step, so that a
 * segment of sleepers does not fall asleep by definition; and steps do not overlap, as look-backs would.
 *
 * @param moneyUnits units of `PastWindows.laterRevenue` to one of the currency
 */
export function certifyBreaks(
  model: SegmentModel,
  past: PastWindows | Text,
  { moneyUnits, seed }: { readonly moneyUnits: number; readonly seed: number },
): BreakEvidence {
  const refused = (reason: Text): BreakEvidence => ({
    status: "refused",
    reasons: [reason],
    source,
    everybody: null,
    steps: [],
    segments: [],
  });
  if (!("tables" in past)) return refused(past);
  const k = model.segments.length;
  const known = stepsOf(past).map(({ table, until, revenue }) => {
    const labels = labelCustomers(model, table);
    const sums = new Float64Array(k);
    for (const [row, label] of labels.entries()) sums[label] += revenue[row] / moneyUnits;
    const sizes = sizesOf(labels, k);
    const mean = sums.reduce((total, sum) => total + sum, 0) / labels.length;
    return {
      ...{ from: table.window.until, until, customers: labels.length, mean },
      means: sums.map((sum, c) => sum / sizes[c]),
    };
  });
  if (known.length < neededSteps) return refused(inEachLanguage((language) => texts[language].tooFew(known.length)));

  const x = Float64Array.from(known, ({ from }) => from);
  const found = model.segments.map(({ id, name }, segment) => {
    const series = { x, y: Float64Array.from(known, ({ means }) => means[segment]) };
    const anywhere = supFTest(series, "level", { seed });
    const before = known.filter(({ from }) => toIsoDate(from) < model.asOf).length;
    const atModel = before === 0 || before === known.length ? undefined : chowTest(series, before, "level");
    return { id, name, series, anywhere, atModel };
  });
  const together = supFTest({ x, y: Float64Array.from(known, ({ mean }) => mean) }, "level", { seed });
  const everybody =
    together.status === "done"
      ? { at: toIsoDate(known[together.first].from), supF: together.supF, p: together.p }
      : null;
  const q = benjaminiHochberg(
    Float64Array.from(found, ({ anywhere }) => (anywhere.status === "done" ? anywhere.p : Number.NaN)),
  );
  const segments = found.map(({ id, name, series, anywhere, atModel }, segment) => ({
    ...{ id, name, means: Array.from(series.y, (mean) => (Number.isNaN(mean) ? null : mean)) },
    anywhere:
      anywhere.status === "done"
        ? { at: toIsoDate(known[anywhere.first].from), supF: anywhere.supF, p: anywhere.p, q: q[segment] }
        : null,
    atModel:
      atModel?.status === "done" && Number.isFinite(atModel.f) ? { at: model.asOf, f: atModel.f, p: atModel.p } : null,
  }));
  const alike = segments.filter(
    ({ anywhere }) => anywhere !== null && anywhere.at === everybody?.at && anywhere.p <= leaning,
  ).length;
  const shared = everybody !== null && everybody.p <= level && 2 * alike > k ? everybody : undefined;
  const broken = segments.flatMap(({ name, anywhere }) =>
    anywhere !== null && anywhere.q <= level && anywhere.at !== shared?.at
      ? [{ name, at: anywhere.at, q: anywhere.q }]
      : [],
  );
  const reasons = [
    ...(shared === undefined ? [] : [inEachLanguage((language) => texts[language].everybody(shared.at, shared.p))]),
    ...broken.map(({ name, at, q }) => inEachLanguage((language) => texts[language].broke(name[language], at, q))),
  ];
  return {
    status: reasons.length === 0 ? "passed" : "warned",
    ...{ reasons, source, everybody },
    steps: known.map(({ from, until, customers }) => ({ from: toIsoDate(from), until: toIsoDate(until), customers })),
    segments,
  };
}

/** Windows with what their customers spent until the next one, where both are seen whole. */
function stepsOf({ tables, earlierRevenue = [], laterRevenue }: PastWindows) {
  return [...earlierRevenue, laterRevenue].flatMap((revenue, at) =>
    revenue instanceof Float64Array ? [{ table: tables[at], until: tables[at + 1].window.until, revenue }] : [],
  );
}

const texts = translations({
  en: {
    tooFew: (steps: number) =>
      `there ${steps === 1 ? "is" : "are"} ${english.counted(steps, "step")} between windows that are seen whole; a search for breaks needs ${neededSteps}`,
    everybody: (at: string, p: number) =>
      `what customers spend in a step broke in most segments in the one from ${at} on (p ${english.decimal(p, 3)}): a season or an event rather than a segment`,
    broke: (segment: string, at: string, q: number) =>
      `what customers of ${segment} spend in a step broke in the one from ${at} on (q ${english.decimal(q, 3)})`,
  },
  ru: {
    tooFew: (steps) =>
      `шагов между окнами с полной историей: ${russian.count(steps)}; для поиска изломов нужно ${neededSteps}`,
    everybody: (at, p) =>
      `траты клиентов за шаг изменились с ${russian.date(at)} в большинстве сегментов (p ${russian.decimal(p, 3)}): это скорее сезон или событие, чем сегмент`,
    broke: (segment, at, q) =>
      `траты клиентов сегмента «${segment}» за шаг изменились с ${russian.date(at)} (q ${russian.decimal(q, 3)})`,
  },
});
