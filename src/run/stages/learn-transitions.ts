import { isWhole, stepOf } from "../../features/window.ts";
import { currencyDigits, moneyUnitsOf } from "../../inputs/currency.ts";
import type { StagedTables } from "../../inputs/staged-tables.ts";
import type { Text } from "../../language/text.ts";
import { addSpan } from "../../math/calendar.ts";
import type { SegmentModel } from "../../segments/segment-model.ts";
import { dormant, type StateHistory } from "../../segments/segmentation.ts";
import { dormant as dormantName, neverBought } from "../../segments/state-names.ts";
import { certifyMarkov } from "../../transitions/assumptions/certify-markov.ts";
import type { MarkovEvidence } from "../../transitions/assumptions/markov-evidence.ts";
import { estimateTransitions, type Transitions, type WindowPair } from "../../transitions/estimate-transitions.ts";
import { foresee, type Outlook } from "../../transitions/outlook.ts";
import type { Job, StageNotes } from "../job.ts";
import type { FollowedWindows } from "./follow-windows.ts";

export interface LearnedTransitions {
  /** Moves as they were seen in the labels. */
  readonly moves: Transitions;
  /** Where they lead. */
  readonly outlook: Outlook;
  /** Whether that may be read as a chain. */
  readonly assumptions: MarkovEvidence | Refusal;
}

type Refusal = { readonly status: "refused"; readonly reason: Text };

/** Days of a year, on average. */
const yearDays = 365.25;

/** Counts who moved where, and says where the base is heading if that goes on. */
export async function learnTransitions(
  job: Job,
  staged: StagedTables,
  { history }: FollowedWindows,
  { segments: named }: SegmentModel,
): Promise<readonly [LearnedTransitions, StageNotes]> {
  const moves: Transitions = staged.hasEvents
    ? estimateTransitions(history)
    : { status: "refused", reason: nobodySeen };
  if (moves.status === "refused") return [{ moves, outlook: moves, assumptions: moves }, moves];

  const { segments, transitions, windows } = job.configuration;
  const { before, after } = moves.pairs[moves.pairs.length - 1];
  const outlook = foresee(moves, history, {
    seed: segments.seed,
    ends: Array.from({ length: transitions.horizon }, (_, i) => addSpan(after.until, stepOf(windows.every), i + 1)),
    values: staged.hasAmounts ? await revenueByState(job, moves.pairs.filter(isWhole), history) : undefined,
    discountFactor: (1 + transitions.discount) ** (-(after.until - before.until) / yearDays),
    churn: [dormant],
  });
  const names = [...named.map(({ name }) => name), neverBought, dormantName];
  const assumptions = certifyMarkov(history, { seed: segments.seed, names });
  return [{ moves, outlook, assumptions }, outlook.status === "refused" ? { warnings: [outlook.reason] } : {}];
}

/** Mean net revenue of a customer of each state from the end of one window to that of the next, in the currency. */
async function revenueByState(
  { engine, configuration, options }: Job,
  pairs: readonly WindowPair[],
  { windows, labels, states }: StateHistory,
): Promise<Float64Array> {
  const { currency, sources } = configuration;
  const money = sources.transactions?.returns === "gross" ? "gross" : "gross + returned";
  const revenue = new Float64Array(states.length);
  const customers = new Float64Array(states.length);
  for (const { before, after } of pairs) {
    options.signal.throwIfAborted();
    const own = labels[windows.findIndex(({ until }) => until === before.until)];
    for (const label of own) if (label >= 0) customers[label] += 1;
    // Money is whole, so that sums are exact in any order.
    await engine.stream(
      `SELECT customer, CAST(sum(${money}) AS DOUBLE) FROM days WHERE day >= ${before.until} AND day < ${after.until}
       GROUP BY customer`,
      ([customer, sum], rows) => {
        for (let i = 0; i < rows; i++) if (own[customer[i]] >= 0) revenue[own[customer[i]]] += sum[i];
      },
    );
  }
  const unit = moneyUnitsOf(currency);
  const digits = 10 ** currencyDigits(currency);
  return revenue.map((sum, state) =>
    customers[state] === 0 ? 0 : Math.round((sum / unit / customers[state]) * digits * 100) / (digits * 100),
  );
}

const nobodySeen: Text = {
  en: "transitions: there is no event log, so nobody was seen moving",
  ru: "переходы: нет журнала событий, поэтому переходов не видно",
};
