import { availableParallelism } from "node:os";
import { alwaysKnown, type CustomerHistory, noOrder } from "../../features/customer-history.ts";
import { moneyUnitsOf } from "../../inputs/currency.ts";
import type { StagedTables } from "../../inputs/staged-tables.ts";
import type { Text } from "../../language/text.ts";
import { addSpan, civil, type EpochDay } from "../../math/calendar.ts";
import { createRandom, sampleWithoutReplacement } from "../../math/random.ts";
import { openClusteringEngine } from "../../segments/open-clustering-engine.ts";
import type { ActivityEvidence } from "../../transitions/activity/choice/activity-evidence.ts";
import { describeActivity } from "../../transitions/activity/choice/describe-activity.ts";
import { learnActivity } from "../../transitions/activity/choice/learn-activity.ts";
import { openActivityCrew } from "../../transitions/activity/inference/activity-crew.ts";
import { type PanelSources, readPanel } from "../../transitions/activity/panel/read-panel.ts";
import type { Job, StageNotes } from "../job.ts";
import type { RunFeatures } from "./compute-features.ts";
import type { FollowedWindows } from "./follow-windows.ts";
import { type ActivityScores, scoreActivity } from "./score-activity.ts";

/** What the months say of customers. */
export interface CustomerActivity {
  readonly evidence: ActivityEvidence;
  /** Of everybody; undefined where it is refused. */
  readonly scores: ActivityScores | undefined;
}

/** Random stream of the customers that models are fitted to. */
const stream = 0xac1;
/** Share of the stage that learning takes; the rest is scoring. */
const learning = 0.7;

/**
 * Lets models of monthly activity compete on a sample of the customers, and scores everybody with the one that foretells best:
 * orders to come, the chance of any, lapsing, and hidden states where they stand.
 */
export async function followActivity(
  job: Job,
  staged: StagedTables,
  features: RunFeatures,
  { history: states }: FollowedWindows,
): Promise<readonly [CustomerActivity, StageNotes]> {
  const { configuration, options, engine } = job;
  const refused = (reason: Text, status: "refused" | "skipped" = "refused") =>
    [
      { evidence: { status: "refused", reason }, scores: undefined },
      { status, reason },
    ] as const;
  const { activity } = configuration.transitions;
  if (activity.mode === "off") return refused(switchedOff, "skipped");
  if (!staged.hasEvents) return refused(nobodySeen);
  if (features.windows[features.windows.length - 1].incomplete) return refused(cutShort);

  const sources = panelSources(staged, features.history, {
    ...{ most: activity.months, hasContacts: configuration.sources.contacts !== undefined },
  });
  const { seed } = configuration.segments;
  const drawn = sampleWithoutReplacement(createRandom(seed, stream), staged.customers, activity.customers);
  const panel = await readPanel(engine, { ...sources, customers: drawn });
  const threads = configuration.engine.threads === "auto" ? availableParallelism() : configuration.engine.threads;
  const crew = openActivityCrew(threads);
  const clustering = await openClusteringEngine(configuration.segments.engine, threads);
  try {
    const learned = await learnActivity(panel, {
      ...{ engine: clustering, seed, crew, signal: options.signal },
      onProgress: (share) => options.progress.update({ share: learning * share }),
    });
    if (learned.status === "refused") return refused(learned.reason);
    const { scores, base } = await scoreActivity(job, { ...sources, baskets: panel.baskets }, learned, states, {
      ...{ crew, signal: options.signal },
      onProgress: (share) => options.progress.update({ share: learning + (1 - learning) * share }),
    });
    const unit = 1 / moneyUnitsOf(configuration.currency);
    const evidence = describeActivity(learned, panel, { monthStarts: sources.monthStarts, unit }, base);
    return [
      { evidence, scores },
      { rowsIn: panel.entry.length, rowsOut: staged.customers },
    ];
  } finally {
    await Promise.all([crew.close(), clustering.close()]);
  }
}

/** The whole months before as-of that the events reach back to, and since when customers are known. */
function panelSources(
  { asOf, firstEvent, categories, channels, lineColumns }: StagedTables,
  { knownFrom, firstOrder }: CustomerHistory,
  { most, hasContacts }: { readonly most: number; readonly hasContacts: boolean },
): PanelSources {
  const monthStarts: EpochDay[] = [asOf];
  while (monthStarts.length <= most) {
    const start = addSpan(asOf, { count: 1, unit: "month" }, -monthStarts.length);
    if (start < firstMonth(firstEvent)) break;
    monthStarts.unshift(start);
  }
  return {
    ...{ monthStarts, categories, channels, hasDiscounts: lineColumns.has("discount"), hasContacts },
    // Who was always known, as far as anybody can tell, is met with the first order.
    knownFrom: knownFrom.map((day, i) => {
      const ordered = firstOrder[i] === noOrder ? alwaysKnown : firstOrder[i];
      return day === alwaysKnown ? ordered : Math.min(day, firstOrder[i]);
    }),
  };
}

/** Days into a month that a history may begin and still be taken for all of it. */
const lateStart = 5;

function firstMonth(firstEvent: EpochDay): EpochDay {
  const { day } = civil(firstEvent);
  return day <= lateStart ? addSpan(firstEvent, { count: 1 - day, unit: "day" }) : firstEvent;
}

const switchedOff: Text = {
  en: "monthly activity: switched off by transitions.activity.mode",
  ru: "активность по месяцам: выключена в конфигурации",
};
const nobodySeen: Text = {
  en: "monthly activity: there is no event log",
  ru: "активность по месяцам: нет журнала событий",
};
const cutShort: Text = {
  en: "monthly activity: the history stops well before as-of, so the last months are not known",
  ru: "активность по месяцам: история обрывается задолго до даты расчёта, последние месяцы неизвестны",
};
