import { readHistory } from "../../src/features/customer-history.ts";
import { cutSpans } from "../../src/features/spans.ts";
import { wholePast } from "../../src/features/whole-past.ts";
import { moneyUnitsOf } from "../../src/inputs/currency.ts";
import type { EpochDay } from "../../src/math/calendar.ts";
import { affinityConfig } from "../../src/metrics/category-affinity.ts";
import { describeStructures } from "../../src/run/stages/describe-structures.ts";
import { climateFacts } from "../../src/structures/climate-facts.ts";
import { divideBase } from "../../src/structures/divide-base.ts";
import { categoryNames, type Fact, factFormulas } from "../../src/structures/facts.ts";
import type { Gazetteer } from "../../src/structures/place-gazetteer.ts";
import type { Division } from "../../src/structures/structure.ts";
import { structuresConfig } from "../../src/structures/structures-config.ts";
import type { StructuresFile } from "../../src/structures/structures-file.ts";
import { workOutFacts } from "../../src/structures/work-out-facts.ts";
import { currency, stageBase, type WrittenBase } from "../features/staged-base.ts";
import { geoNames } from "./gazetteers.ts";

export interface DescribedBase extends StructuresFile {
  /** Customer ids by number. */
  readonly ids: readonly string[];
  readonly divisions: readonly Division[];
  /** As-of. */
  readonly until: EpochDay;
  /** What the structures are made of, by name. */
  readonly facts: ReadonlyMap<string, Fact>;
  /** The key of the part of every customer in a structure, by customer id. */
  partsOf(structure: string): Record<string, string>;
}

/** What a run would say of a written base, the climate of its places included; everybody is in one segment. */
export async function describeBase(
  base: WrittenBase,
  config: Record<string, unknown> = {},
  gazetteer: Gazetteer = geoNames,
): Promise<DescribedBase> {
  const { engine, staged, ids, context, close } = await stageBase(base);
  const settings = structuresConfig.parse(config);
  const past = await wholePast(engine, staged);
  const seen = { ...context, window: past };
  const formulas = factFormulas(seen, settings);
  const history = await readHistory(engine, staged, formulas, cutSpans([past]));
  const metrics = staged.profileMetrics.length;
  const facts = await workOutFacts(engine, formulas, metrics, past, history, settings.psychographic);
  const categories = categoryNames(seen);
  const amounts = categories.flatMap((_, j) => facts.get(`category_${j}`)?.values ?? []);
  const { climate, unknownPlaces } = await climateFacts(
    engine,
    staged.attributes,
    facts.get("climate_zone"),
    staged.customers,
    staged.asOf,
    gazetteer,
    settings.geographic,
  );
  if (climate !== undefined) facts.set("climate", climate);
  const { dialect } = engine;
  const { asOf: until, hasEvents, customers } = staged;
  const divided = await divideBase(
    engine,
    {
      ...{ dialect, config: settings, until, hasEvents, moneyUnits: moneyUnitsOf(currency) },
      ...{ tags: context.levels, categories, facts },
    },
    customers,
  );
  await close();
  const described = { ...divided, segments: oneSegment(customers), unknownPlaces, categories, amounts };
  return {
    ...describeStructures(described, affinityConfig.parse({})),
    ...{ ids, divisions: divided.divisions, until, facts },
    partsOf: (structure) => {
      const { keys, codes } = divisionOf(divided.divisions, structure);
      return Object.fromEntries(ids.map((id, i) => [id, keys[codes[i]]]));
    },
  };
}

/** @throws Error naming the structures that there are */
export function divisionOf(divisions: readonly Division[], structure: string): Division {
  const division = divisions.find(({ id }) => id === structure);
  if (division === undefined) throw new Error(`no structure ${structure} among ${divisions.map(({ id }) => id)}`);
  return division;
}

function oneSegment(customers: number): Division {
  const title = { en: "everybody", ru: "все" };
  return {
    ...{ id: "segment", kind: "segment", title, definition: title },
    ...{ keys: ["all"], parts: [{ key: "all", title }], codes: new Int16Array(customers) },
  };
}
