import type { Text } from "../language/text.ts";
import type { Part } from "./structure.ts";

/** What the levels that the data contract names are called. */
const titles: ReadonlyMap<string, Text> = new Map([
  ["female", { en: "women", ru: "женщины" }],
  ["male", { en: "men", ru: "мужчины" }],
  ["other", { en: "other", ru: "другое" }],
  ["married", { en: "married", ru: "в браке" }],
  ["partnered", { en: "with a partner", ru: "живут вместе" }],
  ["single", { en: "single", ru: "не в браке" }],
  ["divorced", { en: "divorced", ru: "в разводе" }],
  ["widowed", { en: "widowed", ru: "вдовые" }],
  ["urban", { en: "urban", ru: "город" }],
  ["suburban", { en: "suburban", ru: "пригород" }],
  ["rural", { en: "rural", ru: "село" }],
]);

/** Levels as parts; one that the data brought keeps its own name. */
export function levelParts(levels: readonly string[]): Part[] {
  return levels.map((level) => ({ key: level, title: titles.get(level) ?? { en: level, ru: level } }));
}
