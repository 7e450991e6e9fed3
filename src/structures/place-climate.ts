import { type ClimateConfig, type ClimateZone, climateZoneOf } from "./climate-zone.ts";
import { type Gazetteer, readGazetteer } from "./place-gazetteer.ts";
import { findPlaces, type PlaceQuery } from "./places.ts";

/** Share of a country's townspeople in one climate zone from which on the zone is told of whoever lives there. */
const wholeCountry = 0.9;

export interface PlaceClimate {
  /** Climate zone of each query, undefined where it cannot be told. */
  readonly zones: readonly (ClimateZone | undefined)[];
  /** The queries whose city was not found, in their order. */
  readonly notFound: readonly PlaceQuery[];
}

/**
 * Climate zones of the places that customers say they live in. Where only the country is known, it is the zone in which
 * at least 90 % of the people in its towns live, and unknown in larger countries. A city that is not found has no zone.
 *
 * @param queries distinct places
 */
export async function findClimate(
  queries: readonly PlaceQuery[],
  gazetteer: Gazetteer,
  config: ClimateConfig,
): Promise<PlaceClimate> {
  const places = await findPlaces(queries, gazetteer);
  const countries = queries.flatMap(({ country, city }) => (city === null && country !== null ? [country] : []));
  const zoneOf = await zonesOfCountries(new Set(countries), gazetteer, config);
  return {
    zones: queries.map(({ country, city }, i) => {
      const place = places[i];
      if (place !== undefined) return climateZoneOf(place, config);
      return city === null && country !== null ? zoneOf.get(country) : undefined;
    }),
    notFound: queries.filter(({ city }, i) => city !== null && places[i] === undefined),
  };
}

/** The zone of each country that lies in one for the most part. */
async function zonesOfCountries(countries: ReadonlySet<string>, gazetteer: Gazetteer, config: ClimateConfig) {
  const zoneOf = new Map<string, ClimateZone>();
  if (countries.size === 0) return zoneOf;
  const people = new Map([...countries].map((country) => [country, new Map<ClimateZone, number>()]));
  for await (const place of readGazetteer(gazetteer)) {
    const ofCountry = people.get(place.country);
    if (ofCountry === undefined || place.isSection) continue;
    const zone = climateZoneOf(place, config);
    ofCountry.set(zone, (ofCountry.get(zone) ?? 0) + place.population);
  }
  for (const [country, byZone] of people) {
    const total = [...byZone.values()].reduce((sum, count) => sum + count, 0);
    const main = [...byZone].find(([, count]) => count > 0 && count >= wholeCountry * total);
    if (main !== undefined) zoneOf.set(country, main[0]);
  }
  return zoneOf;
}
