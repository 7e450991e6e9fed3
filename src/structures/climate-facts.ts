import type { Engine } from "../engine/engine.ts";
import { loadRows } from "../engine/write-rows.ts";
import { type ClimateConfig, climateZones } from "./climate-zone.ts";
import type { Fact } from "./facts.ts";
import { findClimate } from "./place-climate.ts";
import type { Gazetteer } from "./place-gazetteer.ts";
import type { PlaceQuery } from "./places.ts";

/** Cities that the gazetteer does not have, and how many customers live there. */
export interface UnknownPlace extends PlaceQuery {
  readonly customers: number;
}

export interface ClimateFacts {
  /** The climate zone of each customer, as delivered or else of the place they live in; undefined without any input. */
  readonly climate: Fact | undefined;
  /** Most customers first. */
  readonly unknownPlaces: readonly UnknownPlace[];
}

/**
 * Works out in which climate zone everybody lives. Looks each distinct place up once; reads the gazetteer only where there
 * are cities or countries.
 *
 * @param attributes columns of the table of that name
 * @param delivered the attribute `climate_zone`, where there is one: it comes before what the place tells
 * @param until as-of; attributes are those valid the day before
 */
export async function climateFacts(
  engine: Engine,
  attributes: ReadonlySet<string>,
  delivered: Fact | undefined,
  customers: number,
  until: number,
  gazetteer: Gazetteer,
  config: ClimateConfig,
): Promise<ClimateFacts> {
  const zones: readonly string[] = climateZones.map(({ key }) => key);
  const levels = [...zones, ...(delivered?.levels ?? []).filter((level) => !zones.includes(level))];
  const values = new Float64Array(customers).fill(Number.NaN);
  const columns = ["country", "city"].filter((name) => attributes.has(name));
  let unknownPlaces: UnknownPlace[] = [];
  if (columns.length > 0) {
    const places = await livedIn(engine, columns, until);
    const { zones: found, notFound } = await findClimate(places, gazetteer, config);
    unknownPlaces = places.filter((place) => notFound.includes(place));
    const codes = places.flatMap(({ country, city }, i) => {
      const zone = found[i];
      return zone === undefined ? [] : [[country, city, zones.indexOf(zone)]];
    });
    await fillFromPlaces(engine, codes, columns, until, values);
  }
  if (delivered !== undefined) {
    const places = delivered.levels.map((level) => levels.indexOf(level));
    for (const [i, level] of delivered.values.entries()) if (!Number.isNaN(level)) values[i] = places[level];
  }
  const isKnown = columns.length > 0 || delivered !== undefined;
  return { climate: isKnown ? { values, levels } : undefined, unknownPlaces };
}

function attributesAt(until: number): string {
  return `attributes WHERE valid_from < ${until} AND valid_to >= ${until}`;
}

async function livedIn(engine: Engine, columns: readonly string[], until: number): Promise<UnknownPlace[]> {
  const named = ["country", "city"].map((name) => (columns.includes(name) ? name : `CAST(NULL AS VARCHAR) AS ${name}`));
  const rows = await engine.rows(`SELECT country, city, CAST(count(*) AS DOUBLE) AS customers
    FROM (SELECT ${named.join(", ")} FROM ${attributesAt(until)})
    WHERE country IS NOT NULL OR city IS NOT NULL GROUP BY country, city ORDER BY count(*) DESC, country, city`);
  const text = (value: unknown) => (value === null ? null : String(value));
  return rows.map((row) => ({ country: text(row.country), city: text(row.city), customers: Number(row.customers) }));
}

/** Puts the zone of each place into the rows of those who live there. */
async function fillFromPlaces(
  engine: Engine,
  zones: readonly (readonly (string | number | null)[])[],
  columns: readonly string[],
  until: number,
  values: Float64Array,
) {
  await loadRows(
    engine,
    "place_zones",
    [
      { name: "country", type: "VARCHAR" },
      { name: "city", type: "VARCHAR" },
      { name: "zone", type: "BIGINT" },
    ],
    zones,
  );
  const same = columns.map((name) => `a.${name} IS NOT DISTINCT FROM p.${name}`).join(" AND ");
  await engine.stream(
    `SELECT a.customer, CAST(p.zone AS INTEGER) FROM (SELECT * FROM ${attributesAt(until)}) a JOIN place_zones p ON ${same}`,
    ([ofRow, zone], rows) => {
      for (let i = 0; i < rows; i++) values[ofRow[i]] = zone[i];
    },
  );
  await engine.run("DROP TABLE place_zones");
}
