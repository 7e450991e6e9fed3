import { readHistory } from "../../src/features/customer-history.ts";
import { cutSpans } from "../../src/features/spans.ts";
import { wholePast } from "../../src/features/whole-past.ts";
import { moneyUnitsOf } from "../../src/inputs/currency.ts";
import { type DividedBase, divideBase } from "../../src/structures/divide-base.ts";
import { categoryNames, factFormulas } from "../../src/structures/facts.ts";
import { structuresConfig } from "../../src/structures/structures-config.ts";
import { workOutFacts } from "../../src/structures/work-out-facts.ts";
import { currency, stageBase, type WrittenBase } from "../features/staged-base.ts";

export interface BaseByParts extends DividedBase {
  /** The key of the part of every customer in a structure, by customer id. */
  partsOf(structure: string): Record<string, string>;
  /** Why a structure is refused. */
  refusal(structure: string): string | undefined;
}

/** A written base divided by the structures of a configuration. */
export async function divide(base: WrittenBase, config: Record<string, unknown> = {}): Promise<BaseByParts> {
  const { engine, staged, ids, context, close } = await stageBase(base);
  const settings = structuresConfig.parse(config);
  const past = await wholePast(engine, staged);
  const formulas = factFormulas({ ...context, window: past }, settings);
  const history = await readHistory(engine, staged, formulas, cutSpans([past]));
  const facts = await workOutFacts(
    engine,
    formulas,
    staged.profileMetrics.length,
    past,
    history,
    settings.psychographic,
  );
  const divided = await divideBase(
    engine,
    {
      dialect: engine.dialect,
      config: settings,
      until: staged.asOf,
      hasEvents: staged.hasEvents,
      moneyUnits: moneyUnitsOf(currency),
      tags: context.levels,
      categories: categoryNames({ ...context, window: past }),
      facts,
    },
    staged.customers,
  );
  await close();
  return {
    ...divided,
    partsOf: (structure) => {
      const division = divided.divisions.find(({ id }) => id === structure);
      if (division === undefined) throw new Error(`no structure ${structure}: ${JSON.stringify(divided.refused)}`);
      return Object.fromEntries(ids.map((id, i) => [id, division.keys[division.codes[i]]]));
    },
    refusal: (structure) => divided.refused.find(({ id }) => id === structure)?.refused.en,
  };
}
