import type { Engine } from "../engine/engine.ts";
import type { CustomerHistory } from "../features/customer-history.ts";
import type { FamilyContext } from "../features/family.ts";
import type { Window } from "../features/window.ts";
import { acquisition } from "./acquisition.ts";
import { behavioural } from "./behavioural.ts";
import { clientType } from "./client-type.ts";
import { climateFacts, type UnknownPlace } from "./climate-facts.ts";
import { demographic } from "./demographic.ts";
import { categoryNames, type Fact, factFormulas } from "./facts.ts";
import { geographic } from "./geographic.ts";
import { highIncome } from "./high-income.ts";
import { lifecycle } from "./lifecycle.ts";
import { loyalty } from "./loyalty.ts";
import type { Offer } from "./offer.ts";
import type { Gazetteer } from "./place-gazetteer.ts";
import { psychographic } from "./psychographic.ts";
import type { Division, RefusedStructure, Structure } from "./structure.ts";
import type { StructuresConfig } from "./structures-config.ts";
import { workOutFacts } from "./work-out-facts.ts";

/** Every structure there is, in the order of tables and of the report. */
const offers: readonly Offer[] = [
  ...demographic,
  ...geographic,
  ...psychographic,
  ...behavioural,
  lifecycle,
  loyalty,
  clientType,
  ...acquisition,
];

/** The base divided by the structures that its inputs allow. */
export interface DividedBase {
  readonly divisions: readonly Division[];
  readonly refused: readonly RefusedStructure[];
  /** Whether each customer's income is high: 1 or 0, −1 when that is not known; length N. */
  readonly highIncome: Int16Array;
  /** RFM scores of everybody, 1 to 5 and 0 without an order, by name; none where there are no dated orders. */
  readonly rfmScores: ReadonlyMap<string, Int16Array>;
  /** Cities that were not found, most customers first. */
  readonly unknownPlaces: readonly UnknownPlace[];
  /** Categories of products, and what everybody bought of each: money, or lines where there is none; C columns of N. */
  readonly categories: readonly string[];
  readonly amounts: readonly Float64Array[];
}

/**
 * Divides everybody known at as-of by every structure that the inputs allow. Costs a window over the whole past, a pass
 * over the gazetteer where there are places, and one over the N customers in SQL.
 *
 * @param past the whole past, up to as-of
 * @param history read for the facts of the configuration (see factFormulas) and cut for `past`
 */
export async function divideBase(
  engine: Engine,
  context: Omit<FamilyContext, "window">,
  past: Window,
  history: CustomerHistory,
  config: StructuresConfig,
  gazetteer: Gazetteer,
): Promise<DividedBase> {
  const seen = { ...context, window: past };
  const { staged } = context;
  const { until } = past;
  const customers = history.knownFrom.length;
  const metrics = staged.profileMetrics.length;
  const formulas = factFormulas(seen, config);
  const facts = await workOutFacts(engine, formulas, metrics, past, history, config.psychographic);
  const delivered = facts.get("climate_zone");
  const { climate, unknownPlaces } = await climateFacts(
    engine,
    staged.attributes,
    delivered,
    customers,
    until,
    gazetteer,
    config.geographic,
  );
  if (climate !== undefined) facts.set("climate", climate);
  const categories = categoryNames(seen);
  const { dialect } = engine;
  const offered = offers.map((offer) =>
    offer({
      ...{ dialect, config, until, facts, categories, tags: context.levels },
      ...{ hasEvents: staged.hasEvents, moneyUnits: context.moneyUnits },
    }),
  );
  const structures = offered.filter((each): each is Structure => "part" in each);
  const codes = await readParts(engine, structures, facts, customers);
  return {
    divisions: structures.map(({ id, kind, title, definition, parts }, i) => ({
      ...{ id, kind, title, definition, parts },
      keys: parts.map(({ key }) => key),
      codes: codes[i],
    })),
    refused: offered.filter((each): each is RefusedStructure => "refused" in each),
    highIncome: highIncome(facts.get("income"), config.highIncome, customers),
    rfmScores: new Map(
      ["recency_score", "frequency_score", "monetary_score"].flatMap((name) => {
        const fact = facts.get(name);
        return fact === undefined ? [] : [[name, Int16Array.from(fact.values)] as const];
      }),
    ),
    unknownPlaces,
    categories,
    amounts: categories.flatMap((_, j) => facts.get(`category_${j}`)?.values ?? []),
  };
}

/** Customers whose facts are in the engine at a time. */
const blockCustomers = 100_000;

/** The number of everybody's part in each structure: parts are told from a customer's own facts, so a block of customers at a time will do. */
async function readParts(
  engine: Engine,
  structures: readonly Structure[],
  facts: ReadonlyMap<string, Fact>,
  customers: number,
): Promise<Int16Array[]> {
  const codes = structures.map(() => new Int16Array(customers));
  const read = [...facts].filter(([name]) => structures.some(({ part }) => new RegExp(`\\b${name}\\b`).test(part)));
  const parts = structures.map(({ part }) => `, CAST(${part} AS INTEGER)`);
  for (let from = 0; from < customers; from += blockCustomers) {
    const until = Math.min(from + blockCustomers, customers);
    await engine.load("facts", [
      { name: "customer", type: "INTEGER", values: Int32Array.from({ length: until - from }, (_, i) => from + i) },
      ...read.map(([name, { values }]) => ({ name, type: "DOUBLE" as const, values: values.subarray(from, until) })),
    ]);
    await engine.stream(`SELECT customer ${parts.join("")} FROM facts`, ([ofRow, ...columns], rows) => {
      for (const [j, column] of columns.entries()) for (let i = 0; i < rows; i++) codes[j][ofRow[i]] = column[i];
    });
    await engine.run("DROP TABLE facts");
  }
  return codes;
}
