import { levelParts } from "./level-titles.ts";
import type { Offer } from "./offer.ts";
import { noAttribute } from "./refusals.ts";
import { byLevel, type StructureKind } from "./structure.ts";

/** A structure of the levels of an attribute. */
export function ofCategory(kind: StructureKind, id: string, fact: string, en: string, ru: string): Offer {
  return ({ facts }) => {
    const name = {
      id,
      kind,
      title: { en, ru },
      definition: {
        en: `${en} as the customers' table has it at as-of; rare ones are together as other.`,
        ru: `${ru} по таблице клиентов на дату отчёта; редкие значения объединены.`,
      },
    };
    const levels = facts.get(fact)?.levels ?? [];
    if (levels.length === 0) return { ...name, refused: noAttribute(fact.replaceAll("_", " "), ru.toLowerCase()) };
    return { ...name, ...byLevel(fact, levelParts(levels)) };
  };
}
