import { english } from "../language/english.ts";
import { russian } from "../language/russian.ts";
import { translations } from "../language/translations.ts";
import { writers } from "../language/writers.ts";
import { type Card, type Cell, numberColumn, refusedCard, textColumn } from "./card.ts";
import type { ReportModel } from "./report-model.ts";
import { stateCell, stateTitle } from "./segment-marks.ts";

type ReportRule = Extract<ReportModel["rules"], { status: "done" }>["rules"][number];

export interface RulesCard extends Card {
  /** Those with most movers beyond the average of their segment, the first for most. */
  readonly strongest: readonly ReportRule[];
}

/** Which customers of a segment move to another one more often than all of them, as a later window confirmed it. */
export function rulesCard(model: ReportModel, shown = 12): RulesCard {
  const { rules: found, language } = model;
  const { question, none, strongest: told, note, columns, versus, unknown, codeTitle } = texts[language];
  if (found.status === "refused")
    return { ...refusedCard("rules", question, found.reason[language], language), strongest: [] };
  const { count, date, decimal, range, share } = writers[language];
  const { rules, pairs, confirmedOn } = found;
  const strongest = rules.toSorted((a, b) => beyondAverage(b) - beyondAverage(a)).slice(0, shown);
  const [first] = strongest;
  const titleOf = (id: string) => stateTitle(model, id);
  return {
    id: "rules",
    question,
    answer:
      first === undefined
        ? none(found.found)
        : told({
            ...{ rules: rules.length, found: found.found, who: first.who, times: decimal(first.lift, 1) },
            ...{ from: titleOf(first.origin), to: titleOf(first.destination) },
          }),
    note: note(pairs, date(confirmedOn)),
    strongest,
    ...(first === undefined
      ? {}
      : {
          table: {
            columns: [
              textColumn(columns.from),
              textColumn(columns.to),
              textColumn(columns.who),
              numberColumn(columns.lift, columns.liftMeaning),
              numberColumn(columns.share, columns.shareMeaning),
              numberColumn(columns.now, columns.nowMeaning),
            ],
            rows: rules.map(({ origin, destination, who, lift, lo, hi, share: own, baseShare, now }): Cell[] => [
              stateCell(model, origin),
              stateCell(model, destination),
              who,
              { text: decimal(lift, 1), detail: range(decimal(lo, 1), decimal(hi, 1)) },
              { text: share(own), detail: versus(share(baseShare)), tint: own },
              now === null ? unknown : count(now),
            ]),
          },
          code: {
            title: codeTitle,
            pieces: rules.map(({ origin, destination, who, sql }) => ({
              heading: `${titleOf(origin)} → ${titleOf(destination)}: ${who}`,
              text: sql,
            })),
          },
        }),
  };
}

/** Movers among those a rule covers beyond as many as move of the whole segment. */
function beyondAverage({ covered, share, baseShare }: ReportRule): number {
  return covered * (share - baseShare);
}

interface StrongestWords {
  readonly rules: number;
  readonly found: number;
  readonly from: string;
  readonly to: string;
  readonly who: string;
  readonly times: string;
}

const texts = translations({
  en: {
    question: "Who moves where more often than others?",
    none: (found: number) =>
      found === 0
        ? "No rule was found: by their features nobody moves clearly more often than all of their segment."
        : `None of the ${english.counted(found, "rule")} found held in the window after.`,
    strongest: ({ rules, found, from, to, who, times }: StrongestWords) =>
      `${english.counted(rules, "rule")} of the ${found} found held in the window after. The one with most movers beyond the average: ${from} → ${to}; customers with ${who} move there ${times} times as often as all of the segment.`,
    note: (pairs: number, confirmed: string) =>
      `Found in ${english.counted(pairs, "pair")} of windows and confirmed in the moves of the window that began on ${confirmed}, which took no part in the search; intervals of 95%. A rule tells who moves more often, not why: changing what it asks for need not change the move. Look-backs overlap, so who last ordered nearly a look-back ago becomes dormant by the calendar.`,
    columns: {
      from: "From",
      to: "To",
      who: "Who",
      lift: "Times as often",
      liftMeaning: "share of those who moved, over that of all customers of the segment, with its 95% interval",
      share: "Moved",
      shareMeaning: "share of the customers whom the rule covers, in the window that confirmed it",
      now: "Covered today",
      nowMeaning: "customers of the segment whom the rule covers as of the run",
    },
    versus: (base: string) => `of all ${base}`,
    unknown: "not known",
    codeTitle: "The rules as SQL over features.parquet",
  },
  ru: {
    question: "Кто и куда переходит чаще других?",
    none: (found) =>
      found === 0
        ? "Правил не найдено: по признакам не видно, кто переходит заметно чаще, чем весь его сегмент."
        : `Найдено ${russian.counted(found, "правило", "правила", "правил")}, но в следующем окне ни одно не подтвердилось.`,
    strongest: ({ rules, found, from, to, who, times }) =>
      `В следующем окне подтвердилось ${russian.counted(rules, "правило", "правила", "правил")} из ${found}. Больше всего переходов сверх среднего: ${from} → ${to}; клиенты (${who}) переходят туда в ${times} раза чаще, чем весь сегмент.`,
    note: (pairs, confirmed) =>
      `Найдено по ${russian.counted(pairs, "паре", "парам", "парам")} окон, подтверждено на переходах окна с ${confirmed}, которое в поиске не участвовало; интервалы 95-процентные. Правило говорит, кто переходит чаще, а не почему: если изменить то, о чём в нём спрашивается, переходов может не стать меньше. Окна перекрываются: у кого последний заказ был почти за глубину окна до даты, тот становится спящим просто по календарю.`,
    columns: {
      from: "Откуда",
      to: "Куда",
      who: "Кто",
      lift: "Во сколько раз чаще",
      liftMeaning: "доля перешедших по сравнению со всеми клиентами сегмента, с 95-процентным интервалом",
      share: "Перешли",
      shareMeaning: "доля клиентов, подпадающих под правило, в окне, на котором оно подтвердилось",
      now: "Подпадают сейчас",
      nowMeaning: "сколько клиентов сегмента подпадают под правило на дату расчёта",
    },
    versus: (base) => `из всех ${base}`,
    unknown: "неизвестно",
    codeTitle: "Правила на языке запросов по таблице признаков",
  },
});
