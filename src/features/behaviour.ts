import type { EventSource } from "./event-sources.ts";
import { columnName, countOf, type Family, type FamilyContext, type FeatureSql, ratio, totalOf } from "./family.ts";
import { furtherMetrics, hasProfilesOnly, profileLevels } from "./profile-metrics.ts";

export const behaviour: Family = {
  family: "behaviour",
  features: (context) => {
    const { categories, brands } = context.staged;
    const features: FeatureSql[] = [];
    if (hasProfilesOnly(context)) features.push(...categoriesOfProfiles(context));
    else {
      if (categories.length > 0) features.push(...categoriesOfLines(context));
      if (brands.length > 0) features.push(...brandsOfLines(context));
    }
    features.push(...ownMetrics(context));
    if (features.length > 0) return features;
    return hasProfilesOnly(context)
      ? {
          unavailable: {
            en: "the profiles have no spend by category and no metrics of their own",
            ru: "в профилях нет ни трат по категориям, ни своих показателей",
          },
        }
      : { unavailable: { en: "the transactions have no category", ru: "у транзакций нет категории" } };
  },
};

/** How much of a level somebody buys: money, or lines where there is none. */
interface Levels {
  readonly names: readonly string[];
  /** SQL of the amount of each level in the look-back, in their order. */
  readonly amounts: readonly string[];
  readonly lines?: FeatureSql[EventSource];
  /** What is divided, for definitions: `gross revenue of the look-back`. */
  readonly what: string;
}

function levelsOf({ staged }: FamilyContext, column: "category" | "brand", names: readonly string[]): Levels {
  const amount = (j: number) =>
    staged.hasAmounts ? { sum: `CASE WHEN ${column} = ${j} THEN amount ELSE 0 END` } : countOf(`${column} = ${j}`);
  return {
    names,
    amounts: names.map((_, j) => `l.${column}_${j}`),
    lines: Object.fromEntries(names.map((_, j) => [`${column}_${j}`, amount(j)])),
    what: staged.hasAmounts ? "gross revenue of the look-back" : "purchased lines of the look-back",
  };
}

function categoriesOfLines(context: FamilyContext): FeatureSql[] {
  const levels = levelsOf(context, "category", context.staged.categories);
  return [
    ...levels.names.map((_, j) => categoryShare(levels, j)),
    {
      name: "category_breadth",
      family: "behaviour",
      kind: "number",
      unit: "categories",
      definition: context.staged.hasAmounts
        ? "Number of categories with revenue in the look-back."
        : "Number of categories bought in the look-back.",
      words: {
        en: { title: "categories bought", high: "buys across categories", low: "keeps to few categories" },
        ru: { title: "число категорий", high: "покупают из разных категорий", low: "верны немногим категориям" },
      },
      lines: levels.lines,
      expression: `CAST(${levels.amounts.map((amount) => `CASE WHEN ${amount} > 0 THEN 1 ELSE 0 END`).join(" + ")} AS DOUBLE)`,
    },
    categoryConcentration(levels),
    favouriteCategory(levels),
    categoryAffinity(levels),
  ];
}

function categoriesOfProfiles(context: FamilyContext): FeatureSql[] {
  const values = profileLevels(context, "spend:");
  if (values.length === 0) return [];
  const levels = {
    names: values.map(({ level }) => level),
    // Whoever has nothing in a category may have no row for it.
    amounts: values.map(({ expression }) => `coalesce(${expression}, 0)`),
    what: `money spent, ${values[0].source},`,
  };
  return [
    ...levels.names.map((_, j) => categoryShare(levels, j)),
    categoryConcentration(levels),
    favouriteCategory(levels),
  ];
}

function categoryShare({ names, amounts, lines, what }: Levels, j: number): FeatureSql {
  const category = names[j];
  return {
    name: columnName("category_share", category),
    family: "behaviour",
    kind: "number",
    unit: "share",
    definition: `Share of ${category} in the ${what} that has a category.`,
    words: {
      en: { title: `share of ${category}`, high: `buys ${category}`, low: `little ${category}` },
      ru: {
        title: `«${category}», доля выручки`,
        high: `категория «${category}»`,
        low: `редко категория «${category}»`,
      },
    },
    lines,
    expression: ratio(amounts[j], sumOf(amounts)),
  };
}

function categoryConcentration({ amounts, lines, what }: Levels): FeatureSql {
  const squares = amounts.map((amount) => `CAST(${amount} AS DOUBLE) * ${amount}`);
  return {
    name: "category_concentration",
    family: "behaviour",
    kind: "number",
    unit: "index",
    definition: `Herfindahl index: the squared shares of the categories in the ${what} added up, 1 when all is in one.`,
    words: {
      en: { title: "concentration on few categories", high: "specialised", low: "buys a mix" },
      ru: { title: "концентрация на категориях", high: "узкий набор категорий", low: "широкий набор категорий" },
    },
    lines,
    expression: `CASE WHEN ${sumOf(amounts)} > 0 THEN ${sumOf(squares)} / (CAST(${sumOf(amounts)} AS DOUBLE) * ${sumOf(amounts)}) END`,
  };
}

function favouriteCategory({ names, amounts, lines, what }: Levels): FeatureSql {
  // Levels are listed in ascending order, whatever the order of the categories; the first category wins a tie.
  const levels = [...names].sort();
  const cases = names.map((name, j) => `WHEN ${amounts[j]} = ${largestOf(amounts)} THEN ${levels.indexOf(name)}`);
  return {
    name: "favourite_category",
    family: "behaviour",
    kind: "category",
    unit: "category",
    definition: `Category with the largest share in the ${what}; of equal ones the one most often bought by everybody.`,
    words: {
      en: { title: "favourite category", high: "favours", low: "rarely favours" },
      ru: { title: "любимая категория", high: "любимая категория", low: "редко любимая категория" },
    },
    lines,
    expression: `CASE WHEN ${largestOf(amounts)} > 0 THEN CASE ${cases.join(" ")} END END`,
    levels,
  };
}

function categoryAffinity({ amounts, lines }: Levels): FeatureSql {
  const everybodys = amounts.map((amount) => amount.replace(/^l\./, `${totalOf("l")}.`));
  const cases = amounts.map((amount, j) => `WHEN ${amount} = ${largestOf(amounts)} THEN ${everybodys[j]}`);
  return {
    name: "category_affinity",
    family: "behaviour",
    kind: "number",
    unit: "ratio",
    definition:
      "Affinity to the favourite category: its share in the customer's purchases divided by its share in everybody's, both in the look-back; 1 is like everybody.",
    words: {
      en: { title: "affinity to the favourite category", high: "unusual favourites", low: "buys what everybody buys" },
      ru: { title: "тяга к любимой категории", high: "необычные предпочтения", low: "покупают то же, что все" },
    },
    lines,
    expression: `CASE WHEN ${largestOf(amounts)} > 0 THEN
      CAST(${largestOf(amounts)} AS DOUBLE) / CAST(${sumOf(amounts)} AS DOUBLE)
      / (CAST(CASE ${cases.join(" ")} END AS DOUBLE) / CAST(${sumOf(everybodys)} AS DOUBLE)) END`,
  };
}

function brandsOfLines(context: FamilyContext): FeatureSql[] {
  const { names, amounts, lines, what } = levelsOf(context, "brand", context.staged.brands);
  return names.map((brand, j) => ({
    name: columnName("brand_share", brand),
    family: "behaviour",
    kind: "number",
    unit: "share",
    definition: `Share of ${brand} in the ${what} that has a brand.`,
    words: {
      en: { title: `share of ${brand}`, high: `buys ${brand}`, low: `little ${brand}` },
      ru: { title: `доля бренда «${brand}»`, high: `бренд «${brand}»`, low: `редко бренд «${brand}»` },
    },
    lines,
    expression: ratio(amounts[j], sumOf(amounts)),
  }));
}

/** Metrics of the profiles that no other feature stands for. */
function ownMetrics(context: FamilyContext): FeatureSql[] {
  return furtherMetrics(context).map(({ name, value }) => ({
    name: name.replaceAll(/[^\p{L}\p{N}_]+/gu, "_"),
    family: "behaviour",
    kind: "number",
    unit: value.unit === "" ? "number" : value.unit,
    definition: `The metric "${name}", ${value.source}.`,
    words: {
      en: { title: name, high: `high ${name}`, low: `low ${name}` },
      ru: { title: `«${name}»`, high: `высокое «${name}»`, low: `низкое «${name}»` },
    },
    expression: value.expression,
  }));
}

function sumOf(amounts: readonly string[]): string {
  return `(${amounts.join(" + ")})`;
}

function largestOf(amounts: readonly string[]): string {
  return amounts.length === 1 ? amounts[0] : `greatest(${amounts.join(", ")})`;
}
