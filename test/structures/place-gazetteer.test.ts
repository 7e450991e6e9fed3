import { describe, expect, it } from "vitest";
import { type Gazetteer, readGazetteer } from "../../src/structures/place-gazetteer.ts";
import { gazetteerOf, line } from "./gazetteers.ts";

const paris = line({
  ...{ name: "Paris", country: "FR", latitude: 48.85341, longitude: 2.3488, population: 2138551 },
  ...{ others: "Lutetia,Париж", kind: "PPLC" },
});
const entry = {
  ...{ name: "Paris", asciiName: "Paris", otherNames: "Lutetia,Париж", country: "FR", otherCountries: "" },
  ...{ latitude: 48.85341, longitude: 2.3488, population: 2138551, isSection: false },
};

async function read(gazetteer: Gazetteer) {
  const entries = [];
  for await (const each of readGazetteer(gazetteer)) entries.push(each);
  return entries;
}

describe("readGazetteer", () => {
  it.each([1, 7, 64, 10_000])("puts lines together from pieces of %i letters", async (pieceLength) => {
    expect(await read(gazetteerOf([paris, paris], pieceLength))).toEqual([entry, entry]);
  });

  it("reads a last line without an end", async () => {
    const gazetteer: Gazetteer = async function* () {
      yield `${paris}\n${paris}`;
    };
    expect(await read(gazetteer)).toHaveLength(2);
  });

  it("leaves out places that are no more and marks parts of cities", async () => {
    const carthage = line({ name: "Carthage", country: "TN", latitude: 36.85, kind: "PPLH" });
    const harlem = line({ name: "Harlem", country: "US", latitude: 40.81, kind: "PPLX" });
    expect((await read(gazetteerOf([carthage, harlem]))).map(({ name, isSection }) => [name, isSection])).toEqual([
      ["Harlem", true],
    ]);
  });

  it("says which line it cannot take apart", async () => {
    await expect(read(gazetteerOf([paris, "Paris,FR"]))).rejects.toThrow(
      "gazetteer: line 2 has 1 columns, 19 are needed",
    );
    await expect(read(gazetteerOf([paris.replace("48.85341", "north")]))).rejects.toThrow(
      "gazetteer: line 1 has the coordinates north, 2.3488",
    );
  });
});
