import { english } from "../../language/english.ts";
import { russian } from "../../language/russian.ts";
import type { Text } from "../../language/text.ts";
import type { SegmentFit } from "../../segments/segment-fit.ts";
import { dormant, neverBought } from "../../segments/state-names.ts";
import type { UnknownPlace } from "../../structures/climate-facts.ts";
import { combine } from "../../structures/combined.ts";
import { type DividedBase, divideBase } from "../../structures/divide-base.ts";
import { divideByRules } from "../../structures/rules/divide-by-rules.ts";
import { planRules } from "../../structures/rules/plan-rules.ts";
import type { Rule } from "../../structures/rules/rule.ts";
import { ruleStructure } from "../../structures/rules/rule-scope.ts";
import type { Division, RefusedStructure } from "../../structures/structure.ts";
import { UserError } from "../../user-error.ts";
import type { Job, StageNotes } from "../job.ts";
import { openGazetteer } from "../open-gazetteer.ts";
import type { RunFeatures } from "./compute-features.ts";
import type { FollowedWindows } from "./follow-windows.ts";

/** The base divided in every way that the inputs allow: by structures, own rules and crossings. */
export interface DividedCustomers extends DividedBase {
  /** The learned segments with the reserved states. */
  readonly segments: Division;
  /** The own rules among the divisions. */
  readonly rules: readonly Rule[];
}

/** Divides everybody known at as-of by the structures of the configuration, their crossings with segments included. */
export async function divideCustomers(
  { engine, configuration: { structures } }: Job,
  { past, history, context, table }: RunFeatures,
  fit: SegmentFit,
  followed: FollowedWindows,
): Promise<readonly [DividedCustomers, StageNotes]> {
  const base = await divideBase(engine, context, past, history, structures, openGazetteer);
  const segments = segmentDivision(fit, followed);
  const known = [segments, ...base.divisions];
  const { rules, warnings } = planRules(
    structures.rules,
    { features: table.features, structures: known.map(ruleStructure) },
    structures.combined.map(({ name }) => name),
  );
  const customers = history.knownFrom.length;
  const own = await divideByRules(engine, rules, { customers, features: table, divisions: known });
  const crossed = crossings(structures.combined, [...known, ...own], base.refused);
  const divisions = [...base.divisions, ...own, ...crossed];
  return [
    { ...base, segments, divisions, rules },
    { rowsIn: customers, rowsOut: divisions.length, warnings: [...aboutPlaces(base.unknownPlaces), ...warnings] },
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

function crossings(
  wanted: Job["configuration"]["structures"]["combined"],
  divisions: readonly Division[],
  refused: readonly RefusedStructure[],
): Division[] {
  const offered = [...divisions, ...refused].map(({ id }) => id);
  return wanted.flatMap(({ name, of, minCell }, i) => {
    if (offered.includes(name)) {
      throw new UserError(2, `structures.combined[${i}].name: "${name}" is taken; choose another name`);
    }
    const members = of.map((id) => divisions.find((division) => division.id === id));
    const missing = of.filter((_, m) => members[m] === undefined);
    const unknown = missing.find((id) => !refused.some((each) => each.id === id));
    if (unknown !== undefined) {
      throw new UserError(
        2,
        `structures.combined[${i}].of: there is no structure "${unknown}"; there are ${offered.join(", ")}`,
      );
    }
    // A crossing without one of its structures would be another crossing under the same name.
    return missing.length > 0 ? [] : [combine(name, members as Division[], minCell)]; // none is missing
  });
}
