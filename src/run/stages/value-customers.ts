import { currencyDigits, moneyUnitsOf } from "../../inputs/currency.ts";
import type { StagedTables } from "../../inputs/staged-tables.ts";
import type { Text } from "../../language/text.ts";
import { fitLtv, type LtvResult } from "../../ltv/fit-ltv.ts";
import type { LabelledCut } from "../../ltv/protocol/ltv-cut.ts";
import { planLtvCuts } from "../../ltv/protocol/plan-cuts.ts";
import { readLabelledCut, readLtvCut } from "../../ltv/protocol/read-ltv-cut.ts";
import type { EpochDay } from "../../math/calendar.ts";
import type { Job, StageNotes } from "../job.ts";

/** Customers a training cut is read for at most; the net learns from no more. */
const mostTrainingCustomers = 30_000;

/** Trains on cuts whose labels are known, judges on a later one, and values every customer who ever ordered. */
export async function valueCustomers(job: Job, staged: StagedTables): Promise<readonly [LtvResult, StageNotes]> {
  const { engine, configuration, options } = job;
  const { currency, ltv, segments, sources } = configuration;
  const refused = (reason: Text): readonly [LtvResult, StageNotes] => [
    { status: "refused", reason },
    { status: "refused", reason },
  ];
  if (!staged.hasEvents) return refused(noEvents);
  if (!staged.hasAmounts) return refused(noAmounts);
  const [{ first }] = await engine.rows("SELECT min(first_order) AS first FROM customer_ids");
  if (first === null) return refused(nobodyOrdered);
  const plan = planLtvCuts(staged.asOf, Number(first) as EpochDay, ltv); // a day of the staged tables
  if (plan.status === "refused") return refused(plan.reason);

  const everyone = {
    customers: staged.customers,
    unitsPerMinor: moneyUnitsOf(currency) / 10 ** currencyDigits(currency),
    every: 1,
    returns: sources.transactions?.returns ?? "net",
  } as const;
  const some = { ...everyone, every: Math.max(1, Math.ceil(staged.customers / mostTrainingCustomers)) };
  const labelled = new Map<EpochDay, LabelledCut>();
  for (const cut of new Set([...plan.train, ...plan.scoreTrain])) {
    options.signal.throwIfAborted();
    labelled.set(cut, await readLabelledCut(engine, cut, plan.horizonDays, some));
  }
  const trainingCuts = (cuts: readonly EpochDay[]) => cuts.flatMap((cut) => labelled.get(cut) ?? []);
  const task = {
    trainCuts: trainingCuts(plan.train),
    testCut: await readLabelledCut(engine, plan.test, plan.horizonDays, everyone),
    scoreTrainCuts: trainingCuts(plan.scoreTrain),
    scoreCut: await readLtvCut(engine, plan.score, plan.horizonDays, everyone),
    seed: segments.seed,
  };
  const result = await fitLtv(task, (share) => options.progress.update({ share }), options.signal);
  return result.status === "refused"
    ? refused(result.reason)
    : [result, { rowsIn: staged.customers, rowsOut: result.scores.customers.length }];
}

const noEvents: Text = {
  en: "lifetime value: there is no event log to learn from",
  ru: "LTV: нет журнала событий, учиться не на чем",
};

const noAmounts: Text = {
  en: "lifetime value: the transactions have no amounts to learn from",
  ru: "LTV: у транзакций нет сумм, учиться не на чем",
};

const nobodyOrdered: Text = {
  en: "lifetime value: nobody has ordered yet",
  ru: "LTV: заказов ещё не было",
};
