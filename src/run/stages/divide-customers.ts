import { moneyUnitsOf } from "../../inputs/currency.ts";
import type { StagedTables } from "../../inputs/staged-tables.ts";
import { english } from "../../language/english.ts";
import { russian } from "../../language/russian.ts";
import type { Text } from "../../language/text.ts";
import type { SegmentFit } from "../../segments/fit-segments.ts";
import { dormant, neverBought } from "../../segments/state-names.ts";
import { climateFacts, type UnknownPlace } from "../../structures/climate-facts.ts";
import { type CombinedDivision, combine } from "../../structures/combined.ts";
import { divideBase } from "../../structures/divide-base.ts";
import { categoryNames } from "../../structures/facts.ts";
import { divideByRules } from "../../structures/rules/divide-by-rules.ts";
import { planRules } from "../../structures/rules/plan-rules.ts";
import type { RuleStructure } from "../../structures/rules/rule-scope.ts";
import type { Division, RefusedStructure } from "../../structures/structure.ts";
import { workOutFacts } from "../../structures/work-out-facts.ts";
import { UserError } from "../../user-error.ts";
import type { Job, StageNotes } from "../job.ts";
import { openGazetteer } from "../open-gazetteer.ts";
import type { RunFeatures } from "./compute-features.ts";
import type { FollowedWindows } from "./follow-windows.ts";

/** The base divided in every way that the inputs allow. */
export interface DividedCustomers {
  /** The learned segments with the reserved states. */
  readonly segments: Division;
  readonly divisions: readonly (Division | CombinedDivision)[];
  readonly refused: readonly RefusedStructure[];
  /** 1, 0, or −1 where the income is not known; length N. */
  readonly highIncome: Int16Array;
  /** Cities that were not found, most customers first. */
  readonly unknownPlaces: readonly UnknownPlace[];
  /** Categories of products, and what everybody bought of each: money, or lines where there is none; C columns of N. */
  readonly categories: readonly string[];
  readonly amounts: readonly Float64Array[];
}

/** Divides everybody known at as-of by the structures of the configuration, their crossings with segments included. */
export async function divideCustomers(
  job: Job,
  staged: StagedTables,
  { facts: formulas, past, history, context, table }: RunFeatures,
  fit: SegmentFit,
  followed: FollowedWindows,
): Promise<readonly [DividedCustomers, StageNotes]> {
  const { engine, configuration } = job;
  const { structures } = configuration;
  const metrics = staged.profileMetrics.length;
  const facts = await workOutFacts(engine, formulas, metrics, past, history, structures.psychographic);
  const categories = categoryNames({ ...context, window: past });
  const amounts = categories.flatMap((_, j) => facts.get(`category_${j}`)?.values ?? []);
  const { climate, unknownPlaces } = await climateFacts(
    engine,
    staged.attributes,
    facts.get("climate_zone"),
    staged.customers,
    staged.asOf,
    openGazetteer,
    structures.geographic,
  );
  if (climate !== undefined) facts.set("climate", climate);
  const divided = await divideBase(
    engine,
    {
      dialect: engine.dialect,
      config: structures,
      until: staged.asOf,
      hasEvents: staged.hasEvents,
      moneyUnits: moneyUnitsOf(configuration.currency),
      tags: context.levels,
      categories,
      facts,
    },
    staged.customers,
  );
  const segments = segmentDivision(fit, followed);
  const known = [segments, ...divided.divisions];
  const { rules, warnings: doubts } = planRules(
    structures.rules,
    { features: table.features, structures: known.map(asRuleStructure) },
    structures.combined.map(({ name }) => name),
  );
  const own = await divideByRules(engine, rules, { customers: staged.customers, features: table, divisions: known });
  const crossed = crossings(structures.combined, [...known, ...own], divided.refused);
  const divisions = [...divided.divisions, ...own, ...crossed];
  return [
    { ...divided, segments, divisions, unknownPlaces, categories, amounts },
    { rowsIn: staged.customers, rowsOut: divisions.length, warnings: [...aboutPlaces(unknownPlaces), ...doubts] },
  ];
}

/** One sentence about all cities that were not found. */
function aboutPlaces(places: readonly UnknownPlace[]): Text[] {
  if (places.length === 0) return [];
  const customers = places.reduce((sum, place) => sum + place.customers, 0);
  const shown = places.slice(0, 5).map(({ city, country }) => (country === null ? `${city}` : `${city} (${country})`));
  const more = places.length > shown.length ? ", …" : "";
  return [
    {
      en: `places: ${english.counted(places.length, "city")} of ${english.counted(customers, "customer")} not found, so the climate zone is unknown: ${shown.join(", ")}${more}`,
      ru: `места: ${russian.counted(places.length, "город", "города", "городов")} (${russian.counted(customers, "клиент", "клиента", "клиентов")}) не удалось найти, климатическая зона неизвестна: ${shown.join(", ")}${more}`,
    },
  ];
}

/** The states of as-of as a division under the name `segment`. */
function segmentDivision({ model }: SegmentFit, { history: { states, labels } }: FollowedWindows): Division {
  const titles = [...model.segments.map(({ name }) => name), neverBought, dormant];
  return {
    id: "segment",
    kind: "segment",
    title: { en: "Segments", ru: "Сегменты" },
    definition: {
      en: "Segments learned from how customers buy, and the reserved states.",
      ru: "Сегменты, найденные по покупкам, и служебные состояния.",
    },
    keys: states,
    parts: states.map((key, i) => ({ key, title: titles[i] })),
    codes: labels[labels.length - 1],
  };
}

/** Parts that are named by the data may be missing today and back tomorrow. */
function asRuleStructure({ id, kind, title, parts }: Division): RuleStructure {
  return { id, title, parts, open: !["lifecycle", "loyalty", "client_type", "behavioural"].includes(kind) };
}

function crossings(
  wanted: Job["configuration"]["structures"]["combined"],
  divisions: readonly Division[],
  refused: readonly RefusedStructure[],
): CombinedDivision[] {
  return wanted.flatMap(({ name, of, minCell }, i) => {
    const members = of.map((id) => divisions.find((division) => division.id === id));
    const missing = of.filter((_, m) => members[m] === undefined);
    const unknown = missing.find((id) => !refused.some((each) => each.id === id));
    if (unknown !== undefined) {
      const known = [...divisions, ...refused].map(({ id }) => id);
      throw new UserError(
        2,
        `structures.combined[${i}].of: there is no structure "${unknown}"; there are ${known.join(", ")}`,
      );
    }
    // A crossing without one of its structures would be another crossing under the same name.
    return missing.length > 0 ? [] : [combine(name, members as Division[], minCell)]; // none is missing
  });
}
