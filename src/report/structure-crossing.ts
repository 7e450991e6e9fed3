import { noFigure } from "../language/number-words.ts";
import { sentence } from "../language/sentence.ts";
import { translations } from "../language/translations.ts";
import { writers } from "../language/writers.ts";
import { type Cell, type Column, numberColumn, type Table, textColumn } from "./card.ts";
import type { ReportModel } from "./report-model.ts";
import { segmentColour, segmentMark, stateTitle } from "./segment-marks.ts";

type ReportStructure = ReportModel["structures"][number];
type ReportPart = ReportStructure["parts"][number];

/** How the customers of each part spread over the learned segments, and what of it is clear of chance. */
export interface Crossing {
  readonly heading: string;
  readonly answer: string;
  readonly table: Table;
  readonly note: string;
}

/** Parts that are shown, the largest; a reader finds nothing in more rows. */
const shownParts = 12;

/** Customers below which a share is not to be relied on. */
const fewCustomers = 30;

/** Cramér's V below which a division hardly tells anything of another, and from which it tells much. */
export const association = { faint: 0.1, strong: 0.3 } as const;

/** Null where there is nothing to cross: customers in a single part or a single state. */
export function structureCrossing(model: ReportModel, structure: ReportStructure): Crossing | null {
  const { heading, columns, everyone, note, leftOut, few } = texts[model.language];
  const { count, share } = writers[model.language];
  if (structure.association === null) return null;

  const all = model.states.map((_, state) => sum(structure.parts.map(({ bySegment }) => bySegment[state])));
  const customers = sum(all);
  const states = model.states.map((_, state) => state).filter((state) => all[state] > 0);
  const inhabited = structure.parts.filter((part) => part.customers > 0);
  const bySize = inhabited.toSorted((a, b) => b.customers - a.customers);
  const hidden = bySize.slice(shownParts);
  const parts = inhabited.filter((part) => !hidden.includes(part));

  const cell = (part: ReportPart, state: number): Cell => {
    if (part.bySegment[state] === 0) return noFigure;
    const text = share(part.bySegment[state] / part.customers);
    if (isFew(part)) return { text, uncertain: true };
    const lift = liftOf(part, state, all[state], customers);
    return isClear(structure, part, state) ? { text, detail: times(model, lift), lean: leanOf(lift) } : text;
  };
  const notes = [note];
  if (parts.some(isFew)) notes.push(few(count(fewCustomers)));
  if (hidden.length > 0) notes.push(leftOut(hidden.length, count(sum(hidden.map((part) => part.customers)))));
  return {
    heading,
    answer: answer(model, structure, parts, all),
    note: notes.join(" "),
    table: {
      columns: [
        textColumn(columns.part),
        numberColumn(columns.customers),
        ...states.map((state) => stateColumn(model, model.states[state])),
      ],
      rows: [
        [everyone, count(customers), ...states.map((state) => share(all[state] / customers))],
        ...parts.map((part): Cell[] => [
          part.title,
          isFew(part) ? { text: `${count(part.customers)} *`, uncertain: true } : count(part.customers),
          ...states.map((state) => cell(part, state)),
        ]),
      ],
    },
  };
}

function stateColumn(model: ReportModel, id: string): Column {
  const index = model.segments.findIndex((segment) => segment.id === id);
  if (index < 0) return numberColumn(stateTitle(model, id));
  return { ...numberColumn(segmentMark(index)), detail: model.segments[index].name, swatch: segmentColour(index) };
}

/** What the parts tell of the segments, and where a learned segment is most above the base. */
function answer(
  model: ReportModel,
  structure: ReportStructure,
  parts: readonly ReportPart[],
  all: readonly number[],
): string {
  const { tells, highest } = texts[model.language];
  const { decimal, range, share } = writers[model.language];
  const { corrected, lo, hi } = structure.association ?? { corrected: 0, lo: 0, hi: 0 };
  const said = [tells(strengthOf(corrected, lo), decimal(corrected, 2), range(decimal(lo, 2), decimal(hi, 2)))];

  const customers = sum(all);
  // The reserved states are rules themselves: that nobody without an order ever bought is no finding.
  const [clearest] = parts
    .filter((part) => !isFew(part))
    .flatMap((part) => model.segments.map((_, state) => ({ part, state, residual: part.residuals[state] ?? 0 })))
    .filter(({ part, state, residual }) => residual > 0 && isClear(structure, part, state))
    .sort((a, b) => b.residual - a.residual);
  if (clearest !== undefined) {
    const { part, state } = clearest;
    said.push(
      highest(
        part.title,
        stateTitle(model, model.states[state]),
        share(part.bySegment[state] / part.customers),
        share(all[state] / customers),
      ),
    );
  }
  return said.map(sentence).join(" ");
}

type Strength = "chance" | "little" | "something" | "much";

/** @param lo lower end of the interval of V; at 0, chance can explain the table */
function strengthOf(corrected: number, lo: number): Strength {
  if (lo === 0) return "chance";
  if (corrected < association.faint) return "little";
  return corrected < association.strong ? "something" : "much";
}

function isFew({ customers }: ReportPart): boolean {
  return customers < fewCustomers;
}

function isClear({ clearResidual }: ReportStructure, { residuals }: ReportPart, state: number): boolean {
  const residual = residuals[state];
  return residual !== null && Math.abs(residual) >= clearResidual;
}

/** Share of the state within the part over its share in the base. */
function liftOf({ bySegment, customers }: ReportPart, state: number, inState: number, everyone: number): number {
  return (bySegment[state] * everyone) / (customers * inState);
}

/** A quarter or less, four times or more: −1, 1. */
function leanOf(lift: number): number {
  return Math.max(-1, Math.min(1, Math.log2(lift) / 2));
}

function times({ language }: ReportModel, lift: number): string {
  return `×${writers[language].decimal(lift, lift < 0.95 ? 2 : 1)}`;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

const texts = translations({
  en: {
    heading: "How do the parts spread over the segments?",
    everyone: "everyone",
    columns: { part: "Part", customers: "Customers" },
    note: "Each row adds up to 100%. ×1.8 is 1.8 times the share among everyone: above is orange, below is blue. Shares without it may be chance (5% for the whole table) or rest on too few customers; – is nobody.",
    few: (least: string) => `* Fewer than ${least} customers: the shares are uncertain.`,
    leftOut: (parts: number, customers: string) =>
      parts === 1
        ? `One smaller part with ${customers} customers is left out.`
        : `${parts} smaller parts with ${customers} customers are left out.`,
    tells: (strength: Strength, v: string, interval: string) => {
      const words = {
        chance: "What the parts tell of the segments may be chance",
        little: "The parts tell little of the segments",
        something: "The parts tell something of the segments",
        much: "The parts tell much of the segments",
      };
      return `${words[strength]}: Cramér's V ${v}, 95% interval ${interval}`;
    },
    highest: (part: string, segment: string, share: string, base: string) =>
      `Clearest: ${share} of "${part}" are in "${segment}", against ${base} of everyone`,
  },
  ru: {
    heading: "Как части распределены по сегментам?",
    everyone: "все клиенты",
    columns: { part: "Часть", customers: "Клиенты" },
    note: "Строка в сумме даёт 100 %. ×1,8 — в 1,8 раза больше, чем доля среди всех клиентов: больше — оранжевым, меньше — голубым. Где пометки нет, различие может быть случайным (5 % на всю таблицу) или клиентов слишком мало; «–» — никого.",
    few: (least) => `* Меньше ${least} клиентов: доли ненадёжны.`,
    leftOut: (parts, customers) => `Не показаны части поменьше: ${parts}, в них клиентов: ${customers}.`,
    tells: (strength, v, interval) => {
      const words = {
        chance: "Связь частей с сегментами может быть случайной",
        little: "О сегментах части говорят мало",
        something: "О сегментах части кое-что говорят",
        much: "О сегментах части говорят много",
      };
      return `${words[strength]}: V Крамера ${v}, интервал 95 % ${interval}`;
    },
    highest: (part, segment, share, base) =>
      `Заметнее всего: среди клиентов части «${part}» ${share} — в сегменте «${segment}», среди всех — ${base}`,
  },
});
