import { beforeAll, describe, expect, it } from "vitest";
import { addSpan, toIsoDate } from "../../src/math/calendar.ts";
import { createRandom } from "../../src/math/random.ts";
import { affinityConfig } from "../../src/metrics/category-affinity.ts";
import { day } from "../features/staged-base.ts";
import { drawFrom, type Taste } from "../metrics/buyers.ts";
import { type DescribedBase, describeBase } from "./described-base.ts";
import { divisionOf } from "./divided-base.ts";

const asOf = "2024-07-01";
const categories = ["bread", "tea", "warm", "beach", "fashion", "garden", "books", "toys", "fishing", "knitting"];
const common = [0.24, 0.2, 0.14, 0.1, 0.08, 0.08, 0.06, 0.05, 0.03, 0.02];
const [, , warm, beach, fashion, garden, books, toys, fishing, knitting] = categories.keys();

/** In Russia the temperate zone ends at 50° north; nobody knows where Atlantis is. */
const zones: readonly { zone: string; cities: readonly string[]; taste: Taste }[] = [
  { zone: "cool", cities: ["Санкт-Петербург", "Пермь", "Казань", "Екатеринбург"], taste: { [warm]: 2.5 } },
  { zone: "temperate", cities: ["Краснодар", "Ростов-на-Дону", "Волгоград"], taste: { [beach]: 2.5 } },
  { zone: "unknown", cities: ["Атлантида"], taste: {} },
];
const ages: readonly { band: string; born: string; taste: Taste }[] = [
  { band: "under_30", born: "2000-01-01", taste: { [fashion]: 3 } },
  { band: "30_49", born: "1984-01-01", taste: {} },
  { band: "50_and_over", born: "1960-01-01", taste: { [garden]: 3 } },
];
/** The year before as-of. */
const dates = Array.from({ length: 360 }, (_, i) => toIsoDate(addSpan(day(asOf), { count: 1, unit: "day" }, i - 360)));
const fanCategories = [books, toys, fishing, knitting];

interface Person {
  readonly zone: string;
  readonly band: string;
  readonly fanOf: number | undefined;
  /** The chance that what they buy next is of each category. */
  readonly chances: readonly number[];
}

/** 20,000 people of whom every tenth is a fan of something, and what they bought. */
function plantedWorld(seed: number) {
  const random = createRandom(seed);
  const people: Person[] = [];
  const customers = ["customer_id,city,country,birth_date,sex"];
  const transactions = ["customer_id,order_id,ts,amount,category"];
  for (let i = 0; i < 20_000; i++) {
    const id = `c${String(i).padStart(5, "0")}`;
    const { zone, cities, taste: ofZone } = zones[drawFrom(random, [0.45, 0.45, 0.1])];
    const { band, born, taste: ofAge } = ages[drawFrom(random, [0.3, 0.4, 0.3])];
    const fanOf = random.next() < 0.1 ? fanCategories[random.below(fanCategories.length)] : undefined;
    const weights = common.map((share, c) => share * (ofZone[c] ?? 1) * (ofAge[c] ?? 1));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const chances = weights.map(
      (weight, c) => (fanOf === undefined ? 1 : 0.3) * (weight / total) + (c === fanOf ? 0.7 : 0),
    );
    people.push({ zone, band, fanOf, chances });
    customers.push(
      `${id},${cities[random.below(cities.length)]},RU,${born},${random.next() < 0.5 ? "male" : "female"}`,
    );
    const lines = fanOf === undefined ? Math.min(60, Math.ceil(4 * (1 - random.next()) ** -0.7)) : 12 + random.below(8);
    const bought = 1 + random.below(300);
    for (let line = 0; line < lines; line++) {
      transactions.push(
        `${id},${id}-${line >> 1},${dates[bought + (line >> 1)]},${5 + random.below(40)},${categories[drawFrom(random, chances)]}`,
      );
    }
  }
  return { people, customers: customers.join("\n"), transactions: transactions.join("\n") };
}

/** The true lift of each category in each part: its chances there, averaged over customers, over those of the base. */
function trueLifts(people: readonly Person[], codes: Int16Array, parts: number): number[][] {
  const mean = (chosen: readonly Person[], c: number) =>
    chosen.reduce((sum, { chances }) => sum + chances[c], 0) / chosen.length;
  return Array.from({ length: parts }, (_, part) => {
    const own = people.filter((_, i) => codes[i] === part);
    return categories.map((_, c) => mean(own, c) / mean(people, c));
  });
}

describe("a world of 20,000 customers with planted tastes", () => {
  const { people, customers, transactions } = plantedWorld(11);
  let described: DescribedBase;
  beforeAll(async () => {
    described = await describeBase({ asOf, customers, transactions });
  });

  it("knows who lives north of the temperate border, and who is young", () => {
    expect(Object.values(described.partsOf("geographic"))).toEqual(people.map(({ zone }) => zone));
    expect(Object.values(described.partsOf("demographic"))).toEqual(people.map(({ band }) => band));
    const lost = people.filter(({ zone }) => zone === "unknown").length;
    expect(described.unknownPlaces).toEqual([{ country: "RU", city: "Атлантида", customers: lost }]);
  });

  it("finds what the north and the south, the young and the old buy, with precision and recall of .9", () => {
    const { minLift } = affinityConfig.parse({});
    let found = 0;
    let planted = 0;
    let right = 0;
    for (const structure of ["geographic", "geographic_city", "demographic", "demographic_sex"]) {
      const { keys, codes } = divisionOf(described.divisions, structure);
      const parts = described.structures.find(({ id }) => id === structure)?.parts ?? [];
      for (const [p, lifts] of trueLifts(people, codes, keys.length).entries()) {
        for (const [c, lift] of lifts.entries()) {
          const truth = lift >= minLift ? 1 : lift <= 1 / minLift ? -1 : 0;
          const finding = parts[p].affinities.find(({ category }) => category === categories[c]);
          const direction = finding === undefined ? 0 : Math.sign(Math.log(finding.lift));
          found += Math.abs(direction);
          planted += Math.abs(truth);
          if (direction !== 0 && direction === truth) right += 1;
        }
      }
    }
    expect(planted).toBeGreaterThanOrEqual(20);
    expect(right / found).toBeGreaterThanOrEqual(0.9);
    expect(right / planted).toBeGreaterThanOrEqual(0.9);
  });

  it("puts warm clothes first in the north, the beach in the south, and fashion first with the young", () => {
    const liked = (structure: string, part: string) => {
      const parts = described.structures.find(({ id }) => id === structure)?.parts ?? [];
      const found = parts.find(({ key }) => key === part)?.affinities ?? [];
      return found.filter(({ lift }) => lift > 1).map(({ category }) => category);
    };
    expect(liked("geographic", "cool")).toEqual(["warm"]);
    expect(liked("geographic", "temperate")).toEqual(["beach"]);
    expect(liked("demographic", "under_30")).toEqual(["fashion"]);
    expect(liked("demographic", "50_and_over")).toEqual(["garden"]);
    expect(liked("demographic_sex", "female")).toEqual([]);
  });

  it("infers what the fans of a category are fans of, with precision and recall of .9", () => {
    const interests = Object.values(described.partsOf("psychographic"));
    const fanOf = (person: Person) => (person.fanOf === undefined ? "none" : `inferred_${categories[person.fanOf]}`);
    const inferred = interests.filter((interest) => interest !== "none").length;
    const fans = people.filter((person) => person.fanOf !== undefined).length;
    const right = people.filter((person, i) => person.fanOf !== undefined && interests[i] === fanOf(person)).length;
    expect(fans).toBeGreaterThan(1900);
    expect(right / inferred).toBeGreaterThanOrEqual(0.9);
    expect(right / fans).toBeGreaterThanOrEqual(0.9);
  });
});
