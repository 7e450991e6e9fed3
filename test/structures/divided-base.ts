import { readHistory } from "../../src/features/customer-history.ts";
import { cutSpans } from "../../src/features/spans.ts";
import { wholePast } from "../../src/features/whole-past.ts";
import type { EpochDay } from "../../src/math/calendar.ts";
import { type DividedBase, divideBase } from "../../src/structures/divide-base.ts";
import { factFormulas } from "../../src/structures/facts.ts";
import type { Gazetteer } from "../../src/structures/place-gazetteer.ts";
import type { Division } from "../../src/structures/structure.ts";
import { structuresConfig } from "../../src/structures/structures-config.ts";
import { stageBase, type WrittenBase } from "../features/staged-base.ts";
import { gazetteerOf } from "./gazetteers.ts";

export interface BaseByParts extends DividedBase {
  /** Customer ids by number. */
  readonly ids: readonly string[];
  /** As-of. */
  readonly until: EpochDay;
  /** The key of the part of every customer in a structure, by customer id. */
  partsOf(structure: string): Record<string, string>;
  /** Why a structure is refused. */
  refusal(structure: string): string | undefined;
}

/** A written base divided by the structures of a configuration; no place is found where no gazetteer is given. */
export async function divide(
  base: WrittenBase,
  config: Record<string, unknown> = {},
  gazetteer: Gazetteer = gazetteerOf([]),
): Promise<BaseByParts> {
  const { engine, staged, ids, context, close } = await stageBase(base);
  const settings = structuresConfig.parse(config);
  const past = await wholePast(engine, staged);
  const formulas = factFormulas({ ...context, window: past }, settings);
  const history = await readHistory(engine, staged, formulas, cutSpans([past]));
  const divided = await divideBase(engine, context, past, history, settings, gazetteer);
  await close();
  return {
    ...divided,
    ids,
    until: staged.asOf,
    partsOf: (structure) => {
      const { keys, codes } = divisionOf(divided.divisions, structure);
      return Object.fromEntries(ids.map((id, i) => [id, keys[codes[i]]]));
    },
    refusal: (structure) => divided.refused.find(({ id }) => id === structure)?.refused.en,
  };
}

/** @throws Error naming the structures that there are */
export function divisionOf(divisions: readonly Division[], structure: string): Division {
  const division = divisions.find(({ id }) => id === structure);
  if (division === undefined) throw new Error(`no structure ${structure} among ${divisions.map(({ id }) => id)}`);
  return division;
}
