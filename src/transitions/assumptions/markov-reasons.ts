import { english } from "../../language/english.ts";
import { russian } from "../../language/russian.ts";
import { inEachLanguage, type Language, type Text } from "../../language/text.ts";
import { translations } from "../../language/translations.ts";
import type { SegmentId } from "../../segments/segmentation.ts";
import type { DwellEvidence, MarkovEvidence, MoveShift } from "./markov-evidence.ts";
import type { Memory } from "./states-with-history.ts";

/** Windows that every test of assumptions needs: paths through three of them, or two pairs. */
const neededWindows = 3;

/** Why each assumption fails or cannot be tested, null where it holds; and what there is to say besides. */
export interface MarkovReasons {
  readonly order: Text | null;
  readonly homogeneity: Text | null;
  readonly cohorts: Text | null;
  readonly dwell: Text | null;
  readonly remarks: readonly Text[];
}

/**
 * Why moves are no Markov chain, or cannot be tested; nothing where they pass.
 *
 * @param evidence whose own reasons are not read
 * @param names of its states, in their order
 */
export function markovReasons(evidence: MarkovEvidence, names: readonly Text[]): MarkovReasons {
  const { level, states, windows, order, homogeneity, cohorts, dwell, memory } = evidence;
  const write = (sentence: (texts: MarkovTexts, name: (state: SegmentId) => string, language: Language) => string) =>
    inEachLanguage((language) =>
      sentence(markovTexts[language], (state) => names[states.indexOf(state)][language], language),
    );
  const reasons: { -readonly [test in keyof MarkovReasons]: MarkovReasons[test] } & { remarks: Text[] } = {
    ...{ order: null, homogeneity: null, cohorts: null, dwell: null },
    remarks: [],
  };
  if (windows.length < neededWindows) {
    reasons.remarks.push(write((texts) => texts.tooFewWindows(windows.length)));
    return reasons;
  }
  if (order.test.status === "refused") reasons.order = order.test.reason;
  else if (order.status === "failed") {
    const { order1Against2, middleStates } = order.test;
    const most = states.filter((_, state) => isFinding(middleStates[state].q, level));
    reasons.order = write((texts, name) => texts.order(order1Against2.p, most.map(name)));
  }

  if (homogeneity.test.status === "refused") reasons.homogeneity = homogeneity.test.reason;
  else if (homogeneity.status === "failed") {
    const found = findings(states, homogeneity.test.origins, level);
    const shift = largest(homogeneity.shifts);
    reasons.homogeneity = write((texts, name) => {
      const sentence = texts.windows(found.ids.map(name), found.least);
      return shift ? sentence + shiftWords(texts, name, shift, texts.until(windows[shift.group + 1])) : sentence;
    });
  }
  if (cohorts.test.status === "done" && cohorts.status === "failed") {
    const found = findings(states, cohorts.test.origins, level);
    const shift = largest(cohorts.shifts);
    reasons.cohorts = write((texts, name, language) => {
      const sentence = texts.cohorts(found.ids.map(name), found.least);
      return shift
        ? sentence + shiftWords(texts, name, shift, texts.among(cohorts.names[shift.group][language]))
        : sentence;
    });
  }
  if (dwell.status === "failed") {
    const found = findings(states, dwell.states, level);
    const { id, first, later } = steepest(dwell, level);
    reasons.dwell = write((texts, name) => texts.dwell(found.ids.map(name), found.least, name(id), first, later));
  }

  if (homogeneity.status === "failed" && memory !== null) reasons.remarks.push(write((texts) => texts.changed));
  if (evidence.status === "failed" && evidence.overlapping) reasons.remarks.push(write((texts) => texts.overlapping));
  if (memory?.status === "refused") reasons.remarks.push(memory.reason);
  if (memory?.status === "done") {
    const gain = memory.candidates.find((candidate) => candidate.memory === memory.chosen)?.gain ?? 0;
    reasons.remarks.push(write((texts) => texts.memory[memory.chosen](gain)));
  }
  return reasons;
}

function isFinding(q: number | null, level: number): q is number {
  return q !== null && q <= level;
}

/** States with a q at or below the level, and the least q. */
function findings(states: readonly SegmentId[], tests: readonly { readonly q: number | null }[], level: number) {
  const found = tests.flatMap(({ q }, state) => (isFinding(q, level) ? [{ id: states[state], q }] : []));
  return { ids: found.map(({ id }) => id), least: Math.min(...found.map(({ q }) => q)) };
}

function largest(shifts: readonly MoveShift[]): MoveShift | undefined {
  const apart = ({ share, otherwise }: MoveShift) => Math.abs(share - otherwise);
  return shifts.toSorted((a, b) => apart(b) - apart(a))[0];
}

function shiftWords(
  texts: MarkovTexts,
  name: (state: SegmentId) => string,
  { origin, destination, share, otherwise }: MoveShift,
  where: string,
): string {
  return `: ${texts.shift(where, name(origin), name(destination), share, otherwise)}`;
}

/** The state that fails whose chance of leaving differs most between the first age and later ones. */
function steepest({ states }: DwellEvidence, level: number) {
  const falls = states.flatMap(({ id, q, test }) => {
    if (!isFinding(q, level) || test.status === "refused") return [];
    return [{ id, first: test.hazards[0], later: sum(test.exits.slice(1)) / sum(test.atRisk.slice(1)) }];
  });
  return falls.sort((a, b) => Math.abs(b.first - b.later) - Math.abs(a.first - a.later))[0];
}

function sum(counts: readonly number[]): number {
  return counts.reduce((all, count) => all + count, 0);
}

type MarkovTexts = (typeof markovTexts)["en"];

const markovTexts = translations({
  en: {
    tooFewWindows: (windows: number) =>
      `the assumptions of a Markov chain need ${neededWindows} windows with a full look-back, got ${windows}`,
    order: (p: number | null, states: readonly string[]) =>
      `where customers go next also depends on where they were before (${chance("p", p, english.decimal)})${states.length === 0 ? "" : `, in ${listed(states)}`}`,
    windows: (origins: readonly string[], q: number) =>
      `moves out of ${listed(origins)} are not alike in all windows (${chance("q", q, english.decimal)}), so the pooled matrix is an average of different ones`,
    cohorts: (origins: readonly string[], q: number) =>
      `moves out of ${listed(origins)} are not alike in all cohorts (${chance("q", q, english.decimal)})`,
    shift: (where: string, origin: string, destination: string, share: number, otherwise: number) =>
      `${where} ${english.share(share)} of those in "${origin}" ${origin === destination ? "stayed" : `went to "${destination}"`}, otherwise ${english.share(otherwise)}`,
    until: (date: string) => `up to ${date}`,
    among: (cohort: string) => `in the cohort "${cohort}"`,
    dwell: (states: readonly string[], q: number, example: string, first: number, later: number) =>
      `the chance of leaving ${listed(states)} depends on how long a customer has been there (${chance("q", q, english.decimal)}): out of "${example}" it is ${english.share(first)} in the first window and ${english.share(later)} later`,
    changed:
      "order and time spent are judged over all windows together: where moves changed between windows, part of what they show may be that change",
    overlapping:
      "look-backs overlap, so that labels remember earlier months by construction: part of this may be their memory and not that of customers",
    memory: {
      none: () =>
        "no memory foretells the last moves better than the segment alone, so the states stay as they are: the departure is real and small",
      previous: (gain: number) =>
        `states that remember the segment one window before foretell the last moves best (${english.signed(gain, 4)} nats per move): they are the ones to go on with`,
      age: (gain: number) =>
        `states that remember how long a customer has been there foretell the last moves best (${english.signed(gain, 4)} nats per move): they are the ones to go on with`,
    } satisfies Record<Memory, (gain: number) => string>,
  },
  ru: {
    tooFewWindows: (windows) =>
      `чтобы проверить предпосылки марковской цепи, нужно ${neededWindows} окна с полной глубиной истории, есть ${windows}`,
    order: (p, states) =>
      `следующее состояние клиента зависит и от предыдущего (${chance("p", p, russian.decimal)})${states.length === 0 ? "" : `, в состояниях: ${quoted(states)}`}`,
    windows: (origins, q) =>
      `в разных окнах из одних и тех же состояний переходят по-разному (${chance("q", q, russian.decimal)}; ${quoted(origins)}), так что общая матрица усредняет разные`,
    cohorts: (origins, q) =>
      `в разных когортах из одних и тех же состояний переходят по-разному (${chance("q", q, russian.decimal)}; ${quoted(origins)})`,
    shift: (where, origin, destination, share, otherwise) =>
      `${where} ${origin === destination ? `в «${origin}» осталось` : `из «${origin}» в «${destination}» перешло`} ${russian.share(share)}, в остальных случаях ${russian.share(otherwise)}`,
    until: (date) => `в окне до ${russian.date(date)}`,
    among: (cohort) => `в когорте «${cohort}»`,
    dwell: (states, q, example, first, later) =>
      `вероятность ухода зависит от того, сколько клиент пробыл в состоянии (${chance("q", q, russian.decimal)}; ${quoted(states)}): из «${example}» уходит ${russian.share(first)} в первом окне и ${russian.share(later)} позже`,
    changed:
      "порядок и время пребывания проверяются по всем окнам вместе: там, где переходы менялись от окна к окну, часть этой зависимости может быть самим изменением",
    overlapping:
      "окна пересекаются, поэтому метки помнят прошлые месяцы по построению: часть этой зависимости может быть памятью окон, а не клиентов",
    memory: {
      none: () =>
        "ни одна память не предсказывает последние переходы лучше, чем сам сегмент, поэтому состояния остаются прежними: отклонение есть, но небольшое",
      previous: (gain) =>
        `лучше всего последние переходы предсказывают состояния, которые помнят предыдущий сегмент (${russian.signed(gain, 4)} ната на переход): дальше лучше работать с ними`,
      age: (gain) =>
        `лучше всего последние переходы предсказывают состояния, которые помнят, сколько клиент в них пробыл (${russian.signed(gain, 4)} ната на переход): дальше лучше работать с ними`,
    },
  },
});

/** `p 0.012`, or `p < 0.001`. */
function chance(symbol: string, value: number | null, decimal: (value: number, digits: number) => string): string {
  return value !== null && value < 0.001 ? `${symbol} < ${decimal(0.001, 3)}` : `${symbol} ${decimal(value ?? 1, 3)}`;
}

/** Names that a sentence can take; how many more there are is said. */
const mostNames = 4;

function listed(names: readonly string[]): string {
  const rest = names.length - mostNames;
  const shown = names.slice(0, mostNames).map((name) => `"${name}"`);
  return rest > 0 ? `${shown.join(", ")} and ${rest} more` : shown.join(", ");
}

function quoted(names: readonly string[]): string {
  const rest = names.length - mostNames;
  const shown = names.slice(0, mostNames).map((name) => `«${name}»`);
  return rest > 0 ? `${shown.join(", ")} и ещё ${rest}` : shown.join(", ");
}
