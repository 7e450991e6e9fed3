import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { climateConfig, climateZoneOf, climateZones } from "../../src/structures/climate-zone.ts";

const standard = climateConfig.parse({});
const order = climateZones.map(({ key }) => key);
const latitude = fc.double({ min: -90, max: 90, noNaN: true });
const country = fc.constantFrom(null, "DE", "RU", "CA", "US", "GB", "NO", "ES", "CN", "JP", "GL", "CL", "ZW");

describe("climateZoneOf", () => {
  it.each([
    ["Singapore", "SG", 1.29, "tropical"],
    ["Cairo", "EG", 30.04, "subtropical"],
    ["Sydney", "AU", -33.87, "subtropical"],
    ["Berlin", "DE", 52.52, "temperate"],
    ["Christchurch", "NZ", -43.53, "temperate"],
    ["Stockholm", "SE", 59.33, "cool"],
    ["Reykjavik", "IS", 64.15, "subarctic"],
    ["Longyearbyen", "SJ", 78.22, "polar"],
  ])("tells the zone of %s by its latitude", (_, country, latitude, zone) => {
    expect(climateZoneOf({ country, latitude }, standard)).toBe(zone);
  });

  it.each([
    ["Voronezh colder than Antwerp", "RU", 51.67, "cool", "BE", 51.22, "temperate"],
    ["Yakutsk colder than Tampere", "RU", 62.03, "subarctic", "FI", 61.5, "cool"],
    ["Nuuk colder than Oulu", "GL", 64.18, "polar", "FI", 65.01, "subarctic"],
    ["Harbin colder than Milan", "CN", 45.75, "cool", "IT", 45.46, "temperate"],
    ["Glasgow warmer than Malmö", "GB", 55.86, "temperate", "SE", 55.61, "cool"],
    ["Rome warmer than Boston", "IT", 41.89, "subtropical", "US", 42.36, "temperate"],
    ["Ushuaia colder than Hamburg", "AR", -54.81, "cool", "DE", 53.55, "temperate"],
  ] as const)("has %s", (_, here, latitude, zone, there, otherLatitude, otherZone) => {
    expect(climateZoneOf({ country: here, latitude }, standard)).toBe(zone);
    expect(climateZoneOf({ country: there, latitude: otherLatitude }, standard)).toBe(otherZone);
  });

  it("gives every latitude a zone, the same on both sides of the equator", () => {
    fc.assert(
      fc.property(latitude, country, (latitude, country) => {
        const zone = climateZoneOf({ country, latitude }, standard);
        expect(order).toContain(zone);
        expect(climateZoneOf({ country, latitude: -latitude }, standard)).toBe(zone);
      }),
    );
  });

  it("never gets warmer towards a pole", () => {
    fc.assert(
      fc.property(latitude, latitude, country, (a, b, country) => {
        const [near, far] = Math.abs(a) <= Math.abs(b) ? [a, b] : [b, a];
        const at = (latitude: number) => order.indexOf(climateZoneOf({ country, latitude }, standard));
        expect(at(near)).toBeLessThanOrEqual(at(far));
      }),
    );
  });

  it("puts a place on a border into the colder zone", () => {
    expect(climateZoneOf({ country: null, latitude: 55 }, standard)).toBe("cool");
    expect(climateZoneOf({ country: null, latitude: -54.999 }, standard)).toBe("temperate");
    expect(climateZoneOf({ country: null, latitude: 90 }, standard)).toBe("polar");
  });

  it("refuses what is no latitude", () => {
    const refused = (latitude: number) => () => climateZoneOf({ country: null, latitude }, standard);
    expect(refused(90.5)).toThrow("climateZoneOf: a latitude is within -90…90, got 90.5");
    expect(refused(Number.NaN)).toThrow(RangeError);
  });
});

describe("climateConfig", () => {
  it("moves zones for everybody, and countries keep their exceptions", () => {
    const config = climateConfig.parse({ zones: { temperate: 52, subtropical: 40 } });
    expect(climateZoneOf({ country: "DE", latitude: 52.5 }, config)).toBe("cool");
    expect(climateZoneOf({ country: "RU", latitude: 51 }, config)).toBe("cool");
    expect(climateZoneOf({ country: "US", latitude: 38 }, config)).toBe("subtropical");
  });

  it("keeps zones in their order where common ones were moved past a country's exception", () => {
    const config = climateConfig.parse({ zones: { subtropical: 45, temperate: 58, cool: 59 } });
    expect(climateZoneOf({ country: "CN", latitude: 44.9 }, config)).toBe("cool");
    expect(climateZoneOf({ country: "JP", latitude: 40 }, config)).toBe("temperate");
    expect(climateZoneOf({ country: "GB", latitude: 60.5 }, config)).toBe("temperate");
    expect(climateZoneOf({ country: "GB", latitude: 61 }, config)).toBe("subarctic");
  });

  it("takes a country's entry in place of its exception, the empty one too", () => {
    const config = climateConfig.parse({ zonesByCountry: { RU: {}, DE: { temperate: 53 } } });
    expect(climateZoneOf({ country: "RU", latitude: 54 }, config)).toBe("temperate");
    expect(climateZoneOf({ country: "DE", latitude: 53.5 }, config)).toBe("cool");
    expect(climateZoneOf({ country: "BY", latitude: 53.9 }, config)).toBe("cool");
  });

  it("refuses zones that end before the one before them", () => {
    const issues = (input: unknown) =>
      climateConfig.safeParse(input).error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
    expect(issues({ zones: { subtropical: 20 } })).toEqual([
      "zones.subtropical: zones end one after another: subtropical at 20° cannot end before tropical at 23.5°",
    ]);
    expect(issues({ zonesByCountry: { FI: { temperate: 64 } } })).toEqual([
      "zonesByCountry.FI: zones end one after another: cool at 62° cannot end before temperate at 64°",
    ]);
    expect(issues({ zonesByCountry: { russia: {} } })).toEqual([
      "zonesByCountry.russia: a country is written as two capital letters, such as RU",
    ]);
    expect(issues({ zones: { temprate: 50 } })?.[0]).toContain("temprate");
  });
});
