import type { Engine } from "../engine/engine.ts";
import type { StagedTables } from "../inputs/staged-tables.ts";
import type { EpochDay } from "../math/calendar.ts";
import { type Activity, readActivity } from "./activity.ts";
import { type CampaignSums, readCampaignSums } from "./campaign-sums.ts";
import { type FeedbackSums, readFeedbackSums } from "./feedback-sums.ts";
import { type GuestMonth, readGuestMonths } from "./guest-lines.ts";
import { type LineFigure, lineFiguresTold, readGuestLines } from "./line-sums.ts";
import { type Months, monthsBetween } from "./months.ts";
import type { NumberedParts } from "./number-parts.ts";

/** Everything that figures are made of, summed up per part and month; absent is what the inputs do not tell. */
export interface BaseSums {
  readonly months: Months;
  readonly activity?: Activity<LineFigure>;
  readonly hasAmounts: boolean;
  /** `activity.further` of guests, M × F; no guest is in a part. */
  readonly guestLines?: Float64Array;
  /** Where guests count in totals. */
  readonly guests?: readonly GuestMonth[];
  readonly campaigns?: CampaignSums;
  readonly feedback?: FeedbackSums;
}

/** Reads every table once, however many parts there are. */
export async function readBaseSums(
  engine: Engine,
  staged: StagedTables,
  parts: NumberedParts,
  guests: "exclude" | "totals",
): Promise<BaseSums> {
  const { hasAmounts, hasEvents, contactChannels, hasFeedback } = staged;
  const months = monthsBetween(await historyStart(engine, staged), staged.asOf);
  const activity = hasEvents ? await readActivity(engine, parts, months, lineFiguresTold(staged)) : undefined;
  return {
    months,
    hasAmounts,
    ...(activity !== undefined
      ? {
          activity,
          guestLines: await readGuestLines(engine, staged, months),
          guests: guests === "totals" ? await readGuestMonths(engine, staged, months) : undefined,
        }
      : {}),
    campaigns: contactChannels.length > 0 ? await readCampaignSums(engine, parts, months) : undefined,
    feedback: hasFeedback ? await readFeedbackSums(engine, parts, months) : undefined,
  };
}

/** The first transaction; without any, the first message or opinion; what was before it is not looked at. */
async function historyStart(
  engine: Engine,
  { asOf, firstEvent, hasEvents, contactChannels, hasFeedback }: StagedTables,
): Promise<EpochDay> {
  if (hasEvents) return firstEvent;
  const tables = [...(contactChannels.length > 0 ? ["contacts"] : []), ...(hasFeedback ? ["feedback"] : [])];
  let first: number = asOf;
  for (const table of tables) {
    const [row] = await engine.rows(`SELECT min(day) AS day FROM ${table}`);
    if (row.day !== null) first = Math.min(first, Number(row.day));
  }
  return first as EpochDay; // the least of day numbers
}
