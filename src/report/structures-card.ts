import { translations } from "../language/translations.ts";
import { writers } from "../language/writers.ts";
import type { Card } from "./card.ts";
import type { ReportModel } from "./report-model.ts";
import { type StructureCard, structureCard } from "./structure-card.ts";
import { association as cramersV } from "./structure-crossing.ts";

export interface StructuresCard extends Card {
  /** One for each structure, the one that says most about the segments first. */
  readonly structures: readonly StructureCard[];
}

/** Every classical way the base is divided and how it agrees with the learned segments, and which ones are refused. */
export function structuresCard(model: ReportModel): StructuresCard {
  const { question, note, closest, faint, none, withoutInput } = texts[model.language];
  const structures = model.structures.toSorted((a, b) => agreement(b) - agreement(a));
  const [first] = structures;
  const isFaint = first !== undefined && agreement(first) < cramersV.faint;
  const refused = model.refusedStructures.map(({ title }) => title);
  return {
    id: "structures",
    question,
    answer:
      first === undefined || first.association === null
        ? none
        : (isFaint ? faint : closest)(first.title, writers[model.language].decimal(agreement(first), 2)),
    note: refused.length === 0 ? note : `${note} ${withoutInput(refused.join(", "))}`,
    structures: structures.map((structure) => structureCard(model, structure)),
  };
}

/** Below every V where there is nothing to compare. */
function agreement({ association }: ReportModel["structures"][number]): number {
  return association?.corrected ?? -1;
}

const texts = translations({
  en: {
    question: "How else can the base be divided, and how does that agree with the segments?",
    note: "V is Cramér's V between the division and the learned segments with the reserved states: 0 when one says nothing of the other, 1 when it says all; Bergsma's, which takes out what chance adds, with the 95% interval of V.",
    closest: (structure: string, v: string) =>
      `${structure} says most about the learned segments (Cramér's V ${v}). Open a line to see its parts.`,
    none: "Nothing can be compared.",
    faint: (structure: string, v: string) =>
      `None of them says much about the learned segments; the most is said by ${structure} (Cramér's V ${v}). Open a line to see its parts.`,
    withoutInput: (structures: string) => `Not told for want of input: ${structures}.`,
  },
  ru: {
    question: "Как ещё делится база и как это согласуется с сегментами?",
    note: "V — коэффициент Крамера между делением и найденными сегментами со служебными состояниями: 0 — одно ничего не говорит о другом, 1 — говорит всё; с поправкой Бергсмы на случайность и с 95-процентным интервалом.",
    closest: (structure, v) =>
      `Больше всего о найденных сегментах говорит деление «${structure}» (V Крамера ${v}). Нажмите на строку, чтобы увидеть части.`,
    none: "Сравнивать нечего.",
    faint: (structure, v) =>
      `Ни одно деление почти ничего не говорит о найденных сегментах; больше других — «${structure}» (V Крамера ${v}). Нажмите на строку, чтобы увидеть части.`,
    withoutInput: (structures) => `Не рассчитано, нет данных: ${structures}.`,
  },
});
