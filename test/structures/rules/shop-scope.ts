import type { RuleFeature, RuleScope } from "../../../src/structures/rules/rule-scope.ts";

/** Five customers: what the tests of rules know of them. */
export const orders = numbers("orders", "orders", [1, 5, 3, Number.NaN, 4]);
export const monetary = numbers("monetary", "EUR", [1000, 1000.5, 20, Number.NaN, 0]);
export const country = category("country", ["DE", "FR"], [0, 1, Number.NaN, 0, 1]);

/** Numbers of parts of the same customers. */
export const lifecycleCodes = Int16Array.of(2, 0, 1, 3, 0);

export const scope: RuleScope = {
  features: [orders, monetary, country],
  structures: [
    {
      id: "lifecycle",
      title: { en: "Lifecycle", ru: "Жизненный цикл" },
      parts: [
        { key: "new", title: { en: "new", ru: "новые" } },
        { key: "sleeping", title: { en: "sleeping", ru: "спящие" } },
        { key: "lost", title: { en: "lost", ru: "потерянные" } },
        { key: "potential", title: { en: "potential", ru: "потенциальные" } },
      ],
    },
    {
      id: "geographic_city",
      title: { en: "City", ru: "Город" },
      open: true,
      parts: [
        { key: "Berlin", title: { en: "Berlin", ru: "Берлин" } },
        { key: "unknown", title: { en: "unknown", ru: "неизвестно" } },
      ],
    },
  ],
};

function numbers(name: string, unit: string, values: number[]): RuleFeature {
  return { ...named(name), kind: "number", unit, levels: [], values: Float64Array.from(values) };
}

function category(name: string, levels: string[], values: number[]): RuleFeature {
  return { ...named(name), kind: "category", unit: "category", levels, values: Float64Array.from(values) };
}

function named(name: string) {
  const titles: Readonly<Record<string, string>> = { orders: "заказы", monetary: "выручка", country: "страна" };
  const words = { high: "", low: "" };
  return { name, words: { en: { ...words, title: name }, ru: { ...words, title: titles[name] ?? name } } };
}
