import { english } from "../language/english.ts";
import { noFigure } from "../language/number-words.ts";
import { russian } from "../language/russian.ts";
import { translations } from "../language/translations.ts";
import { writers } from "../language/writers.ts";
import type { DescribedActivity } from "../transitions/activity/choice/activity-evidence.ts";
import { type Card, type Cell, numberColumn, refusedCard, textColumn } from "./card.ts";
import type { ReportModel } from "./report-model.ts";
import { stateCell } from "./segment-marks.ts";

/** Orders and active customers in the months to come, by segment; and hidden states where they stand. */
export function activityCard(model: ReportModel): Card {
  const { activity, language } = model;
  const words = texts[language];
  if (activity.status === "refused") {
    return refusedCard("activity", words.question(3), activity.reason[language], language);
  }
  const { count, decimal, share } = writers[language];
  const { segments, states, gate, horizon, expected } = activity;
  const known = segments.reduce((sum, { customers }) => sum + customers, 0);
  const ofOrders = (value: number | null): Cell => (value === null ? noFigure : share(value));
  const shown = gate.passed ? states : [];
  return {
    id: "activity",
    question: words.question(horizon),
    answer: words.answer({
      orders: count(Math.round(expected.orders)),
      active: count(Math.round(expected.active)),
      known: count(known),
      ...busiest(model, activity),
    }),
    note: `${words.note(activity.months, horizon)} ${words.tried(quarters(activity, language), share(missOf(activity)))}`,
    table: {
      columns: [
        textColumn(words.columns.segment),
        numberColumn(words.columns.orders, words.columns.ordersMeaning),
        numberColumn(words.columns.active, words.columns.activeMeaning),
        numberColumn(words.columns.lapsed, words.columns.lapsedMeaning),
        numberColumn(words.columns.lapsing, words.columns.lapsingMeaning),
        ...shown.map((state, at) => numberColumn(words.columns.state(at + 1), state.name[language])),
      ],
      rows: segments.map(({ segment, expectedOrders, active, lapsed, lapsing, states: shares }) => [
        stateCell(model, segment),
        decimal(expectedOrders, 2),
        { text: share(active), tint: active },
        ofOrders(lapsed),
        ofOrders(lapsing),
        ...shown.map((_, at): Cell => ({ text: share(shares[at]), tint: shares[at] })),
      ]),
    },
  };
}

/** The segment whose customers are most likely to order, and the one that loses most. */
function busiest(model: ReportModel, { segments }: DescribedActivity) {
  const title = (segment: string) => {
    const cell = stateCell(model, segment);
    return typeof cell === "string" ? cell : cell.text;
  };
  const most = segments.reduce((best, one) => (one.active > best.active ? one : best));
  const losing = segments.filter(({ lapsing }) => lapsing !== null);
  const worst = losing.reduce<(typeof losing)[number] | undefined>(
    (best, one) => (best === undefined || lossOf(one) > lossOf(best) ? one : best),
    undefined,
  );
  const { share } = writers[model.language];
  return {
    best: `${title(most.segment)} (${share(most.active)})`,
    worst: worst && worst.lapsing !== null ? `${title(worst.segment)} (${share(worst.lapsing)})` : undefined,
  };
}

/** Orders that a segment loses in a month to customers who lapse. */
function lossOf({ customers, expectedOrders, lapsing }: DescribedActivity["segments"][number]): number {
  return customers * expectedOrders * (lapsing ?? 0);
}

/** Largest distance of the chance of an order and the share who ordered, after the last cut. */
function missOf({ contenders }: DescribedActivity): number {
  return contenders.find((one) => one.chosen)?.cuts.at(-1)?.largestMiss ?? 0;
}

/** How far forecasts of the past quarters were off. */
function quarters({ contenders, cuts }: DescribedActivity, language: ReportModel["language"]): string {
  const { change, date } = writers[language];
  const chosen = contenders.find((one) => one.chosen);
  return cuts
    .map(({ until, orders }, at) => {
      const expected = chosen?.cuts[at].expectedOrders ?? orders;
      return texts[language].quarter(date(until), change(expected / Math.max(orders, 1) - 1));
    })
    .join(", ");
}

/** Which model of monthly activity foretells best, and whether hidden states stand beside segments. */
export function activityModelsCard({ activity, language }: ReportModel): Card {
  const words = contest[language];
  if (activity.status === "refused") {
    return refusedCard("activity-models", words.question, activity.reason[language], language);
  }
  const { decimal, range, share, date } = writers[language];
  const { contenders, cuts, gate, states } = activity;
  const signed = (value: number) => writers[language].signed(value, 3);
  const verdict = gate.passed
    ? words.stands(states.length)
    : words.falls(gate.reasons.map((reason) => reason[language]).join("; "));
  return {
    id: "activity-models",
    question: words.question,
    answer: `${words.best(nameOf(contenders.find(({ chosen }) => chosen) ?? contenders[0], language))} ${verdict}`,
    note: words.note(share(gate.firm), decimal(gate.agreement, 2)),
    table: {
      columns: [
        textColumn(words.columns.model),
        ...cuts.flatMap(({ until }) => [
          numberColumn(words.columns.score(date(until)), words.columns.scoreMeaning),
          numberColumn(words.columns.miss, words.columns.missMeaning),
        ]),
      ],
      rows: contenders.map((one) => [
        nameOf(one, language),
        ...one.cuts.flatMap(({ logLikelihood, largestMiss, behind }): Cell[] => [
          behind === null
            ? { text: decimal(logLikelihood, 3), detail: words.chosen }
            : {
                text: decimal(logLikelihood, 3),
                detail: `${signed(-behind.mean)} (${range(signed(-behind.hi), signed(-behind.lo))})`,
              },
          share(largestMiss),
        ]),
      ]),
    },
  };
}

function nameOf(
  { kind, states, view, basket, freeEffect }: DescribedActivity["contenders"][number],
  language: ReportModel["language"],
): string {
  const words = contest[language];
  const seen = view === "orders" ? words.ordersOnly : basket ? words.everything : words.withoutValues;
  return `${words.kinds[kind](kind === "lapse" ? states - 1 : states)}${freeEffect ? words.free : ""}, ${seen}`;
}

interface AnswerWords {
  readonly orders: string;
  readonly active: string;
  readonly known: string;
  readonly best: string;
  readonly worst: string | undefined;
}

const texts = translations({
  en: {
    question: (horizon: number) => `Who will order in the next ${horizon} months?`,
    answer: ({ orders, active, known, best, worst }: AnswerWords) =>
      `${orders} orders are expected, from ${active} of ${known} customers. Most likely to order: ${best}.${worst === undefined ? "" : ` Most is lost to lapsing in ${worst} a month.`}`,
    note: (months: number, horizon: number) =>
      `From what each customer did in each of the last ${english.counted(months, "month")}, month by month and not looking back. Per customer in customers.parquet: expected_orders, active_probability (${horizon} months), lapsed_probability.`,
    tried: (list: string, miss: string) =>
      `Forecasts of past quarters, made from what was known then, were off: ${list}; chances of an order by ${miss} at most in any tenth of the customers.`,
    quarter: (date: string, off: string) => `from ${date} ${off} orders`,
    columns: {
      segment: "Segment",
      orders: "Orders each",
      ordersMeaning: "orders expected of a customer in these months",
      active: "Will order",
      activeMeaning: "chance of at least one order in these months",
      lapsed: "Have lapsed",
      lapsedMeaning: "chance that a customer is in the state that hardly orders any more",
      lapsing: "Lapse a month",
      lapsingMeaning: "chance that a customer who has not lapsed does so within a month",
      state: (number: number) => `State ${number}`,
    },
  },
  ru: {
    question: (horizon) => `Кто закажет в ближайшие ${russian.counted(horizon, "месяц", "месяца", "месяцев")}?`,
    answer: ({ orders, active, known, best, worst }) =>
      `Ожидается заказов: ${orders}, их сделают ${active} из ${known} клиентов. Вероятнее всего закажут: ${best}.${worst === undefined ? "" : ` Больше всего теряется с уходящими в сегменте ${worst} в месяц.`}`,
    note: (months, horizon) =>
      `По тому, что каждый клиент делал за ${russian.counted(months, "последний месяц", "последних месяца", "последних месяцев")}, помесячно, без оглядки назад. По каждому клиенту — в таблице клиентов: expected_orders, active_probability (на ${russian.counted(horizon, "месяц", "месяца", "месяцев")}), lapsed_probability.`,
    tried: (list, miss) =>
      `Прогнозы прошлых кварталов, сделанные по известному тогда, ошиблись: ${list}; вероятности заказа — не более чем на ${miss} в любой десятой доле клиентов.`,
    quarter: (date, off) => `с ${date} на ${off} заказов`,
    columns: {
      segment: "Сегмент",
      orders: "Заказов на клиента",
      ordersMeaning: "сколько заказов ожидается от клиента за эти месяцы",
      active: "Закажут",
      activeMeaning: "вероятность хотя бы одного заказа за эти месяцы",
      lapsed: "Ушли",
      lapsedMeaning: "вероятность, что клиент в состоянии, в котором почти не заказывают",
      lapsing: "Уходят за месяц",
      lapsingMeaning: "вероятность, что не ушедший клиент уйдёт за месяц",
      state: (number) => `Состояние ${number}`,
    },
  },
});

const contest = translations({
  en: {
    question: "Do customers move between hidden states, or do they only lapse?",
    best: (name: string) => `Foretells best: ${name}.`,
    stands: (states: number) =>
      `${english.counted(states, "hidden state")} stand beside the segments: where a customer is now, and not the shape of the last look-back.`,
    falls: (reasons: string) => `Segments stay the only membership: ${reasons}.`,
    note: (firm: string, agreement: string) =>
      `Log-likelihood of a customer's next three months, of customers and months a model was not fitted to; below it the difference to the best with its 95 % band. Hidden states must beat types that only lapse in two windows, agree between two halves of the customers (ARI ${agreement}, at least 0.8), and be plain for half of them (${firm}).`,
    chosen: "chosen",
    kinds: {
      static: (types: number) => `${english.counted(types, "type")} that last`,
      lapse: (types: number) => `${english.counted(types, "type")} that may lapse for good`,
      chain: (states: number) => `chain of ${english.counted(states, "state")}`,
    },
    free: " with free rates",
    ordersOnly: "orders only",
    everything: "everything",
    withoutValues: "everything but values",
    columns: {
      model: "Model",
      score: (date: string) => `After ${date}`,
      scoreMeaning: "mean log-likelihood of a customer's three months after that day; nearer to 0 is better",
      miss: "Off by",
      missMeaning: "largest distance of the chance of an order and the share who ordered, over tenths of the customers",
    },
  },
  ru: {
    question: "Клиенты переходят между скрытыми состояниями или только уходят?",
    best: (name) => `Лучше всех предсказывает: ${name}.`,
    stands: (states) =>
      `Рядом с сегментами: ${russian.counted(states, "скрытое состояние", "скрытых состояния", "скрытых состояний")} — где клиент сейчас, а не каким было последнее окно.`,
    falls: (reasons) => `Принадлежность остаётся только по сегментам: ${reasons}.`,
    note: (firm, agreement) =>
      `Логарифм правдоподобия следующих трёх месяцев клиента — для клиентов и месяцев, по которым модель не строилась; под ним разница с лучшей моделью и её 95 %-й интервал. Скрытые состояния должны предсказывать лучше типов, которые только уходят, в двух окнах, совпадать по двум половинам клиентов (ARI ${agreement}, нужно 0,8) и быть ясными для половины клиентов (${firm}).`,
    chosen: "выбрана",
    kinds: {
      static: (types) => `${russian.counted(types, "постоянный тип", "постоянных типа", "постоянных типов")}`,
      lapse: (types) =>
        `${russian.counted(types, "тип, который может уйти", "типа, которые могут уйти", "типов, которые могут уйти")}`,
      chain: (states) => `цепь из ${russian.counted(states, "состояния", "состояний", "состояний")}`,
    },
    free: " со свободными частотами",
    ordersOnly: "только заказы",
    everything: "все данные",
    withoutValues: "все данные, кроме сумм",
    columns: {
      model: "Модель",
      score: (date) => `После ${date}`,
      scoreMeaning: "средний логарифм правдоподобия трёх месяцев клиента после этого дня; ближе к 0 — лучше",
      miss: "Ошибка",
      missMeaning: "наибольшее расстояние между вероятностью заказа и долей заказавших, по десятым долям клиентов",
    },
  },
});
