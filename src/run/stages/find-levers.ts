import type { Engine } from "../../engine/engine.ts";
import type { FeatureTable } from "../../features/feature-table.ts";
import type { StagedTables } from "../../inputs/staged-tables.ts";
import { toIsoDate } from "../../math/calendar.ts";
import { customerRatios } from "../../metrics/customer-ratios.ts";
import { sampleFigures } from "../../metrics/customer-sample.ts";
import { leverMetrics } from "../../metrics/lever-metrics.ts";
import { metricDefinitions } from "../../metrics/metric-definitions.ts";
import { type MetricsFile, metricsFile } from "../../metrics/metrics-file.ts";
import { type BaseFigure, readBaseFigures, readPartRatios } from "../../metrics/read-ratios.ts";
import {
  type LaggingPart,
  laggingParts,
  type ObservedMetric,
  type SampledDivision,
} from "../../metrics/where-to-move.ts";
import { dormant, none } from "../../segments/segmentation.ts";
import { divisionsAboutPeople, isAddressable } from "../../structures/about-people.ts";
import type { Division } from "../../structures/structure.ts";
import type { Job } from "../job.ts";
import type { DividedCustomers } from "./divide-customers.ts";

/** How many parts and segments of a metric are named at most. */
const most = { parts: 5, segments: 3 };

/** Every metric of the run with its levers, and the parts where it would move most; figures are read back from `kpis`. */
export async function findLevers(
  { engine, configuration }: Pick<Job, "engine" | "configuration">,
  staged: StagedTables,
  { segments, divisions, rules }: Pick<DividedCustomers, "segments" | "divisions" | "rules">,
  { features }: Pick<FeatureTable, "features">,
): Promise<MetricsFile> {
  const bases = await readBaseFigures(engine);
  const { observed, every } = await observe(engine, staged, bases);
  const aboutPeople = divisionsAboutPeople(divisions, rules, configuration.structures.combined, features);
  const compared = divisions.filter(({ id }) => aboutPeople.has(id));
  const isSegment = (key: string) => key !== none && key !== dormant;

  const parts = laggingParts(
    observed,
    compared.map((division) => sampled(division, isAddressable, every)),
  );
  // Segments differ in what they are made of, so that their findings would lend weight to those of the others.
  const ofSegments = laggingParts(observed, [sampled(segments, isSegment, every)]);
  const titled = (found: readonly LaggingPart[] | undefined, of: readonly Division[], count: number) =>
    found?.slice(0, count).map(({ scope, key, value, gain, q }) => {
      const title = of.find(({ id }) => id === scope)?.parts.find((part) => part.key === key)?.title;
      return { scope, key, title, value, gain, q };
    }) ?? null;

  return metricsFile.parse({
    schemaVersion: 1,
    metrics: metricDefinitions.flatMap(({ id, title, formula, unit, better, levers }) => {
      const base = bases.get(id);
      if (base === undefined) return [];
      return [
        {
          ...{ id, title, formula, unit, better, levers },
          base: {
            periodKind: base.kind,
            periodStart: toIsoDate(base.start),
            periodEnd: toIsoDate(base.end),
            value: base.value,
          },
          parts: titled(parts.get(id), compared, most.parts),
          segments: titled(ofSegments.get(id), [segments], most.segments),
        },
      ];
    }),
    compared: compared.map(({ id }) => id),
    leftOut: divisions.filter(({ id }) => !aboutPeople.has(id)).map(({ id }) => id),
  });
}

/** The metrics that people steer by, as far as the run has them, and what a sample of customers says of chance in them. */
async function observe(engine: Engine, staged: StagedTables, bases: ReadonlyMap<string, BaseFigure>) {
  const history = bases.get("known_customers");
  if (history === undefined) return { observed: [], every: 1 };
  const ratios = await readPartRatios(engine);
  const typical = [...bases.values()].find(({ kind }) => kind === "typical_month");
  const sample = await sampleFigures(engine, staged, history, typical);
  const observed = (["history", "typical_month"] as const).flatMap((kind): ObservedMetric[] => {
    const metrics = leverMetrics.filter(({ id, period }) => period === kind && bases.get(id)?.kind === kind);
    return customerRatios(metrics, sample[kind]).flatMap((customers, m) => {
      const { id, better } = metrics[m];
      const base = bases.get(id);
      return base === undefined ? [] : [{ id, better, base, parts: ratios.get(id) ?? new Map(), customers }];
    });
  });
  return { observed, every: sample.every };
}

/** A division as the sampled customers have it: every k-th of them all. */
function sampled({ id, keys, codes }: Division, isTarget: (key: string) => boolean, every: number): SampledDivision {
  return {
    scope: id,
    keys,
    isTarget: keys.map(isTarget),
    codes: every === 1 ? codes : codes.filter((_, customer) => customer % every === 0),
  };
}
