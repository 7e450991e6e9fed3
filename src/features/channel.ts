import { consentLevels, consentsOf } from "./attribute-codes.ts";
import { equal, known, orElse, plus, ratio, unknown, when } from "./expression.ts";
import {
  attribute,
  columnName,
  countOf,
  type Family,
  type FamilyContext,
  type FeatureFormula,
  row,
  sumsOf,
} from "./family.ts";
import { hasProfilesOnly, profileLevels } from "./profile-metrics.ts";

const categories = [
  {
    name: "acquisition_channel",
    definition: "Channel the customer came from, as valid at the window's end.",
    words: {
      en: { title: "acquisition channel", high: "came by", low: "rarely came by" },
      ru: { title: "канал привлечения", high: "пришли через", low: "редко пришли через" },
    },
  },
  {
    name: "acquisition_source",
    definition: "Source within that channel the customer came from, as valid at the window's end.",
    words: {
      en: { title: "acquisition source", high: "came from", low: "rarely came from" },
      ru: { title: "источник привлечения", high: "источник", low: "редко источник" },
    },
  },
  {
    name: "preferred_channel",
    definition: "Channel the customer asked to be written to by, as valid at the window's end.",
    words: {
      en: { title: "preferred channel", high: "prefers", low: "rarely prefers" },
      ru: { title: "предпочитаемый канал", high: "предпочитают", low: "редко предпочитают" },
    },
  },
];

export const channel: Family = {
  family: "channel",
  features: (context) => {
    const { attributes } = context.staged;
    const features: FeatureFormula[] = hasProfilesOnly(context) ? sharesOfProfiles(context) : sharesOfOrders(context);
    for (const category of categories) {
      if (!attributes.has(category.name)) continue;
      features.push({
        ...category,
        family: "channel",
        kind: "category",
        unit: "category",
        value: attribute(category.name),
        levels: context.levels.get(category.name) ?? [],
      });
    }
    features.push(...consents(attributes));
    return features.length > 0
      ? features
      : {
          unavailable: {
            en: "there is neither a sales channel nor an acquisition channel nor a consent",
            ru: "нет ни канала продаж, ни канала привлечения, ни согласий",
          },
        };
  },
};

function sharesOfOrders({ staged: { channels } }: FamilyContext): FeatureFormula[] {
  const counts = Object.fromEntries(channels.map((_, j) => [`channel_${j}`, countOf(equal(row("channel"), j))]));
  const sums = channels.map((_, j) => sumsOf("purchases")(`channel_${j}`));
  const total = plus(0, ...sums);
  return channels.map((name, j) => ({
    ...shareOf(name, "the orders of the look-back that have a channel"),
    purchases: counts,
    value: ratio(sums[j], total),
  }));
}

function sharesOfProfiles(context: FamilyContext): FeatureFormula[] {
  const values = profileLevels(context, "orders:");
  // Whoever ordered nothing through a channel may have no row for it.
  const orders = values.map(({ value }) => orElse(value, 0));
  const total = plus(0, ...orders);
  return values.map(({ level, source }, j) => ({
    ...shareOf(level, `orders, ${source}`),
    value: ratio(orders[j], total),
  }));
}

function shareOf(name: string, orders: string) {
  return {
    name: columnName("channel_share", name),
    family: "channel" as const,
    kind: "number" as const,
    unit: "share",
    definition: `Share of ${name} in ${orders}.`,
    words: {
      en: { title: `share of orders by ${name}`, high: `buys by ${name}`, low: `rarely by ${name}` },
      ru: { title: `«${name}», доля заказов`, high: `покупают через «${name}»`, low: `редко через «${name}»` },
    },
  };
}

/** Whether each channel may be used, and how many may. */
function consents(attributes: ReadonlySet<string>): FeatureFormula[] {
  const names = consentsOf(attributes);
  if (names.length === 0) return [];
  const answers = names.map(attribute);
  return [
    ...names.map((name): FeatureFormula => {
      const by = name.slice("consent_".length);
      return {
        name,
        family: "channel",
        kind: "category",
        unit: "category",
        definition: `Whether the customer agreed to be contacted by ${by}, as valid at the window's end.`,
        words: {
          en: { title: `consent to ${by}`, high: `consent to ${by}:`, low: `rarely consent to ${by}:` },
          ru: { title: `согласие на «${by}»`, high: `согласие на «${by}»:`, low: `редко согласие на «${by}»:` },
        },
        value: attribute(name),
        levels: consentLevels,
      };
    }),
    {
      name: "reachable_channels",
      family: "channel",
      kind: "number",
      unit: "channels",
      definition:
        "Number of channels the customer agreed to be contacted by, as valid at the window's end; unknown when no answer is known.",
      words: {
        en: { title: "channels with consent", high: "easy to reach", low: "hard to reach" },
        ru: { title: "каналы с согласием", high: "доступны для связи", low: "труднодоступны для связи" },
      },
      value: when(known(orElse(unknown, ...answers)), plus(0, ...answers.map((answer) => orElse(answer, 0)))),
    },
  ];
}
