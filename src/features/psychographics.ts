import { attribute, columnName, type Family, type FeatureFormula } from "./family.ts";

const lists = [
  {
    name: "interests",
    prefix: "interest",
    one: (tag: string) => ({
      definition: `Whether ${tag} is among the customer's interests at the window's end: 1 or 0, unknown without a list.`,
      words: {
        en: { title: `interest in ${tag}`, high: `interested in ${tag}`, low: `not interested in ${tag}` },
        ru: { title: `интерес «${tag}»`, high: `интерес «${tag}»`, low: `нет интереса «${tag}»` },
      },
    }),
    all: {
      unit: "interests",
      definition: "Number of interests in the customer's list at the window's end.",
      words: {
        en: { title: "number of interests", high: "many interests", low: "few interests" },
        ru: { title: "число интересов", high: "много интересов", low: "мало интересов" },
      },
    },
  },
  {
    name: "personal_values",
    prefix: "value",
    one: (tag: string) => ({
      definition: `Whether ${tag} is among the customer's personal values at the window's end: 1 or 0, unknown without a list.`,
      words: {
        en: { title: `value ${tag}`, high: `values ${tag}`, low: `does not name ${tag}` },
        ru: { title: `ценность «${tag}»`, high: `ценят «${tag}»`, low: `не называют «${tag}»` },
      },
    }),
    all: {
      unit: "values",
      definition: "Number of personal values in the customer's list at the window's end.",
      words: {
        en: { title: "number of values", high: "many values", low: "few values" },
        ru: { title: "число ценностей", high: "много ценностей", low: "мало ценностей" },
      },
    },
  },
];

export const psychographics: Family = {
  family: "psychographics",
  features: ({ staged: { attributes }, levels }) => {
    const features = lists
      .filter(({ name }) => attributes.has(name))
      .flatMap(({ name, prefix, one, all }): FeatureFormula[] => [
        ...(levels.get(name) ?? []).map((tag, j) => ({
          name: columnName(prefix, tag),
          family: "psychographics" as const,
          kind: "number" as const,
          unit: "0 or 1",
          ...one(tag),
          value: attribute(`${name}_${j}`),
        })),
        {
          name,
          family: "psychographics",
          kind: "number",
          ...all,
          value: attribute(`${name}_count`),
        },
      ]);
    return features.length > 0
      ? features
      : {
          unavailable: {
            en: "the customers have neither interests nor personal values",
            ru: "у клиентов нет ни интересов, ни ценностей",
          },
        };
  },
};
