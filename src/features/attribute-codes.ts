import type { Engine } from "../engine/engine.ts";
import type { StagedTables } from "../inputs/staged-tables.ts";

/** Attributes that are categories, and how many levels each may keep; rarer ones share `other`. */
const categoryAttributes = ["sex", "country", "region", "acquisition_channel"];
const maxLevels = 50;
const otherLevel = "other";

/**
 * Builds `attribute_codes`: `attributes` with every category as the number of its level and the birth date as the number
 * yyyymmdd, so that windows read numbers only. Levels are those known before as-of, ascending.
 *
 * @returns the levels of each category attribute
 */
export async function buildAttributeCodes(
  engine: Engine,
  { attributes }: StagedTables,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const levels = new Map<string, readonly string[]>();
  const columns: string[] = [];
  for (const name of categoryAttributes) {
    if (!attributes.has(name)) continue;
    const rows = await engine.rows(
      `SELECT ${name} AS level FROM attributes WHERE ${name} IS NOT NULL GROUP BY ${name} ORDER BY count(*) DESC, ${name} LIMIT ${maxLevels + 1}`,
    );
    const named = rows
      .slice(0, maxLevels)
      .map(({ level }) => String(level))
      .filter((level) => level !== otherLevel);
    const all = named.length < rows.length ? [...named, otherLevel].sort() : named.sort();
    levels.set(name, all);
    const cases = named.map((level) => `WHEN ${name} = ${engine.dialect.text(level)} THEN ${all.indexOf(level)}`);
    const rest = all.includes(otherLevel) ? `WHEN ${name} IS NOT NULL THEN ${all.indexOf(otherLevel)}` : "";
    columns.push(`${all.length === 0 ? "CAST(NULL AS INTEGER)" : `CASE ${cases.join(" ")} ${rest} END`} AS ${name}`);
  }
  if (attributes.has("birth_date")) {
    const date = engine.dialect.dateOfEpochDay("birth_date");
    columns.push(`year(${date}) * 10000 + month(${date}) * 100 + day(${date}) AS birth_date`);
  }
  if (attributes.has("birth_year")) columns.push("birth_year");
  await engine.run(`CREATE OR REPLACE TABLE attribute_codes AS
    SELECT customer, valid_from, valid_to ${columns.map((column) => `, ${column}`).join("")} FROM attributes`);
  return levels;
}
