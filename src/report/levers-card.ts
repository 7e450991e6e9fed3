import { sentence } from "../language/sentence.ts";
import { translations } from "../language/translations.ts";
import { writers } from "../language/writers.ts";
import { type Card, type Cell, numberColumn, refusedCard, textColumn } from "./card.ts";
import type { ReportModel } from "./report-model.ts";

export type LeversModel = Pick<ReportModel, "language" | "currency" | "levers">;

type SteeredMetric = ReportModel["levers"]["metrics"][number];
type Lagging = NonNullable<SteeredMetric["part"]>;

/** What moves each figure that people steer by, and the group and the segment where it would move most. */
export function leversCard(model: LeversModel): Card {
  const { levers, language } = model;
  const { question, columns, note, leftOut, nothing } = texts[language];
  if (levers.metrics.length === 0) return refusedCard("levers", question, nothing, language);
  return {
    id: "levers",
    question,
    answer: answer(model),
    note: levers.leftOut.length === 0 ? note : `${note} ${leftOut(levers.leftOut.join(", "))}`,
    table: {
      columns: [
        textColumn(columns.metric),
        numberColumn(columns.base),
        textColumn(columns.levers),
        textColumn(columns.part, columns.partMeaning),
        textColumn(columns.segment, columns.segmentMeaning),
      ],
      rows: levers.metrics.map((metric): Cell[] => [
        metric.title,
        written(model, metric.unit, metric.value),
        metric.levers.join(", "),
        lagging(model, metric, metric.part, ({ structure, title }) => `${structure}: ${title}`),
        lagging(model, metric, metric.segment, ({ title }) => title),
      ]),
    },
  };
}

function lagging(
  model: LeversModel,
  { unit }: SteeredMetric,
  part: Lagging | null,
  nameOf: (part: Lagging) => string,
): Cell {
  if (part === null) return "–";
  const { there } = texts[model.language];
  return { text: nameOf(part), detail: there(written(model, unit, part.value), change(model, unit, part.gain)) };
}

/** The group that would lift its figure most in proportion, in words. */
function answer(model: LeversModel): string {
  const { clearest, noGroup, alike } = texts[model.language];
  const { metrics, compared } = model.levers;
  const found = metrics.flatMap(({ part, ...metric }) => (part === null ? [] : [{ ...metric, part }]));
  if (found.length === 0) return compared.length === 0 ? noGroup : alike;
  const proportion = ({ part, value }: (typeof found)[number]) => Math.abs(part.gain / value);
  const best = found.reduce((a, b) => (proportion(b) > proportion(a) ? b : a));
  const { title, unit, value, part } = best;
  return sentence(
    clearest({
      metric: title,
      group: `${part.structure}: ${part.title}`,
      there: written(model, unit, part.value),
      base: written(model, unit, value),
      after: written(model, unit, value + part.gain),
    }),
  );
}

function written({ language, currency }: LeversModel, unit: SteeredMetric["unit"], value: number): string {
  const { share, money, decimal } = writers[language];
  return unit === "share" ? share(value) : unit === "money" ? money(value, currency) : decimal(value, 2);
}

/** With its sign; shares change by percentage points. */
function change(model: LeversModel, unit: SteeredMetric["unit"], value: number): string {
  const { language } = model;
  const { signed } = writers[language];
  if (unit === "share") return `${signed(100 * value, 2)}\u00a0${texts[language].points}`;
  if (unit !== "money") return signed(value, 3);
  return `${value > 0 ? "+" : ""}${writers[language].money(value, model.currency)}`;
}

interface Opportunity {
  readonly metric: string;
  readonly group: string;
  readonly there: string;
  readonly base: string;
  readonly after: string;
}

const texts = translations({
  en: {
    question: "What would move the figures, and where?",
    nothing: "there is no figure that parts of the base could be compared in",
    noGroup: "No structure tells who customers are, so no group can be named; what moves the figures is below.",
    alike: "No group lies behind the base by more than chance; what moves the figures is below.",
    clearest: ({ metric, group, there, base, after }: Opportunity) =>
      `The most to gain in proportion: ${metric}, now ${base}. If “${group}” (${there}) came up to the base, it would be ${after}`,
    there: (value: string, gain: string) => `${value} there; ${gain} for the base`,
    points: "pp",
    note: "Over the whole history; strict retention is that of a typical month. The gain is what the base's figure would change by if the group came up to the base's present value: the size of an opportunity, not a forecast. Named is only who lies behind by more than chance: the group is tested against all others, customer by customer, and at most 5% of what is named may be chance. Why a group lies behind is not said; who joined later had less time to come back. Segments are made of behaviour themselves: there a gap is often what the segment means.",
    leftOut: (titles: string) =>
      `Not compared, since they are made of what customers did and differ by definition: ${titles}.`,
    columns: {
      metric: "Figure",
      base: "Base",
      levers: "What moves it",
      part: "Group with most to gain",
      partMeaning: "by who customers are: age, place, interests, source; the largest change of the base's figure",
      segment: "Segment with most to gain",
      segmentMeaning: "of the learned segments, which are made of behaviour",
    },
  },
  ru: {
    question: "Чем и где можно сдвинуть показатели?",
    nothing: "нет показателя, по которому можно сравнить части базы",
    noGroup:
      "Ни одна структура не говорит, кто эти клиенты, поэтому назвать группу нельзя; чем двигать показатели — в таблице.",
    alike:
      "Ни одна группа не отстаёт от базы сильнее, чем могло бы получиться случайно; чем двигать показатели — в таблице.",
    clearest: ({ metric, group, there, base, after }) =>
      `Относительно больше всего можно выиграть здесь: ${metric}, сейчас ${base}. Если группа «${group}» (${there}) подтянется к базе, будет ${after}`,
    there: (value, gain) => `у них ${value}; для базы ${gain}`,
    points: "п.\u00a0п.",
    note: "За всю историю; строгое удержание — за типичный месяц. Выигрыш — на сколько изменится показатель базы, если группа подтянется к его нынешнему значению: это размер возможности, а не прогноз. Названы только те, кто отстаёт не случайно: группа сравнивается со всеми остальными, единица наблюдения — клиент, и случайных среди названных не больше 5 %. Почему группа отстаёт, отсюда не следует; у тех, кто пришёл позже, было меньше времени вернуться. Сегменты сами построены по поведению: отставание там часто и есть смысл сегмента.",
    leftOut: (titles) =>
      `Не сравниваются, так как построены по действиям клиентов и различаются по определению: ${titles}.`,
    columns: {
      metric: "Показатель",
      base: "База",
      levers: "Чем двигать",
      part: "Группа с наибольшим выигрышем",
      partMeaning: "по тому, кто эти клиенты: возраст, место, интересы, источник; наибольшее изменение показателя базы",
      segment: "Сегмент с наибольшим выигрышем",
      segmentMeaning: "среди найденных сегментов, которые построены по поведению",
    },
  },
});
