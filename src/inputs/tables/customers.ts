import type { Dialect } from "../../engine/dialect.ts";
import type { Engine } from "../../engine/engine.ts";
import { english } from "../../language/english.ts";
import { russian } from "../../language/russian.ts";
import type { Text } from "../../language/text.ts";
import type { EpochDay } from "../../math/calendar.ts";
import { customerSpecs } from "../columns.ts";
import { rejectRows } from "../rejects.ts";
import { shownText } from "../shown-text.ts";
import type { CustomersSource } from "../sources-config.ts";
import type { StagedTable } from "../stage-table.ts";
import type { RulesOf } from "../table-rules.ts";
import { codeCountries } from "./countries.ts";
import { lateRows } from "./late-rows.ts";

/** Beyond any day: the end of an attribute row that is still valid, and the start of one without a date. */
const always = 2147483647;

/** Nobody is older, so whoever seems to be has an age that is not known. */
const oldestAge = 110;

/** Columns of figures, with those of `attributes` they become; a figure that nobody can have is read as unknown. */
const figures: Readonly<Record<string, readonly string[]>> = {
  birth_date: ["birth_date"],
  birth_year: ["birth_year"],
  age: ["age_min", "age_max"],
  children: ["children"],
  household_size: ["household_size"],
};

/** Attributes that are taken as they were typed. */
const plain = customerSpecs
  .map(({ name, type }) => ({ name: name as string, type: type as string }))
  .filter(
    ({ name, type }) => ["text", "choice", "country", "tags", "boolean"].includes(type) && name !== "income_period",
  )
  .map(({ name }) => name);

/** Columns of words that are read as unknown where they are none of the known ones. */
const lenient = customerSpecs.filter((spec) => spec.lenient).map(({ name }) => name as string);
const countries = customerSpecs.filter(({ type }) => type === "country").map(({ name }) => name as string);

/**
 * Rows of attributes, each with the day `since` which it holds, null when that is not said, and `content`, a hash of all
 * attributes. A row that begins to hold, or arrives, at or after as-of is left out.
 */
export function customerRules(
  dialect: Dialect,
  source: CustomersSource,
  asOf: EpochDay,
  asDay: (date: string) => EpochDay,
): RulesOf {
  return (columns) => {
    const has = (name: string) => columns.has(name);
    const attributes = attributesOf(dialect, source, columns, asOf, asDay);
    const names = Object.keys(attributes);
    const unread = lenient.filter(has);
    const named = countries.filter(has);
    const counted = Object.keys(figures).filter(has);
    return {
      derived: {
        since: has("valid_from") ? dialect.epochDay("valid_from") : "CAST(NULL AS INTEGER)",
        ...Object.fromEntries(names.map((name) => [`own_${name}`, attributes[name]])),
        ...Object.fromEntries(unread.map((name) => [`unread_${name}`, unreadWord(name)])),
        ...Object.fromEntries(named.map((name) => [`unread_${name}`, "CAST(NULL AS VARCHAR)"])),
        ...Object.fromEntries(counted.map((name) => [`absurd_${name}`, absurdFigure(name, attributes)])),
        ...(has("registered_at") ? {} : { own_registered_at: "CAST(NULL AS INTEGER)" }),
      },
      wrong: [],
      leftOut: lateRows(dialect, columns, "since", asOf),
      kept: [
        ...["customer_id", "since", "own_registered_at"],
        ...names.filter((name) => name !== "registered_at").map((name) => `own_${name}`),
        ...[...unread, ...named].map((name) => `unread_${name}`),
        ...counted.map((name) => `absurd_${name}`),
        ...(has("income_currency") ? ["income_currency"] : []),
      ],
    };
  };
}

/** Columns of `attributes` that come of these columns of a file, as SQL over the typed row. */
export function attributesOf(
  dialect: Dialect,
  source: CustomersSource,
  columns: ReadonlySet<string>,
  asOf: EpochDay,
  asDay: (date: string) => EpochDay,
): Record<string, string> {
  const has = (name: string) => columns.has(name);
  const attributes: Record<string, string> = {};
  if (has("registered_at")) attributes.registered_at = dialect.epochDay("registered_at");
  if (has("birth_date")) {
    const born = dialect.epochDay("birth_date");
    attributes.birth_date = `CASE WHEN ${born} < ${asOf} AND ${born} > ${asOf - Math.ceil((oldestAge + 1) * 365.25)} THEN ${born} END`;
  }
  if (has("birth_year")) {
    const year = `year(${dialect.dateOfEpochDay(String(asOf - 1))})`;
    attributes.birth_year = `CASE WHEN birth_year BETWEEN ${year} - ${oldestAge} AND ${year} THEN CAST(birth_year AS INTEGER) END`;
  }
  if (has("age")) {
    for (const end of ["age_min", "age_max"]) {
      attributes[end] = `CASE WHEN ${end} BETWEEN 0 AND ${oldestAge} THEN CAST(${end} AS DOUBLE) END`;
    }
    const stated = source.ageAsOf === undefined ? String(asOf) : String(asDay(source.ageAsOf));
    attributes.age_day = has("age_as_of")
      ? `coalesce(${dialect.epochDay("age_as_of")}, ${stated})`
      : `CAST(${stated} AS INTEGER)`;
  }
  if (has("income")) {
    const default12 = source.incomePeriod === "month" ? 12 : 1;
    const perYear = has("income_period")
      ? `CASE income_period WHEN 'month' THEN 12 WHEN 'year' THEN 1 ELSE ${default12} END`
      : String(default12);
    for (const end of ["income_min", "income_max"]) attributes[end] = `CAST(${end} AS DOUBLE) * ${perYear}`;
  }
  for (const name of ["children", "household_size"].filter(has)) {
    attributes[name] = `CASE WHEN ${name} >= 0 AND ${name} = round(${name}) THEN CAST(${name} AS INTEGER) END`;
  }
  for (const name of plain.filter(has)) attributes[name] = name;
  return attributes;
}

/**
 * Settles what several rows of a customer say. Rows of the same day that contradict each other are rejected: which one
 * holds cannot be known, so none does. Of rows that say the same, the first stays; of rows in a row that change nothing,
 * the first does.
 *
 * @returns what was read as unknown, in words
 */
export async function settleCustomers(engine: Engine, table: StagedTable): Promise<Text[]> {
  const { staged, columns } = table;
  for (const name of countries.filter((each) => columns.has(each))) {
    await codeCountries(engine, staged, `own_${name}`, `unread_${name}`);
  }
  const described = await engine.columnsOf(`SELECT * FROM ${staged}`);
  const content = described.map(({ name }) => name).filter((name) => name.startsWith("own_"));
  const since = `coalesce(since, -${always})`;
  await engine.run(`CREATE OR REPLACE TABLE customer_rows AS
    SELECT rowid AS place, customer_id, ${since} AS since, ${engine.dialect.rowHash(["1", ...content].join(", "))} AS content
    FROM ${staged} WHERE policy IS NULL`);
  await engine.run(`CREATE OR REPLACE TABLE contradictions AS
    SELECT customer_id, since FROM customer_rows GROUP BY customer_id, since HAVING count(*) > 1 AND min(content) < max(content)`);
  await rejectRows(engine, table, {
    where: `EXISTS (SELECT 1 FROM contradictions c WHERE c.customer_id = ${staged}.customer_id AND c.since = coalesce(${staged}.since, -${always}))`,
    column: "'customer_id'",
    reason: `'another row of the same customer' || CASE WHEN since IS NULL THEN '' ELSE ' and valid_from' END || ' says something else'`,
    rawText: "customer_id",
  });
  // Dated rows that say what the row before said, and undated ones that say it again.
  const repeats = columns.has("valid_from") ? "content = lag(content) OVER w" : "FALSE";
  await engine.run(`UPDATE ${staged} SET policy = p.policy FROM (
      SELECT place, CASE WHEN row_number() OVER (PARTITION BY customer_id, since ORDER BY place) > 1 THEN 'duplicate'
          WHEN ${repeats} THEN 'unchanged' END AS policy
      FROM customer_rows r WHERE NOT EXISTS (SELECT 1 FROM contradictions c WHERE c.customer_id = r.customer_id AND c.since = r.since)
      WINDOW w AS (PARTITION BY customer_id ORDER BY since, place)) p
    WHERE ${staged}.rowid = p.place AND p.policy IS NOT NULL`);
  await engine.run("DROP TABLE customer_rows; DROP TABLE contradictions");
  return [...(await readAsUnknown(engine, table)), ...(await absurdFigures(engine, table))];
}

/** Leaves `attributes`, one row per customer and span of validity. */
export async function spanAttributes(
  engine: Engine,
  { staged }: StagedTable,
  attributes: readonly string[],
): Promise<void> {
  await engine.run(`CREATE OR REPLACE TABLE attributes AS
    SELECT c.customer, coalesce(d.since, -${always}) AS valid_from,
      coalesce(lead(d.since) OVER (PARTITION BY d.customer_id ORDER BY coalesce(d.since, -${always})), ${always}) AS valid_to
      ${attributes.map((name) => `, d.own_${name} AS ${name}`).join("")}
    FROM ${staged} d JOIN customer_ids c ON d.customer_id = c.customer_id WHERE d.policy IS NULL`);
}

/** A word that was delivered and is none of the known ones. */
function unreadWord(name: string): string {
  const word = `CAST(clean_${name} AS VARCHAR)`;
  return `CASE WHEN clean_${name} IS NOT NULL AND coalesce(${name}, 'unknown') = 'unknown' AND lower(${word}) <> 'unknown' THEN ${word} END`;
}

/** Whether a figure was delivered and is none that anybody can have. */
function absurdFigure(name: string, attributes: Readonly<Record<string, string>>): string {
  return figures[name].map((part) => `(${part} IS NOT NULL AND (${attributes[part]}) IS NULL)`).join(" OR ");
}

async function absurdFigures(engine: Engine, { table, staged, columns }: StagedTable): Promise<Text[]> {
  const said: Text[] = [];
  for (const name of Object.keys(figures).filter((each) => columns.has(each))) {
    const [row] = await engine.rows(
      `SELECT CAST(count(*) AS DOUBLE) AS n FROM ${staged} WHERE policy IS NULL AND absurd_${name}`,
    );
    const n = Number(row.n);
    if (n === 0) continue;
    said.push({
      en: `${table}.${name}: ${english.counted(n, "row holds", "rows hold")} what nobody can have (an age above ${oldestAge} or below 0, a part of a child); read as unknown`,
      ru: `${table}.${name}: в ${russian.counted(n, "строке", "строках", "строках")} невозможные значения (возраст больше ${oldestAge} или меньше 0, не целое число детей); они считаются неизвестными`,
    });
  }
  return said;
}

async function readAsUnknown(engine: Engine, { table, staged, columns }: StagedTable): Promise<Text[]> {
  const said: Text[] = [];
  for (const name of [...lenient, ...countries].filter((each) => columns.has(each))) {
    const rows = await engine.rows(`SELECT unread_${name} AS word, CAST(count(*) AS DOUBLE) AS n FROM ${staged}
      WHERE policy IS NULL AND unread_${name} IS NOT NULL GROUP BY ALL ORDER BY n DESC, word`);
    if (rows.length === 0) continue;
    const total = rows.reduce((sum, { n }) => sum + Number(n), 0);
    const frequent = rows.slice(0, 5).map(({ word, n }) => ({ word, n: Number(n) }));
    const more = rows.length - frequent.length;
    const en = frequent.map(({ word, n }) => `"${shownText(String(word))}" ${english.count(n)}`).join(", ");
    const ru = frequent.map(({ word, n }) => `«${shownText(String(word))}» ${russian.count(n)}`).join(", ");
    said.push({
      en: `${table}.${name}: ${english.counted(total, "row holds", "rows hold")} a word that is not known (${en}${more > 0 ? `, and ${english.count(more)} more` : ""}); read as unknown, declare it under synonyms if it means something`,
      ru: `${table}.${name}: в ${russian.counted(total, "строке", "строках", "строках")} незнакомые слова (${ru}${more > 0 ? ` и ещё ${russian.count(more)}` : ""}); значение считается неизвестным; если слово что-то значит, объявите его в synonyms`,
    });
  }
  return said;
}
