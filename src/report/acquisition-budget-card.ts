import { sentence } from "../language/sentence.ts";
import { translations } from "../language/translations.ts";
import { writers } from "../language/writers.ts";
import type { AcquisitionBudget } from "../metrics/acquisition-result.ts";
import type { AcquisitionModel } from "./acquisition-card.ts";
import { type Card, type Cell, numberColumn, refusedCard, textColumn } from "./card.ts";

/** How to divide the usual budget of a month, and which channels nothing can be said of. */
export function budgetCard({ acquisition, currency, language }: AcquisitionModel): Card {
  const words = texts[language];
  const { amount, decimal, range, significant } = writers[language];
  if (acquisition.status === "refused") {
    return refusedCard("budget", words.question, acquisition.reason[language], language);
  }
  const { budget } = acquisition;
  if (budget.status === "refused" && budget.leftOut.length === 0) {
    return refusedCard("budget", words.question, budget.reason[language], language);
  }
  const advised = budget.status === "done" ? budget.channels : [];
  return {
    id: "budget",
    question: words.question,
    answer:
      budget.status === "refused"
        ? refusedCard("budget", words.question, budget.reason[language], language).answer
        : budgetAnswer(budget, { currency, language }),
    note: budget.status === "done" ? `${words.note} ${budget.caution[language]}` : undefined,
    table: {
      columns: [
        textColumn(words.channel),
        numberColumn(`${words.usual}, ${currency.code}`, words.usualMeaning),
        numberColumn(`${words.advised}, ${currency.code}`),
        numberColumn(`${words.range}, ${currency.code}`, words.rangeMeaning),
        numberColumn(words.newcomers, words.newcomersMeaning),
        numberColumn(`${words.next}, ${currency.code}`, words.nextMeaning),
        numberColumn("R²", words.fitMeaning),
      ],
      rows: [
        ...advised.map((each): Cell[] => [
          {
            text: each.channel,
            detail: each.cautions.map((caution) => sentence(caution[language])).join(" ") || undefined,
          },
          amount(each.usualSpend, currency),
          { text: amount(each.spend, currency), detail: each.bound === "none" ? undefined : words.bounds[each.bound] },
          range(amount(each.range[0], currency), amount(each.range[1], currency)),
          `${decimal(each.usualOutcome, 1)} → ${decimal(each.outcome, 1)}`,
          significant(each.marginal > 0 ? 1 / each.marginal : null),
          decimal(each.r2, 2),
        ]),
        ...budget.leftOut.map(({ channel, reason }): Cell[] => [
          { text: channel, detail: words.leftOut(reason[language]) },
          ...Array.from({ length: 6 }, () => "–"),
        ]),
      ],
    },
  };
}

function budgetAnswer(
  { total, usualOutcome, outcome }: Extract<AcquisitionBudget, { status: "done" }>,
  { currency, language }: Pick<AcquisitionModel, "currency" | "language">,
): string {
  const { change, decimal, money } = writers[language];
  const gain = usualOutcome > 0 ? change(outcome / usualOutcome - 1) : null;
  return texts[language].answer(
    money(total, currency),
    `${decimal(usualOutcome, 1)} → ${decimal(outcome, 1)}${gain === null ? "" : ` (${gain})`}`,
  );
}

const texts = translations({
  en: {
    question: "How should the acquisition budget be divided?",
    answer: (total: string, outcome: string) =>
      `New customers a month by the curves, when the usual ${total} is divided as below: ${outcome}.`,
    note: "Response curves of new customers over monthly spend; at the advised division one more unit of money brings the same in every channel that no bound holds back.",
    channel: "Channel",
    usual: "Usual spend",
    usualMeaning: "mean of the months that the curve was fitted on",
    advised: "Advised spend",
    range: "Range",
    rangeMeaning: "what would be advised if some of the months of one channel were missing",
    newcomers: "New customers a month",
    newcomersMeaning: "by the curve: at the usual spend → at the advised one",
    next: "Cost of the next one",
    nextMeaning: "what one more customer would cost at the advised spend",
    fitMeaning: "share of the variation between months that the curve explains",
    bounds: { lower: "at its lower bound", upper: "at its upper bound" },
    leftOut: (reason: string) => `left out: ${reason}`,
  },
  ru: {
    question: "Как распределить бюджет на привлечение?",
    answer: (total, outcome) =>
      `Новых покупателей в месяц по кривым отклика, если обычные ${total} распределить, как показано ниже: ${outcome}.`,
    note: "Кривые отклика связывают новых покупателей с затратами за месяц; при таком распределении каждая следующая единица денег приносит одинаково во всех каналах, которые не упёрлись в границу.",
    channel: "Канал",
    usual: "Обычные затраты",
    usualMeaning: "среднее по месяцам, на которых построена кривая",
    advised: "Рекомендуемые затраты",
    range: "Разброс",
    rangeMeaning: "что было бы рекомендовано без части месяцев одного из каналов",
    newcomers: "Новых покупателей в месяц",
    newcomersMeaning: "по кривой: при обычных затратах → при рекомендуемых",
    next: "Стоимость следующего",
    nextMeaning: "сколько стоил бы ещё один покупатель при рекомендуемых затратах",
    fitMeaning: "доля различий между месяцами, которую объясняет кривая",
    bounds: { lower: "нижняя граница", upper: "верхняя граница" },
    leftOut: (reason) => `не участвует: ${reason}`,
  },
});
