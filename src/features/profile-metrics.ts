import type { Expression } from "./expression.ts";
import { type FamilyContext, profile } from "./family.ts";

/** A ready aggregate of the profiles. */
export interface ProfileValue {
  /** What follows the colon of a metric like `spend:tea`. */
  readonly level: string;
  readonly unit: string;
  readonly value: Expression;
  /** Whence the value comes and how far it looks back, for definitions. */
  readonly source: string;
}

type ProfileContext = Pick<FamilyContext, "staged">;

/** Metrics that feed the features of the event log; those that end in a colon come with a level. */
const vocabulary = [
  "recency_days",
  "recency_months",
  "tenure_days",
  "orders",
  "orders:",
  "spend",
  "spend:",
  "returned",
  "average_order",
  "discount_orders",
  "web_visits",
  "complaints",
  "conversions",
  "conversions:",
  "messages:",
];

/** Whether ready aggregates stand in for an event log. */
export function hasProfilesOnly({ staged }: ProfileContext): boolean {
  return !staged.hasEvents && staged.profileMetrics.length > 0;
}

/**
 * A metric of the profiles where they stand in for an event log, over the longest look-back it comes with; undefined
 * when there is none.
 */
export function profileValue(context: ProfileContext, metric: string): ProfileValue | undefined {
  return usedMetrics(context).find((used) => used.metric === metric)?.value;
}

/** Metrics like `spend:tea`, one for each level, in the order of the levels. */
export function profileLevels(context: ProfileContext, prefix: `${string}:`): ProfileValue[] {
  return usedMetrics(context)
    .filter(({ metric }) => metric.startsWith(prefix))
    .map(({ value }) => value);
}

/** Metrics that are features of their own: outside the vocabulary, or over another look-back. */
export function furtherMetrics({ staged }: ProfileContext): { name: string; value: ProfileValue }[] {
  const used = new Set(usedMetrics({ staged }).map(({ place }) => place));
  return staged.profileMetrics.flatMap(({ metric, windowDays }, place) => {
    if (used.has(place) || (staged.hasEvents && isVocabulary(metric))) return [];
    const sharesName = staged.profileMetrics.filter((other) => other.metric === metric).length > 1;
    const name = sharesName && windowDays > 0 ? `${metric}_${windowDays}d` : metric;
    return [{ name, value: valueAt(staged, place) }];
  });
}

function usedMetrics({ staged }: ProfileContext): { metric: string; place: number; value: ProfileValue }[] {
  if (staged.hasEvents) return [];
  const longest = new Map<string, number>();
  for (const [place, { metric, windowDays }] of staged.profileMetrics.entries()) {
    const known = longest.get(metric);
    if (known === undefined || reach(windowDays) > reach(staged.profileMetrics[known].windowDays))
      longest.set(metric, place);
  }
  return [...longest]
    .filter(([metric]) => isVocabulary(metric))
    .map(([metric, place]) => ({ metric, place, value: valueAt(staged, place) }));
}

function isVocabulary(metric: string): boolean {
  const colon = metric.indexOf(":");
  return vocabulary.includes(colon === -1 ? metric : metric.slice(0, colon + 1));
}

function valueAt({ profileMetrics }: ProfileContext["staged"], place: number): ProfileValue {
  const { metric, windowDays, unit } = profileMetrics[place];
  const time = windowDays === 0 ? "the whole past" : `${windowDays} days`;
  return {
    level: metric.slice(metric.indexOf(":") + 1),
    unit,
    value: profile(`metric_${place}`),
    source: `as the profiles have it over ${time}`,
  };
}

/** 0 stands for the whole past. */
function reach(windowDays: number): number {
  return windowDays === 0 ? Number.POSITIVE_INFINITY : windowDays;
}
