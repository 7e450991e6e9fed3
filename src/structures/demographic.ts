import { quantiles } from "../math/quantile.ts";
import { ofCategory } from "./category-structure.ts";
import type { Offer } from "./offer.ts";
import { noAttribute } from "./refusals.ts";
import { firstThatHolds, type Part, unknownPart } from "./structure.ts";

/** Age bands, by the age at as-of. */
const ages: Offer = (context) => {
  const { ageBands } = context.config.demographic;
  const name = {
    id: "demographic",
    kind: "demographic",
    title: { en: "Age", ru: "Возраст" },
    definition: {
      en: "Age in whole years at as-of; a band begins at its first age.",
      ru: "Полных лет на дату отчёта; полоса начинается со своего первого возраста.",
    },
  } as const;
  if (!context.facts.has("age")) return { ...name, refused: noAttribute("age", "возраст") };
  return { ...name, ...bands("age", ageBands, "years") };
};

const incomes: Offer = (context) => {
  const name = {
    id: "demographic_income",
    kind: "demographic",
    title: { en: "Income", ru: "Доход" },
    definition: {
      en: "Income a year; a band counts as its middle. Thirds of the known incomes where no bands are configured.",
      ru: "Доход за год; полоса считается по её середине. Если полосы не заданы — трети известных доходов.",
    },
  } as const;
  const income = context.facts.get("income");
  if (income === undefined) return { ...name, refused: noAttribute("income", "доход") };
  const { incomeBands } = context.config.demographic;
  if (incomeBands.length > 0) return { ...name, ...bands("income", incomeBands, "money") };
  const [lower, upper] = quantiles(income.values, [1 / 3, 2 / 3]);
  if (Number.isNaN(lower)) return { ...name, refused: noAttribute("income", "доход") };
  const { double } = context.dialect;
  return {
    ...name,
    ...firstThatHolds(
      [
        { key: "lower_third", title: { en: "lower third", ru: "нижняя треть" }, where: `income <= ${double(lower)}` },
        {
          key: "middle_third",
          title: { en: "middle third", ru: "средняя треть" },
          where: `income <= ${double(upper)}`,
        },
        { key: "upper_third", title: { en: "upper third", ru: "верхняя треть" }, where: "income IS NOT NULL" },
      ],
      unknownPart,
    ),
  };
};

const children: Offer = ({ facts }) => {
  const name = {
    id: "demographic_children",
    kind: "demographic",
    title: { en: "Children", ru: "Дети" },
    definition: { en: "Number of children at as-of.", ru: "Число детей на дату отчёта." },
  } as const;
  if (!facts.has("children")) return { ...name, refused: noAttribute("children", "дети") };
  return {
    ...name,
    ...firstThatHolds(
      [
        { key: "none", title: { en: "no children", ru: "нет детей" }, where: "children = 0" },
        { key: "one", title: { en: "one child", ru: "один ребёнок" }, where: "children = 1" },
        { key: "two", title: { en: "two children", ru: "двое детей" }, where: "children = 2" },
        { key: "three_and_more", title: { en: "three and more", ru: "трое и больше" }, where: "children > 2" },
      ],
      unknownPart,
    ),
  };
};

const categories = [
  { fact: "sex", en: "Sex", ru: "Пол" },
  { fact: "family_status", en: "Family status", ru: "Семейное положение" },
  { fact: "profession", en: "Profession", ru: "Профессия" },
  { fact: "education", en: "Education", ru: "Образование" },
];

export const demographic: readonly Offer[] = [
  ages,
  incomes,
  children,
  ...categories.map(({ fact, en, ru }) => ofCategory("demographic", `demographic_${fact}`, fact, en, ru)),
];

/** Bands that begin at some numbers: below the first, between neighbours, from the last on. */
function bands(fact: string, edges: readonly number[], of: "years" | "money") {
  const part = (key: string, en: string, ru: string): Part => ({ key, title: { en, ru } });
  if (edges.length === 0) {
    return firstThatHolds([{ ...part("known", "known", "известно"), where: `${fact} IS NOT NULL` }], unknownPart);
  }
  const last = (i: number) => (of === "years" ? edges[i] - 1 : edges[i]);
  const cases = edges.map((edge, i) => ({
    ...(i === 0
      ? part(`under_${edge}`, `under ${edge}`, `до ${edge}`)
      : part(`${edges[i - 1]}_${last(i)}`, `${edges[i - 1]}–${last(i)}`, `${edges[i - 1]}–${last(i)}`)),
    where: `${fact} < ${edge}`,
  }));
  const top = edges[edges.length - 1];
  const above = { ...part(`${top}_and_over`, `${top} and over`, `${top} и больше`), where: `${fact} >= ${top}` };
  return firstThatHolds([...cases, above], unknownPart);
}
