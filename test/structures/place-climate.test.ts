import { describe, expect, it } from "vitest";
import { russian } from "../../data/worlds/russian.ts";
import { climateConfig } from "../../src/structures/climate-zone.ts";
import { findClimate } from "../../src/structures/place-climate.ts";
import { gazetteerOf, geoNames, line } from "./gazetteers.ts";

const config = climateConfig.parse({});

describe("findClimate", () => {
  const gazetteer = gazetteerOf([
    line({ name: "South", country: "XA", latitude: 20, population: 100 }),
    line({ name: "North", country: "XA", latitude: 40, population: 900 }),
    line({ name: "North Quarter", country: "XA", latitude: 40, population: 800, kind: "PPLX" }),
    line({ name: "South", country: "XB", latitude: 20, population: 101 }),
    line({ name: "North", country: "XB", latitude: 40, population: 899 }),
    line({ name: "Empty", country: "XC", latitude: 40, population: 0 }),
  ]);
  const ask = (country: string | null, city: string | null) => ({ country, city });

  it("tells the zone of a country when nine in ten of its townspeople live in it", async () => {
    const queries = [ask("XA", null), ask("XB", null), ask("XC", null), ask("XD", null), ask(null, null)];
    const { zones, notFound } = await findClimate(queries, gazetteer, config);
    expect(zones).toEqual(["temperate", undefined, undefined, undefined, undefined]);
    expect(notFound).toEqual([]);
  });

  it("lists the cities that it does not find and gives them no zone, whatever their country", async () => {
    const queries = [ask("XA", "South"), ask("XA", "Nowhere"), ask(null, "Nowhere"), ask("XC", "North")];
    const { zones, notFound } = await findClimate(queries, gazetteer, config);
    expect(zones).toEqual(["tropical", undefined, undefined, undefined]);
    expect(notFound).toEqual([queries[1], queries[2], queries[3]]);
  });

  it("uses the zones of the configuration", async () => {
    const colder = climateConfig.parse({ zonesByCountry: { XA: { subtropical: 30, temperate: 35 } } });
    expect((await findClimate([ask("XA", "North"), ask("XA", null)], gazetteer, colder)).zones).toEqual([
      "cool",
      "cool",
    ]);
  });

  it("tells the climate of whole countries only where there is one", async () => {
    const expected = {
      ...{ DE: "temperate", GB: "temperate", NL: "temperate", SE: "cool", BY: "cool", PT: "subtropical" },
      ...{ SG: "tropical", IS: "subarctic", RU: undefined, US: undefined, CN: undefined, AU: undefined },
    };
    const { zones } = await findClimate(
      Object.keys(expected).map((country) => ask(country, null)),
      geoNames,
      config,
    );
    expect(zones).toEqual(Object.values(expected));
  });

  it("finds all cities of the Russian world and agrees with the climate told there", async () => {
    const expected: Readonly<Record<string, string>> = {
      ...{ умеренный: "cool", "умеренно континентальный": "cool", континентальный: "cool" },
      ...{ "резко континентальный": "cool", степной: "temperate", муссонный: "temperate" },
      субарктический: "subarctic",
    };
    // A latitude sees neither the mountains behind Sochi nor how far Almaty is from any sea.
    const southern: Readonly<Record<string, string>> = { Сочи: "temperate", Алматы: "temperate" };
    const { places } = russian.demography;
    const { zones, notFound } = await findClimate(
      places.map(({ country, city }) => ask(country, city)),
      geoNames,
      config,
    );
    expect(notFound).toEqual([]);
    expect(places.map(({ city }, i) => [city, zones[i]])).toEqual(
      places.map(({ city, climate }) => [city, southern[city] ?? expected[climate ?? ""]]),
    );
  });
});
