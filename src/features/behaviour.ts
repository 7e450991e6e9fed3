import type { EventSource } from "./event-sources.ts";
import {
  above,
  type Expression,
  equal,
  largest,
  orElse,
  over,
  plus,
  ratio,
  times,
  unknown,
  when,
} from "./expression.ts";
import {
  columnName,
  countOf,
  type Family,
  type FamilyContext,
  type FeatureFormula,
  row,
  sumsOf,
  totalsOf,
} from "./family.ts";
import { furtherMetrics, hasProfilesOnly, profileLevels } from "./profile-metrics.ts";

export const behaviour: Family = {
  family: "behaviour",
  features: (context) => {
    const { categories, brands } = context.staged;
    const features: FeatureFormula[] = [];
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
  /** The amount of each level in the look-back, in their order. */
  readonly amounts: readonly Expression[];
  /** All of them together, and the largest of them. */
  readonly total: Expression;
  readonly most: Expression;
  readonly lines?: FeatureFormula[EventSource];
  /** What is divided, for definitions: `gross revenue of the look-back`. */
  readonly what: string;
}

function levelsOf({ staged }: FamilyContext, column: "category" | "brand", names: readonly string[]): Levels {
  const amount = (j: number) => {
    const isLevel = equal(row(column), j);
    return staged.hasAmounts ? { sum: when(isLevel, row("amount"), 0) } : countOf(isLevel);
  };
  return {
    names,
    ...together(names.map((_, j) => sumsOf("lines")(`${column}_${j}`))),
    lines: Object.fromEntries(names.map((_, j) => [`${column}_${j}`, amount(j)])),
    what: staged.hasAmounts ? "gross revenue of the look-back" : "purchased lines of the look-back",
  };
}

function together(amounts: readonly Expression[]): Pick<Levels, "amounts" | "total" | "most"> {
  return { amounts, total: plus(0, ...amounts), most: largest(0, ...amounts) };
}

function categoriesOfLines(context: FamilyContext): FeatureFormula[] {
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
      value: plus(0, ...levels.amounts.map((amount) => above(amount, 0))),
    },
    categoryConcentration(levels),
    favouriteCategory(levels),
    categoryAffinity(levels),
  ];
}

function categoriesOfProfiles(context: FamilyContext): FeatureFormula[] {
  const values = profileLevels(context, "spend:");
  if (values.length === 0) return [];
  const levels = {
    names: values.map(({ level }) => level),
    // Whoever has nothing in a category may have no row for it.
    ...together(values.map(({ value }) => orElse(value, 0))),
    what: `money spent, ${values[0].source},`,
  };
  return [
    ...levels.names.map((_, j) => categoryShare(levels, j)),
    categoryConcentration(levels),
    favouriteCategory(levels),
  ];
}

function categoryShare({ names, amounts, total, lines, what }: Levels, j: number): FeatureFormula {
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
    value: ratio(amounts[j], total),
  };
}

function categoryConcentration({ amounts, total, lines, what }: Levels): FeatureFormula {
  const squares = amounts.map((amount) => times(amount, amount));
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
    value: when(above(total, 0), over(plus(0, ...squares), times(total, total))),
  };
}

function favouriteCategory({ names, amounts, most, lines, what }: Levels): FeatureFormula {
  // Levels are listed in ascending order, whatever the order of the categories; the first category wins a tie.
  const levels = [...names].sort();
  const favourite = firstOf(amounts, most, (j) => levels.indexOf(names[j]));
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
    value: when(above(most, 0), favourite),
    levels,
  };
}

function categoryAffinity({ names, amounts, total, most, lines }: Levels): FeatureFormula {
  const everybodys = names.map((_, j) => totalsOf("lines")(`category_${j}`));
  const ofFavourite = firstOf(amounts, most, (j) => everybodys[j]);
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
    value: when(above(most, 0), over(over(most, total), over(ofFavourite, plus(0, ...everybodys)))),
  };
}

function brandsOfLines(context: FamilyContext): FeatureFormula[] {
  const { names, amounts, total, lines, what } = levelsOf(context, "brand", context.staged.brands);
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
    value: ratio(amounts[j], total),
  }));
}

/** Metrics of the profiles that no other feature stands for. */
function ownMetrics(context: FamilyContext): FeatureFormula[] {
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
    value: value.value,
  }));
}

/** What belongs to the first level that has the largest amount. */
function firstOf(
  amounts: readonly Expression[],
  most: Expression,
  valueAt: (j: number) => Expression | number,
): Expression {
  return amounts.reduceRight((rest: Expression, amount, j) => when(equal(amount, most), valueAt(j), rest), unknown);
}
