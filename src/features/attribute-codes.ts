import type { Dialect } from "../engine/dialect.ts";
import type { Engine } from "../engine/engine.ts";
import type { StagedTables } from "../inputs/staged-tables.ts";

/** Attributes that are categories. */
const categoryAttributes = [
  ...["sex", "country", "region", "city", "area_type", "climate_zone", "family_status", "education", "profession"],
  ...["customer_type", "acquisition_channel", "acquisition_source", "preferred_channel"],
];
/** Levels a category may keep; rarer ones share `other`. */
const maxLevels = 50;
const otherLevel = "other";
/** As good as no text at all. */
const unknownLevel = "unknown";

/** Attributes that are lists of tags, and how many tags become features. */
const tagAttributes = ["interests", "personal_values"];
const maxTags = 12;

const numberAttributes = [
  ...["birth_year", "age_min", "age_max", "age_day", "income_min", "income_max", "children", "household_size"],
];

export const consentLevels = ["no", "yes"];

/**
 * Builds `attribute_codes`: `attributes` as numbers, so that windows read nothing else. A category is the number of its
 * level, a consent is 1 or 0, the birth date is the number yyyymmdd, a list of tags is `<name>_<j>` (1 when the list has
 * the j-th tag, 0 when it does not, null without a list) and `<name>_count`. Levels and tags are those known before
 * as-of; levels are in ascending order, tags the most frequent first.
 *
 * @returns the levels of each category attribute, the tags of each list
 */
export async function buildAttributeCodes(
  engine: Engine,
  { attributes }: Pick<StagedTables, "attributes">,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const levels = new Map<string, readonly string[]>();
  const columns: string[] = [];
  for (const name of categoryAttributes) {
    if (!attributes.has(name)) continue;
    const frequent = await mostFrequent(engine, name, `SELECT ${name} AS level FROM attributes`, maxLevels);
    const all = [...frequent.levels, ...(frequent.more ? [otherLevel] : [])].sort();
    levels.set(name, all);
    columns.push(`${levelNumber(engine.dialect, name, frequent.levels, all)} AS ${name}`);
  }
  for (const name of tagAttributes) {
    if (!attributes.has(name)) continue;
    const { levels: tags } = await mostFrequent(
      engine,
      name,
      `SELECT unnest(${name}) AS level FROM attributes`,
      maxTags,
    );
    levels.set(name, tags);
    for (const [j, tag] of tags.entries()) {
      const holds = `list_contains(${name}, ${engine.dialect.text(tag)})`;
      columns.push(`CASE WHEN ${holds} THEN 1 WHEN ${name} IS NOT NULL THEN 0 END AS ${name}_${j}`);
    }
    columns.push(`len(${name}) AS ${name}_count`);
  }
  for (const name of consentsOf(attributes))
    columns.push(`CASE WHEN ${name} THEN 1 WHEN NOT ${name} THEN 0 END AS ${name}`);
  if (attributes.has("birth_date")) {
    const date = engine.dialect.dateOfEpochDay("birth_date");
    columns.push(`year(${date}) * 10000 + month(${date}) * 100 + day(${date}) AS birth_date`);
  }
  columns.push(...numberAttributes.filter((name) => attributes.has(name)));
  await engine.run(`CREATE OR REPLACE TABLE attribute_codes AS
    SELECT customer, valid_from, valid_to ${columns.map((column) => `, ${column}`).join("")} FROM attributes`);
  return levels;
}

/** The attributes that tell whether a channel may be used, ascending: `consent_email`, … */
export function consentsOf(attributes: ReadonlySet<string>): string[] {
  return [...attributes].filter((name) => name.startsWith("consent_")).sort();
}

/** The levels with most rows, ties by name, without the ones that say nothing; and whether there are more. */
async function mostFrequent(engine: Engine, name: string, query: string, count: number) {
  const nothing = engine.dialect.text(unknownLevel);
  const rows = await engine.rows(`SELECT level FROM (${query}) AS ${name}_levels
    WHERE level IS NOT NULL AND level <> ${nothing} GROUP BY level ORDER BY count(*) DESC, level LIMIT ${count + 1}`);
  const levels = rows
    .slice(0, count)
    .map(({ level }) => String(level))
    .filter((level) => level !== otherLevel);
  return { levels, more: levels.length < rows.length };
}

function levelNumber(dialect: Dialect, name: string, frequent: readonly string[], all: readonly string[]): string {
  if (all.length === 0) return "CAST(NULL AS INTEGER)";
  const cases = frequent.map((level) => `WHEN ${name} = ${dialect.text(level)} THEN ${all.indexOf(level)}`);
  const nothing = dialect.text(unknownLevel);
  const rest = all.includes(otherLevel)
    ? `WHEN ${name} IS NOT NULL AND ${name} <> ${nothing} THEN ${all.indexOf(otherLevel)}`
    : "";
  return `CASE ${cases.join(" ")} ${rest} END`;
}
