import { type Gazetteer, type GazetteerEntry, type Place, readGazetteer } from "./place-gazetteer.ts";
import { placeKey, readingsOf } from "./place-name.ts";

/** Where somebody says they live. */
export interface PlaceQuery {
  /** ISO 3166, two letters. */
  readonly country: string | null;
  readonly city: string | null;
}

/**
 * How much a place's present name counts against other names it has: Porto is not Bordeaux, which is `Porto` in old
 * Galician, and Ставрополь is not Тольятти, which was called so; yet `Roma` is Rome, not the hundred times smaller Roma in
 * Texas.
 */
const presentNameWeight = 100;

/** Stands for any country. */
const anywhere = "";

/** The best place found so far for a name in a country. */
interface Slot {
  place: Place | undefined;
  prominence: number;
}

/**
 * Where cities are. Names are found in all languages of the gazetteer, whatever their case, accents and hyphens. Of
 * places with the same name in the country, or anywhere when the country is not known, it is the most populous; a name
 * that exists in other countries only is not found.
 *
 * Reads the gazetteer once, unless no query has a city: about a second, and two to four when a country is missing.
 *
 * @returns the place of each query, undefined where it is not found
 */
export async function findPlaces(queries: readonly PlaceQuery[], gazetteer: Gazetteer): Promise<(Place | undefined)[]> {
  const slots = new Map<string, Map<string, Slot>>();
  const slotsOfQueries = queries.map(({ country, city }) =>
    readingsOf(city ?? "").map((reading) => openSlot(slots, reading, country ?? anywhere)),
  );
  if (slots.size === 0) return queries.map(() => undefined);

  const countries = new Set([...slots.values()].flatMap((byCountry) => [...byCountry.keys()]));
  const startsWanted = wantedStarts(slots.keys());
  for await (const entry of readGazetteer(gazetteer)) {
    const places = [entry.country, ...entry.otherCountries.split(","), anywhere].filter((each) => countries.has(each));
    if (places.length > 0) offer(entry, places, slots, startsWanted);
  }
  return slotsOfQueries.map((readings) => readings.find(({ place }) => place !== undefined)?.place);
}

function openSlot(slots: Map<string, Map<string, Slot>>, key: string, country: string): Slot {
  const byCountry = slots.get(key) ?? new Map<string, Slot>();
  slots.set(key, byCountry);
  const slot = byCountry.get(country) ?? { place: undefined, prominence: 0 };
  byCountry.set(country, slot);
  return slot;
}

/** Whether a name can be one of the keys, by its first letter: a quick look that spares most names their normal form. */
function wantedStarts(keys: Iterable<string>): (name: string) => boolean {
  const starts = new Set([...keys].map((key) => key[0]));
  const known = new Map<number, boolean>();
  return (name) => {
    const first = name.codePointAt(0);
    if (first === undefined) return false;
    let isWanted = known.get(first);
    if (isWanted === undefined) {
      const key = placeKey(String.fromCodePoint(first));
      isWanted = key === "" || starts.has(key[0]);
      known.set(first, isWanted);
    }
    return isWanted;
  };
}

/** Puts a place where one of its names is asked for in one of its countries, if it is the most prominent so far. */
function offer(
  entry: GazetteerEntry,
  countries: readonly string[],
  slots: ReadonlyMap<string, ReadonlyMap<string, Slot>>,
  startsWanted: (name: string) => boolean,
) {
  for (const name of [entry.name, entry.asciiName, ...entry.otherNames.split(",")]) {
    if (!startsWanted(name)) continue;
    const key = placeKey(name);
    const byCountry = slots.get(key);
    if (byCountry === undefined) continue;
    const prominence = (entry.population + 1) * (isPresentName(key, entry) ? presentNameWeight : 1);
    for (const country of countries) {
      const slot = byCountry.get(country);
      // Of equals the first of the gazetteer stays, whose order never changes.
      if (slot !== undefined && prominence > slot.prominence) {
        slot.place = placeOf(entry);
        slot.prominence = prominence;
      }
    }
  }
}

function isPresentName(key: string, { name, asciiName }: GazetteerEntry): boolean {
  return [placeKey(name), placeKey(asciiName)].some((each) => each === key || skeleton(each) === skeleton(key));
}

function placeOf({ name, country, latitude, longitude, population }: GazetteerEntry): Place {
  return { name, country, latitude, longitude, population };
}

const latinLetters: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...{ а: "a", б: "b", в: "v", г: "g", д: "d", е: "e", ж: "zh", з: "z", и: "i", к: "k", л: "l", м: "m", н: "n" },
    ...{ о: "o", п: "p", р: "r", с: "s", т: "t", у: "u", ф: "f", х: "kh", ц: "ts", ч: "ch", ш: "sh", щ: "shch" },
    ...{ ъ: "", ы: "y", ь: "", э: "e", ю: "yu", я: "ya" },
  }),
);

/** What a name has in common in Russian and in English writing: Latin letters without the vowels y and i. */
function skeleton(key: string): string {
  const latin = [...key].map((letter) => latinLetters.get(letter) ?? letter).join("");
  return latin.replaceAll(/[yi]/g, "");
}
