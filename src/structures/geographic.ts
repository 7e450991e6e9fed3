import { ofCategory } from "./category-structure.ts";
import { climateZones } from "./climate-zone.ts";
import type { Offer } from "./offer.ts";
import { noAttribute } from "./refusals.ts";
import { byLevel } from "./structure.ts";

/** Climate zone of the place somebody lives in: as delivered, else from the coordinates of city and country. */
const climate: Offer = ({ facts }) => {
  const name = {
    id: "geographic",
    kind: "geographic",
    title: { en: "Climate zone", ru: "Климатическая зона" },
    definition: {
      en: "Climate zone as the customers' table has it, else by the latitude of the city, with exceptions by country.",
      ru: "Климатическая зона по таблице клиентов, иначе по широте города, с исключениями по странам.",
    },
  } as const;
  if (!facts.has("climate")) return { ...name, refused: noAttribute("climate zone, city or country", "город") };
  return { ...name, ...byLevel("climate", facts.get("climate")?.levels.map((key) => zonePart(key)) ?? []) };
};

export const geographic: readonly Offer[] = [
  climate,
  ofCategory("geographic", "geographic_country", "country", "Country", "Страна"),
  ofCategory("geographic", "geographic_region", "region", "Region", "Регион"),
  ofCategory("geographic", "geographic_city", "city", "City", "Город"),
  ofCategory("geographic", "geographic_area_type", "area_type", "Type of area", "Тип местности"),
];

function zonePart(key: string) {
  const zone = climateZones.find((each) => each.key === key);
  return { key, title: zone?.title ?? { en: key, ru: key } };
}
