import { civil } from "../math/calendar.ts";
import {
  atLeast,
  type Expression,
  floor,
  known,
  minus,
  orElse,
  over,
  plus,
  round,
  unknown,
  when,
} from "./expression.ts";
import { attribute, type Family, type FamilyContext, type FeatureFormula } from "./family.ts";

/** Days in a year, on average. */
const daysOfYear = 365.2425;

const categories = [
  {
    name: "sex",
    words: {
      en: { title: "sex", high: "mostly", low: "rarely" },
      ru: { title: "пол", high: "в основном", low: "редко" },
    },
  },
  {
    name: "country",
    words: {
      en: { title: "country", high: "from", low: "rarely from" },
      ru: { title: "страна", high: "страна", low: "редко страна" },
    },
  },
  {
    name: "region",
    words: {
      en: { title: "region", high: "from", low: "rarely from" },
      ru: { title: "регион", high: "регион", low: "редко регион" },
    },
  },
  {
    name: "city",
    words: {
      en: { title: "city", high: "from", low: "rarely from" },
      ru: { title: "город", high: "город", low: "редко город" },
    },
  },
  {
    name: "area_type",
    words: {
      en: { title: "type of area", high: "mostly", low: "rarely" },
      ru: { title: "тип местности", high: "местность", low: "редко местность" },
    },
  },
  {
    name: "climate_zone",
    words: {
      en: { title: "climate zone", high: "climate", low: "rarely climate" },
      ru: { title: "климатическая зона", high: "климат", low: "редко климат" },
    },
  },
  {
    name: "family_status",
    words: {
      en: { title: "family status", high: "mostly", low: "rarely" },
      ru: { title: "семейное положение", high: "в основном", low: "редко" },
    },
  },
  {
    name: "education",
    words: {
      en: { title: "education", high: "education", low: "rarely education" },
      ru: { title: "образование", high: "образование", low: "редко образование" },
    },
  },
  {
    name: "profession",
    words: {
      en: { title: "profession", high: "works as", low: "rarely works as" },
      ru: { title: "профессия", high: "профессия", low: "редко профессия" },
    },
  },
  {
    name: "customer_type",
    words: {
      en: { title: "type of customer", high: "mostly", low: "rarely" },
      ru: { title: "тип клиента", high: "в основном", low: "редко" },
    },
  },
];

const counts = [
  {
    name: "children",
    unit: "children",
    definition: "Children of the customer as valid at the window's end.",
    words: {
      en: { title: "children", high: "many children", low: "few children" },
      ru: { title: "дети", high: "много детей", low: "мало детей" },
    },
  },
  {
    name: "household_size",
    unit: "people",
    definition: "People in the customer's household as valid at the window's end.",
    words: {
      en: { title: "size of the household", high: "large households", low: "small households" },
      ru: { title: "размер домохозяйства", high: "большие семьи", low: "небольшие семьи" },
    },
  },
];

export const demographics: Family = {
  family: "demographics",
  features: (context) => {
    const { attributes } = context.staged;
    const features: FeatureFormula[] = [];
    if (["birth_date", "birth_year", "age_min"].some((name) => attributes.has(name))) features.push(age(context));
    for (const { name, words } of categories) {
      if (!attributes.has(name)) continue;
      features.push({
        name,
        family: "demographics",
        kind: "category",
        unit: "category",
        definition: `The customer's ${name.replaceAll("_", " ")} as valid at the window's end.`,
        words,
        value: attribute(name),
        levels: context.levels.get(name) ?? [],
      });
    }
    if (attributes.has("income_min")) features.push(...income(context));
    for (const count of counts) {
      if (attributes.has(count.name))
        features.push({
          ...count,
          family: "demographics",
          kind: "number",
          value: attribute(count.name),
        });
    }
    return features.length > 0
      ? features
      : {
          unavailable: {
            en: "the customers have no demographic attributes",
            ru: "у клиентов нет демографических признаков",
          },
        };
  },
};

function age({ staged: { attributes }, window }: FamilyContext): FeatureFormula {
  const { year, month, day } = civil(window.until);
  const today = year * 10000 + month * 100 + day;
  const ways: Expression[] = [];
  if (attributes.has("birth_date"))
    ways.push(
      when(atLeast(today, attribute("birth_date")), floor(over(minus(today, attribute("birth_date")), 10_000))),
    );
  if (attributes.has("birth_year"))
    ways.push(when(atLeast(year, attribute("birth_year")), minus(year, attribute("birth_year"))));
  if (attributes.has("age_min")) {
    const passed = round(over(minus(window.until, attribute("age_day")), daysOfYear));
    const then = plus(middleOfBand("age_min", "age_max"), orElse(passed, 0));
    ways.push(when(atLeast(then, 0), then));
  }
  return {
    name: "age",
    family: "demographics",
    kind: "number",
    unit: "years",
    definition:
      "Age at the window's end, from the birth date, else the birth year, else the age that was stated, older by the years since, in whole years; a band of ages counts as its middle, an open one as its known end.",
    words: {
      en: { title: "age", high: "older", low: "younger" },
      ru: { title: "возраст", high: "старше", low: "моложе" },
    },
    value: orElse(unknown, ...ways),
  };
}

function income({ currency }: FamilyContext): FeatureFormula[] {
  return [
    {
      name: "income",
      family: "demographics",
      kind: "number",
      unit: `${currency} a year`,
      definition:
        "Income a year as valid at the window's end; a band counts as its middle, an open one as its known end.",
      words: {
        en: { title: "income", high: "high income", low: "low income" },
        ru: { title: "доход", high: "высокий доход", low: "низкий доход" },
      },
      value: middleOfBand("income_min", "income_max"),
    },
    {
      name: "income_known",
      family: "demographics",
      kind: "number",
      unit: "0 or 1",
      definition: "Whether the income is known at the window's end: 1 or 0.",
      words: {
        en: { title: "income known", high: "tells the income", low: "does not tell the income" },
        ru: { title: "доход известен", high: "указали доход", low: "не указали доход" },
      },
      value: known(orElse(attribute("income_min"), attribute("income_max"))),
    },
  ];
}

/** The middle of a band, the known end of an open one. */
function middleOfBand(min: string, max: string): Expression {
  const [lower, upper] = [attribute(min), attribute(max)];
  return over(plus(orElse(lower, upper), orElse(upper, lower)), 2);
}
