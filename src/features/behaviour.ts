import { columnName, type Family, ratio } from "./family.ts";

export const behaviour: Family = {
  family: "behaviour",
  features: ({ staged: { categories } }) => {
    if (categories.length === 0) return { unavailable: "the transactions have no category" };
    const sums = Object.fromEntries(
      categories.map((_, j) => [`category_${j}`, `sum(CASE WHEN category = ${j} THEN amount ELSE 0 END)`]),
    );
    const all = categories.map((_, j) => `l.category_${j}`).join(" + ");
    return [
      ...categories.map((category, j) => ({
        name: columnName("category_share", category),
        family: "behaviour" as const,
        kind: "number" as const,
        unit: "share",
        definition: `Share of ${category} in the gross revenue of the look-back that has a category.`,
        words: { high: `buys ${category}`, low: `little ${category}` },
        lines: sums,
        expression: ratio(`l.category_${j}`, `(${all})`),
      })),
      {
        name: "category_breadth",
        family: "behaviour",
        kind: "number",
        unit: "categories",
        definition: "Number of categories with revenue in the look-back.",
        words: { high: "buys across categories", low: "keeps to few categories" },
        lines: sums,
        expression: `CAST(${categories.map((_, j) => `CASE WHEN l.category_${j} > 0 THEN 1 ELSE 0 END`).join(" + ")} AS DOUBLE)`,
      },
    ];
  },
};
