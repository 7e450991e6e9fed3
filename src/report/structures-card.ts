import { sentence } from "../language/sentence.ts";
import { translations } from "../language/translations.ts";
import { writers } from "../language/writers.ts";
import { type Card, type Cell, numberColumn, textColumn } from "./card.ts";
import type { ReportModel } from "./report-model.ts";

type ReportStructure = ReportModel["structures"][number];

/** Cramér's V below which a division hardly tells anything of another (Cohen's small effect). */
const faintAssociation = 0.1;

/** Every classical way the base is divided, one card each: who is in which part, what they bring, what they like. */
export function structureCards(model: ReportModel): Card[] {
  return model.structures.map((structure) => structureCard(model, structure));
}

/** How the ways to divide the base agree with the learned segments, the closest first, and which ones are refused. */
export function structuresCard(model: ReportModel): Card {
  const { question, columns, note, closest, faint, none, withoutInput } = texts[model.language];
  const { decimal, range } = writers[model.language];
  const told = model.structures
    .filter(({ association }) => association !== null)
    .sort((a, b) => (b.association?.corrected ?? 0) - (a.association?.corrected ?? 0));
  const [first] = told;
  const strongest = first?.association?.corrected ?? null;
  const isFaint = strongest !== null && strongest < faintAssociation;
  const refused = model.refusedStructures.map(({ title }) => title);
  return {
    id: "structures",
    question,
    answer: first === undefined ? none : (isFaint ? faint : closest)(first.title, decimal(strongest, 2)),
    note: refused.length === 0 ? note : `${note} ${withoutInput(refused.join(", "))}`,
    table: {
      columns: [
        textColumn(columns.structure),
        numberColumn(columns.parts),
        numberColumn(columns.agreement, columns.agreementMeaning),
        numberColumn(columns.interval),
      ],
      rows: [
        ...told.map(({ title, definition, parts, association }): Cell[] => [
          { text: title, detail: definition },
          String(parts.length),
          { text: decimal(association?.corrected ?? null, 2), tint: association?.corrected },
          range(decimal(association?.lo ?? null, 2), decimal(association?.hi ?? null, 2)),
        ]),
        ...model.structures
          .filter(({ association }) => association === null)
          .map(({ title, definition, parts }): Cell[] => [
            { text: title, detail: definition },
            String(parts.length),
            "–",
            "–",
          ]),
      ],
    },
  };
}

function structureCard(model: ReportModel, { id, title, definition, parts }: ReportStructure): Card {
  const { columns } = texts[model.language];
  const { amount, count, share } = writers[model.language];
  const known = (figure: (part: ReportStructure["parts"][number]) => number | null) =>
    parts.some((part) => figure(part) !== null);
  const figures = [
    {
      column: numberColumn(`${columns.average}, ${model.currency.code}`),
      of: ({ averageOrder }: ReportStructure["parts"][number]) => averageOrder,
      write: (value: number | null) => amount(value, model.currency),
    },
    {
      column: numberColumn(`${columns.perCustomer}, ${model.currency.code}`, columns.perCustomerMeaning),
      of: ({ revenuePerCustomer }: ReportStructure["parts"][number]) => revenuePerCustomer,
      write: (value: number | null) => amount(value, model.currency),
    },
    {
      column: numberColumn(columns.repeat),
      of: ({ repeatShare }: ReportStructure["parts"][number]) => repeatShare,
      write: share,
    },
    {
      column: numberColumn(columns.strict, columns.strictMeaning),
      of: ({ strictRetention }: ReportStructure["parts"][number]) => strictRetention,
      write: share,
    },
  ].filter(({ of }) => known(of));
  const hasTastes = parts.some(({ affinities }) => affinities.length > 0);
  return {
    id: `structure-${id}`,
    question: title,
    answer: answer(model, parts),
    note: definition,
    table: {
      columns: [
        textColumn(columns.part),
        numberColumn(columns.customers),
        numberColumn(columns.share),
        ...figures.map(({ column }) => column),
        ...(hasTastes ? [textColumn(columns.taste, columns.tasteMeaning)] : []),
      ],
      rows: parts
        .filter(({ customers }) => customers > 0)
        .map((part): Cell[] => [
          part.title,
          count(part.customers),
          { text: share(part.share), tint: part.share },
          ...figures.map(({ of, write }) => write(of(part))),
          ...(hasTastes ? [tastes(model, part)] : []),
        ]),
    },
  };
}

/** The largest part, and the clearest taste of any. */
function answer(model: ReportModel, parts: ReportStructure["parts"]): string {
  const { largest, taste } = texts[model.language];
  const { share, decimal } = writers[model.language];
  const [most] = [...parts].sort((a, b) => b.customers - a.customers);
  const [clearest] = parts
    .flatMap(({ title, affinities }) => affinities.map((each) => ({ title, ...each })))
    .filter(({ lift }) => lift > 1)
    .sort((a, b) => b.lift - a.lift);
  const said = [largest(most.title, share(most.share))];
  if (clearest !== undefined) said.push(taste(clearest.title, clearest.category, decimal(clearest.lift, 1)));
  return said.map(sentence).join(" ");
}

/** The three clearest findings: `books ×1.8, toys ×0.6`. */
function tastes(model: ReportModel, { affinities }: ReportStructure["parts"][number]): string {
  const { decimal } = writers[model.language];
  if (affinities.length === 0) return "–";
  return affinities
    .slice(0, 3)
    .map(({ category, lift }) => `${category} ×${decimal(lift, 1)}`)
    .join(", ");
}

const texts = translations({
  en: {
    question: "How else can the base be divided, and how does that agree with the segments?",
    note: "Cramér's V between each division and the learned segments with the reserved states: 0 when one says nothing of the other, 1 when it says all. The value is Bergsma's, which takes out what chance adds.",
    closest: (structure: string, v: string) => `${structure} says most about the learned segments (Cramér's V ${v}).`,
    none: "Nothing can be compared.",
    faint: (structure: string, v: string) =>
      `None of them says much about the learned segments; the most is said by ${structure} (Cramér's V ${v}).`,
    withoutInput: (structures: string) => `Not told for want of input: ${structures}.`,
    largest: (part: string, share: string) => `The largest part is ${part} with ${share} of the customers`,
    taste: (part: string, category: string, lift: string) =>
      `The clearest taste: ${category} makes up ${lift} times as much of what "${part}" buy as it does for everyone`,
    columns: {
      structure: "Division",
      parts: "Parts",
      agreement: "Cramér's V",
      agreementMeaning: "how much it says about the segments, corrected for chance",
      interval: "95% interval",
      part: "Part",
      customers: "Customers",
      share: "Share",
      average: "Average order",
      perCustomer: "Revenue per customer",
      perCustomerMeaning: "net of returns, over the whole history, by everyone in the part",
      repeat: "Bought again",
      strict: "Stay from month to month",
      strictMeaning: "of those with an order in a month, how many have one in the next; the last 12 complete months",
      taste: "Buy more (×) or less of",
      tasteMeaning: "findings only: differences that chance explains are left out",
    },
  },
  ru: {
    question: "Как ещё делится база и как это согласуется с сегментами?",
    note: "V Крамера между каждым делением и найденными сегментами со служебными состояниями: 0 — одно ничего не говорит о другом, 1 — говорит всё. Значение с поправкой Бергсмы на случайность.",
    closest: (structure, v) => `Больше всего о найденных сегментах говорит деление «${structure}» (V Крамера ${v}).`,
    none: "Сравнивать нечего.",
    faint: (structure, v) =>
      `Ни одно деление почти ничего не говорит о найденных сегментах; больше других — «${structure}» (V Крамера ${v}).`,
    withoutInput: (structures) => `Не рассчитано, нет данных: ${structures}.`,
    largest: (part, share) => `Самая большая часть — «${part}», ${share} клиентов`,
    taste: (part, category, lift) =>
      `Самое заметное предпочтение: в покупках части «${part}» категория «${category}» занимает в ${lift} раза больше, чем у всех`,
    columns: {
      structure: "Деление",
      parts: "Части",
      agreement: "V Крамера",
      agreementMeaning: "сколько деление говорит о сегментах, с поправкой на случайность",
      interval: "Интервал 95 %",
      part: "Часть",
      customers: "Клиенты",
      share: "Доля",
      average: "Средний чек",
      perCustomer: "Выручка на клиента",
      perCustomerMeaning: "за вычетом возвратов, за всю историю, на каждого клиента части",
      repeat: "Купили снова",
      strict: "Остаются через месяц",
      strictMeaning: "доля купивших в месяце, кто купил и в следующем; последние 12 полных месяцев",
      taste: "Покупают больше (×) или меньше",
      tasteMeaning: "только находки: различия, которые объясняет случай, опущены",
    },
  },
});
