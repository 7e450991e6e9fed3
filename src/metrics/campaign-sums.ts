import type { Engine } from "../engine/engine.ts";
import { byPart, createSums, type Figures, type PartMonthSums, sumsOf } from "./figures.ts";
import { type Months, monthOf } from "./months.ts";
import type { NumberedParts } from "./number-parts.ts";

/** What can come of a message; each is a bit of its outcome. */
const outcomes = ["opened", "clicked", "visited", "converted", "unsubscribed"] as const;
type Outcome = (typeof outcomes)[number];
const bit = Object.fromEntries(outcomes.map((name, i) => [name, 1 << i])) as Record<Outcome, number>; // a key for each
const costKnown = 1 << outcomes.length;
const masks = 2 * costKnown;

/** Messages by what came of them. */
export interface CampaignSums {
  /** Messages with each of the outcomes together, so that a message is one addition to a part. */
  readonly byOutcome: PartMonthSums<string>;
  readonly cost: PartMonthSums<"messageCost">;
  /** The outcomes that the contacts tell of. */
  readonly told: ReadonlySet<Outcome>;
  readonly hasCost: boolean;
}

/** Adds up the messages among `contacts`; control rows are none. Undefined where there are no messages. */
export async function readCampaignSums(
  engine: Engine,
  parts: NumberedParts,
  months: Months,
): Promise<CampaignSums | undefined> {
  const [facts] = await engine.rows(
    `SELECT count(*) AS messages, count(cost) AS costed, ${outcomes.map((name) => `count(${name}) AS ${name}`).join(", ")}
     FROM contacts WHERE is_message = 1`,
  );
  if (Number(facts.messages) === 0) return undefined;
  const m = months.starts.length;
  const names = Array.from({ length: masks }, (_, mask) => `outcome ${mask}`);
  const byOutcome = createSums(names, parts, m);
  const cost = createSums(["messageCost"], parts, m);
  const bitWhere = (where: string, value: number) => `CASE WHEN ${where} THEN ${value} ELSE 0 END`;
  const mask = [
    ...outcomes.map((name) => bitWhere(`${name} = 1`, bit[name])),
    bitWhere("cost IS NOT NULL", costKnown),
  ].join(" + ");
  await engine.stream(
    `SELECT customer, day, CAST(${mask} AS INTEGER), CAST(coalesce(cost, 0) AS DOUBLE) FROM contacts WHERE is_message = 1`,
    ([customers, days, came, costs], rows) => {
      for (let i = 0; i < rows; i++) {
        const month = monthOf(months, days[i]);
        if (month === undefined) continue;
        for (let p = customers[i] * parts.width; p < (customers[i] + 1) * parts.width; p++) {
          const cell = parts.of[p] * m + month;
          byOutcome.sums[cell * masks + came[i]]++;
          if (costs[i] !== 0) cost.sums[cell] += costs[i];
        }
      }
    },
  );
  const told = new Set(outcomes.filter((name) => Number(facts[name]) > 0));
  return {
    byOutcome: byPart(parts, byOutcome),
    cost: byPart(parts, cost),
    told,
    hasCost: Number(facts.costed) > 0,
  };
}

/** The figures of a part over some months. */
export function campaignFigures(
  { byOutcome, cost, told, hasCost }: CampaignSums,
  part: number,
  chosen: readonly number[],
): Partial<Figures> {
  const count = (holds: (mask: number) => boolean) => {
    let messages = 0;
    for (const month of chosen) {
      const cell = (part * byOutcome.months + month) * masks;
      for (let mask = 0; mask < masks; mask++) if (holds(mask)) messages += byOutcome.sums[cell + mask];
    }
    return messages;
  };
  const has = (wanted: number) => (mask: number) => (mask & wanted) !== 0;
  const known = Object.fromEntries(
    outcomes.filter((name) => told.has(name)).map((name) => [name, count(has(bit[name]))]),
  );
  const responses = (["clicked", "visited", "converted"] as const).filter((name) => told.has(name));
  return {
    messages: count(() => true),
    ...known,
    ...(responses.length > 0 ? { responded: count(has(bit.clicked | bit.visited | bit.converted)) } : {}),
    ...(hasCost && told.has("converted")
      ? {
          ...sumsOf(cost, part, chosen),
          costedConversions: count((mask) => has(costKnown)(mask) && has(bit.converted)(mask)),
        }
      : {}),
  };
}
