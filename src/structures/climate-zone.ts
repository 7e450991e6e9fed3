import * as z from "zod";
import type { Text } from "../language/text.ts";

const zoneKeys = ["tropical", "subtropical", "temperate", "cool", "subarctic", "polar"] as const;
export type ClimateZone = (typeof zoneKeys)[number];

const titles: Readonly<Record<ClimateZone, Text>> = {
  tropical: { en: "tropical", ru: "тропическая" },
  subtropical: { en: "subtropical", ru: "субтропическая" },
  temperate: { en: "temperate", ru: "умеренная" },
  cool: { en: "cool", ru: "умеренно холодная" },
  subarctic: { en: "subarctic", ru: "субарктическая" },
  polar: { en: "polar", ru: "полярная" },
};

/** The zones from the equator to the poles. */
export const climateZones: readonly { readonly key: ClimateZone; readonly title: Text }[] = zoneKeys.map((key) => ({
  key,
  title: titles[key],
}));

const latitude = z.number().min(0).max(90);
const zoneEnd = (standard: number, until: string) =>
  latitude.default(standard).describe(`Degrees north or south where the ${until} zone ends.`);

export const climateConfig = z
  .strictObject({
    zones: z
      .strictObject({
        tropical: zoneEnd(23.5, "tropical"),
        subtropical: zoneEnd(35, "subtropical"),
        temperate: zoneEnd(55, "temperate"),
        cool: zoneEnd(62, "cool"),
        subarctic: zoneEnd(70, "subarctic"),
      })
      .prefault({})
      .describe("Where climate zones end, in degrees of latitude; what lies beyond the last is polar."),
    zonesByCountry: z
      .record(
        z.string(),
        z.strictObject({
          tropical: latitude.optional(),
          subtropical: latitude.optional(),
          temperate: latitude.optional(),
          cool: latitude.optional(),
          subarctic: latitude.optional(),
        }),
      )
      .default({})
      .describe(
        "Other ends for countries that are colder or warmer than their latitude. An entry takes the place of the exceptions Tessera has for the country; {} is none.",
      ),
  })
  .superRefine((config, context) => {
    for (const country of Object.keys(config.zonesByCountry).filter((key) => !/^[A-Z]{2}$/.test(key))) {
      context.addIssue({
        code: "custom",
        path: ["zonesByCountry", country],
        message: "a country is written as two capital letters, such as RU",
      });
    }
    for (const country of [null, ...Object.keys(config.zonesByCountry)]) {
      const ends = endsAsked(config.zones, country === null ? {} : config.zonesByCountry[country]);
      const wrong = ends.findIndex((end, i) => i > 0 && end < ends[i - 1]);
      if (wrong < 0) continue;
      context.addIssue({
        code: "custom",
        path: country === null ? ["zones", zoneKeys[wrong]] : ["zonesByCountry", country],
        message: `zones end one after another: ${zoneKeys[wrong]} at ${ends[wrong]}° cannot end before ${zoneKeys[wrong - 1]} at ${ends[wrong - 1]}°`,
      });
      return;
    }
  });
export type ClimateConfig = z.output<typeof climateConfig>;

type CommonEnds = ClimateConfig["zones"];
type Ends = ClimateConfig["zonesByCountry"][string];

/**
 * Countries whose larger towns are mostly colder or warmer than their latitude tells: inland winters, warm seas. Set by
 * hand after the Köppen-Geiger climates, with Csa, and Cfa near the tropics, as subtropical, other C as temperate, Da and
 * Db as cool, Dc and Dd as subarctic and E as polar.
 *
 * @see Peel, Finlayson & McMahon (2007), Updated world map of the Köppen-Geiger climate classification,
 * doi:10.5194/hess-11-1633-2007
 */
const exceptions: ReadonlyMap<string, Ends> = new Map([
  ["RU", { temperate: 50, cool: 61 }],
  ["BY", { temperate: 50 }],
  ["LT", { temperate: 53 }],
  ["KZ", { temperate: 48 }],
  ["MN", { temperate: 43 }],
  ["CN", { subtropical: 33, temperate: 41 }],
  ["CA", { temperate: 45, cool: 58, subarctic: 66.5 }],
  ["US", { temperate: 50, cool: 60 }],
  ["GL", { temperate: 50, cool: 58, subarctic: 60 }],
  ["AR", { temperate: 50 }],
  ["CL", { temperate: 50 }],
  ["FK", { temperate: 50 }],
  ["GB", { temperate: 61 }],
  ["IE", { temperate: 56 }],
  ["DK", { temperate: 58 }],
  ["NO", { cool: 65 }],
  ["JP", { subtropical: 37, temperate: 41 }],
  ["ES", { subtropical: 43 }],
  ["PT", { subtropical: 43 }],
  ["IT", { subtropical: 44 }],
  ["GR", { subtropical: 42 }],
  ["AL", { subtropical: 43 }],
  ["GE", { subtropical: 43.5 }],
  ["CY", { subtropical: 36 }],
  ["MT", { subtropical: 37 }],
  ["GI", { subtropical: 37 }],
  ["MA", { subtropical: 36 }],
  ["DZ", { subtropical: 38 }],
  ["TN", { subtropical: 38 }],
]);

/**
 * The climate zone of a place by its latitude and country, the same north and south of the equator; a place on a border
 * is in the colder zone. Heights, seas and mountains inside a country are not seen: Sochi is as temperate as Krasnodar.
 *
 * @throws RangeError if the latitude is not within −90…90 degrees
 */
export function climateZoneOf(
  place: { readonly country: string | null; readonly latitude: number },
  config: ClimateConfig,
): ClimateZone {
  const distance = Math.abs(place.latitude);
  if (!(distance <= 90)) throw new RangeError(`climateZoneOf: a latitude is within -90…90, got ${place.latitude}`);
  const zone = zoneEnds(place.country, config).findIndex((end) => distance < end);
  return zone < 0 ? "polar" : zoneKeys[zone];
}

/** Where each zone but the polar one ends in a country, in degrees from the equator, ascending. */
function zoneEnds(country: string | null, { zones, zonesByCountry }: ClimateConfig): number[] {
  const own = country === null ? undefined : (zonesByCountry[country] ?? exceptions.get(country));
  const ends = endsAsked(zones, own ?? {});
  // An exception may meet common zones that were moved past it.
  for (let i = 1; i < ends.length; i++) ends[i] = Math.max(ends[i], ends[i - 1]);
  return ends;
}

function endsAsked(common: CommonEnds, own: Ends): number[] {
  const ends = { ...common, ...own };
  return [ends.tropical, ends.subtropical, ends.temperate, ends.cool, ends.subarctic];
}
