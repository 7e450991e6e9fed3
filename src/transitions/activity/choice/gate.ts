import { russian } from "../../../language/russian.ts";
import type { Text } from "../../../language/text.ts";
import { type Lead, leadsOver, meanScore } from "./choose-contender.ts";
import { firmPosterior } from "./firmness.ts";
import type { JudgedContender } from "./judge-contender.ts";

/** Whether hidden states may be told of as a membership, and what that goes by. */
export interface Gate {
  readonly passed: boolean;
  /** The chain in question; undefined where there is none. */
  readonly chain: JudgedContender | undefined;
  /** How far it is ahead of the best model whose types only lapse, at each cut. */
  readonly leads: readonly Lead[];
  /** Adjusted Rand index of the states by fits to the two halves of the customers. */
  readonly agreement: number;
  /** Share of customers whose state is plain. */
  readonly firm: number;
  /** What it fails by; empty when it passes. */
  readonly reasons: readonly Text[];
}

/** Windows in which a chain must be ahead, agreement of the halves, and share of customers whose state is plain. */
const neededWindows = 2;
const neededAgreement = 0.8;
const neededFirm = 0.5;

/** The chain that stands for membership: the chosen one where it is a chain, or else the best of them. */
export function chainInQuestion(
  judged: readonly JudgedContender[],
  chosen: JudgedContender,
): JudgedContender | undefined {
  if (chosen.contender.candidate.kind === "chain") return chosen;
  const chains = judged.filter(({ contender }) => contender.candidate.kind === "chain");
  return chains.reduce<JudgedContender | undefined>(
    (best, one) => (best === undefined || meanScore(one) > meanScore(best) ? one : best),
    undefined,
  );
}

/**
 * Hidden states replace nothing unless they earn it: they must foretell orders better than types that only lapse in two
 * windows, be the same to both halves of the customers, and be plain for half of them. Otherwise segments stay the only
 * membership.
 *
 * @param chain of `chainInQuestion`
 */
export function judgeGate(
  judged: readonly JudgedContender[],
  chain: JudgedContender | undefined,
  { agreement, firm }: Pick<Gate, "agreement" | "firm">,
): Gate {
  if (chain === undefined) return { passed: false, chain, leads: [], agreement, firm, reasons: [noChain] };
  const lapsing = judged.filter(({ contender }) => contender.candidate.kind === "lapse");
  const rival = lapsing.reduce((best, one) => (meanScore(one) > meanScore(best) ? one : best));
  const leads = leadsOver(chain, rival);
  const ahead = leads.filter(({ lo }) => lo > 0).length;
  const reasons: Text[] = [];
  if (ahead < neededWindows) reasons.push(notAhead(ahead));
  if (agreement < neededAgreement) reasons.push(notTheSame(agreement));
  if (firm < neededFirm) reasons.push(notFirm(firm));
  return { passed: reasons.length === 0, chain, leads, agreement, firm, reasons };
}

const noChain: Text = { en: "no chain was fitted", ru: "цепь не построена" };

function notAhead(ahead: number): Text {
  return {
    en: `the chain foretells orders better than types that only lapse in ${ahead} of ${neededWindows} windows`,
    ru: `цепь предсказывает заказы лучше, чем типы, которые только уходят, в ${ahead} из ${neededWindows} окон`,
  };
}

function notTheSame(agreement: number): Text {
  return {
    en: `two halves of the customers give states that agree with ARI ${agreement.toFixed(2)}, below ${neededAgreement}`,
    ru: `состояния по двум половинам клиентов согласуются с ARI ${russian.decimal(agreement, 2)}, нужно ${russian.decimal(neededAgreement, 1)}`,
  };
}

function notFirm(firm: number): Text {
  const share = Math.round(100 * firm);
  return {
    en: `${share} % of the customers have a state with a posterior of ${firmPosterior} or more, fewer than half`,
    ru: `состояние с вероятностью не ниже ${russian.decimal(firmPosterior, 1)} есть у ${share} % клиентов, меньше половины`,
  };
}
