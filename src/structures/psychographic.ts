import type { Offer, StructureContext } from "./offer.ts";
import { firstThatHolds, type Part, unknownPart } from "./structure.ts";

/**
 * What somebody is interested in: the rarest of the interests they declared, which says most about them; without any,
 * the category that they buy far more of than others, labelled as inferred.
 */
const interests: Offer = (context) => {
  const { config, facts, categories } = context;
  const { minPurchases } = config.psychographic;
  const name = {
    id: "psychographic",
    kind: "psychographic",
    title: { en: "Interests", ru: "Интересы" },
    definition: {
      en: `Declared interests come first, of several the rarest. Without one, an interest is inferred from the category that somebody with ${minPurchases} purchases or more buys far more of than others.`,
      ru: `Сначала названные интересы, из нескольких — самый редкий. Если их нет, интерес выводится из категории, которую клиент (не меньше ${minPurchases} покупок) берёт намного чаще других.`,
    },
  } as const;
  const declared = declaredTags("interests", context);
  const inferred = facts.has("inferred_interest")
    ? categories.map((category, j) => ({
        key: `inferred_${category}`,
        title: { en: `${category} (inferred)`, ru: `${category} (выведено)` },
        isTaste: true as const,
        where: `inferred_interest = ${j}`,
      }))
    : [];
  if (declared.length + inferred.length === 0) {
    return {
      ...name,
      refused: {
        en: "there are neither declared interests nor categories of purchases",
        ru: "нет ни названных интересов, ни категорий покупок",
      },
    };
  }
  const isSeen = [
    ...(declared.length > 0 ? ["interests_0 IS NOT NULL"] : []),
    ...(inferred.length > 0 && facts.has("orders") ? ["orders > 0"] : []),
  ].join(" OR ");
  const none: Part = { key: "none", title: { en: "none in particular", ru: "без явных интересов" } };
  return { ...name, ...firstThatHolds([...declared, ...inferred, { ...none, where: isSeen }], unknownPart) };
};

const values: Offer = (context) => {
  const name = {
    id: "psychographic_values",
    kind: "psychographic",
    title: { en: "Values and lifestyle", ru: "Ценности и образ жизни" },
    definition: {
      en: "The rarest of the values or ways of life that somebody declared.",
      ru: "Самая редкая из названных клиентом ценностей или черт образа жизни.",
    },
  } as const;
  const declared = declaredTags("personal_values", context);
  if (declared.length === 0) {
    const refused = { en: "the customers' table has no personal values", ru: "в таблице клиентов нет ценностей" };
    return { ...name, refused };
  }
  const none: Part = { key: "none", title: { en: "none", ru: "не названы" } };
  return {
    ...name,
    ...firstThatHolds([...declared, { ...none, where: "personal_values_0 IS NOT NULL" }], unknownPart),
  };
};

export const psychographic: readonly Offer[] = [interests, values];

/** A part for each tag, the rarest first. */
function declaredTags(list: "interests" | "personal_values", { tags }: StructureContext) {
  const names = tags.get(list) ?? [];
  return names.map((tag, j) => ({ key: tag, title: { en: tag, ru: tag }, where: `${list}_${j} = 1` })).reverse();
}
