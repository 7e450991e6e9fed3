import { russian } from "../language/russian.ts";
import { sentence } from "../language/sentence.ts";
import { translations } from "../language/translations.ts";
import { writers } from "../language/writers.ts";
import { type Card, type Cell, numberColumn, textColumn } from "./card.ts";
import type { ReportModel } from "./report-model.ts";
import { type Crossing, structureCrossing } from "./structure-crossing.ts";

type ReportStructure = ReportModel["structures"][number];
type ReportPart = ReportStructure["parts"][number];

/** One way to divide the base, folded into one line until somebody opens it. */
export interface StructureCard extends Card {
  /** How many parts, and the largest. */
  readonly summary: string;
  /** Cramér's V against the learned segments with its interval; null where there is nothing to compare. */
  readonly agreement: { readonly text: string; readonly interval: string; readonly tint: number } | null;
  readonly crossing: Crossing | null;
}

/** Who is in which part, what they bring, what they like, and how they spread over the learned segments. */
export function structureCard(model: ReportModel, structure: ReportStructure): StructureCard {
  const { id, title, parts } = structure;
  const { columns } = texts[model.language];
  const { amount, count, share } = writers[model.language];
  const known = (figure: (part: ReportPart) => number | null) => parts.some((part) => figure(part) !== null);
  const figures = [
    {
      column: numberColumn(`${columns.average}, ${model.currency.code}`),
      of: ({ averageOrder }: ReportPart) => averageOrder,
      write: (value: number | null) => amount(value, model.currency),
    },
    {
      column: numberColumn(`${columns.perCustomer}, ${model.currency.code}`, columns.perCustomerMeaning),
      of: ({ revenuePerCustomer }: ReportPart) => revenuePerCustomer,
      write: (value: number | null) => amount(value, model.currency),
    },
    {
      column: numberColumn(columns.repeat),
      of: ({ repeatShare }: ReportPart) => repeatShare,
      write: share,
    },
    {
      column: numberColumn(columns.strict, columns.strictMeaning),
      of: ({ strictRetention }: ReportPart) => strictRetention,
      write: share,
    },
  ].filter(({ of }) => known(of));
  const hasTastes = parts.some(({ affinities }) => affinities.length > 0);
  return {
    id: `structure-${id}`,
    question: title,
    answer: answer(model, structure),
    summary: summary(model, parts),
    agreement: agreement(model, structure),
    crossing: structureCrossing(model, structure),
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

function summary(model: ReportModel, parts: readonly ReportPart[]): string {
  const { partsAndLargest } = texts[model.language];
  const inhabited = parts.filter(({ customers }) => customers > 0);
  const [largest] = inhabited.toSorted((a, b) => b.customers - a.customers);
  if (largest === undefined) return "";
  return partsAndLargest(inhabited.length, largest.title, writers[model.language].share(largest.share));
}

function agreement(model: ReportModel, { association }: ReportStructure): StructureCard["agreement"] {
  if (association === null) return null;
  const { decimal, range } = writers[model.language];
  const { corrected, lo, hi } = association;
  return {
    text: `V ${decimal(corrected, 2)}`,
    interval: range(decimal(lo, 2), decimal(hi, 2)),
    tint: corrected,
  };
}

/** How customers come into the parts, and the clearest taste of any. */
function answer(model: ReportModel, { definition, parts }: ReportStructure): string {
  const { taste } = texts[model.language];
  const { decimal } = writers[model.language];
  const [clearest] = parts
    .flatMap(({ title, affinities }) => affinities.map((each) => ({ title, ...each })))
    .filter(({ lift }) => lift > 1)
    .sort((a, b) => b.lift - a.lift);
  const said = [definition];
  if (clearest !== undefined) said.push(taste(clearest.title, clearest.category, decimal(clearest.lift, 1)));
  return said.map(sentence).join(" ");
}

/** The three clearest findings: `books ×1.8, toys ×0.6`. */
function tastes(model: ReportModel, { affinities }: ReportPart): string {
  const { decimal } = writers[model.language];
  if (affinities.length === 0) return "–";
  return affinities
    .slice(0, 3)
    .map(({ category, lift }) => `${category} ×${decimal(lift, 1)}`)
    .join(", ");
}

const texts = translations({
  en: {
    partsAndLargest: (parts: number, largest: string, share: string) =>
      parts === 1 ? `everyone is in "${largest}"` : `${parts} parts, the largest is "${largest}" with ${share}`,
    taste: (part: string, category: string, lift: string) =>
      `The clearest taste: ${category} makes up ${lift} times as much of what "${part}" buy as it does for everyone`,
    columns: {
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
    partsAndLargest: (parts, largest, share) =>
      parts === 1
        ? `все клиенты в части «${largest}»`
        : `${russian.counted(parts, "часть", "части", "частей")}, самая большая — «${largest}», ${share}`,
    taste: (part, category, lift) =>
      `Самое заметное предпочтение: в покупках части «${part}» категория «${category}» занимает в ${lift} раза больше, чем у всех`,
    columns: {
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
