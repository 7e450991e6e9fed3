import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Feature } from "../../src/features/feature-table.ts";
import { type StagedBase, stageBase } from "./staged-base.ts";

const unknown = Number.NaN;

describe("age", () => {
  let base: StagedBase;

  beforeAll(async () => {
    base = await stageBase({
      asOf: "2024-12-31",
      customers: `
        customer_id, birth_date, birth_year
        ann,         1990-03-01, 1890
        bob,         1990-03-02,
        cy,          ,           1950
        di,          ,
        eve,         1992-02-29,
        fay,         1923-03-01,
        gus,         2024-05-01,
        hal,         ,           2024
        ivy,         2006-03-01,
        jo,          ,           2025`,
    });
  });

  afterAll(() => base.close());

  it("is in full years, the birthday included, from the birth date or else the birth year", async () => {
    const table = await base.features("2023-03-01", "2024-03-01", ["demographics"]);
    expect(base.values(table, "age")).toEqual({
      ann: 34,
      bob: 33,
      cy: 74,
      di: unknown,
      eve: 32,
      fay: 101,
      gus: unknown,
      hal: 0,
      ivy: 18,
      jo: unknown,
    });
  });

  it("counts someone born on 29 February a year older on 1 March", async () => {
    const age = async (until: string) =>
      base.values(await base.features("2020-01-01", until, ["demographics"]), "age").eve;
    expect([
      await age("2023-02-28"),
      await age("2023-03-01"),
      await age("2024-02-28"),
      await age("2024-02-29"),
    ]).toEqual([30, 31, 31, 32]);
  });
});

describe("attributes with several dated rows", () => {
  let base: StagedBase;

  beforeAll(async () => {
    base = await stageBase({
      asOf: "2024-06-01",
      customers: `
        customer_id, registered_at, valid_from, sex,    country, region
        ann,         2022-01-01,    2022-01-01, f,      Peru,    Cusco
        ann,         2022-01-01,    2024-01-01, F,      Chile,   Maule
        ann,         2022-01-01,    2024-06-01, female, Oman,    Muscat
        bob,         2023-05-05,    2023-05-05, M,      ,        Maule
        cy,          2022-01-01,    ,           Other, Peru,
        di,          ,              2023-12-31, ,       Chad,    Cusco`,
      transactions: `customer_id,ts,amount\nann,2023-05-05,1\nbob,2023-05-05,1\ncy,2023-05-05,1\ndi,2023-05-05,1\neve,2023-05-05,1`,
    });
  });

  afterAll(() => base.close());

  const country = async (until: string) => {
    const table = await base.features("2023-01-01", until, ["demographics"]);
    const { levels } = table.features[1];
    const values = Object.entries(base.values(table, "country"));
    return Object.fromEntries(values.map(([id, level]) => [id, Number.isNaN(level) ? null : levels[level]]));
  };

  it("are those valid on the day before the window's end", async () => {
    expect(await country("2023-12-31")).toEqual({ ann: "PE", bob: null, cy: "PE", di: null, eve: null });
    expect(await country("2024-01-01")).toEqual({ ann: "PE", bob: null, cy: "PE", di: "TD", eve: null });
    expect(await country("2024-01-02")).toEqual({ ann: "CL", bob: null, cy: "PE", di: "TD", eve: null });
    expect(await country("2024-06-01")).toEqual({ ann: "CL", bob: null, cy: "PE", di: "TD", eve: null });
  });

  it("have the levels known before as-of, the same in every window", async () => {
    for (const until of ["2023-06-01", "2024-06-01"]) {
      const { features } = await base.features("2023-01-01", until, ["demographics"]);
      expect(features.map(({ name, levels }) => [name, levels])).toEqual([
        ["sex", ["female", "male", "other"]],
        ["country", ["CL", "PE", "TD"]],
        ["region", ["Cusco", "Maule"]],
      ]);
    }
  });
});

it("lets rare levels share one called other, which may also be a level of its own", async () => {
  const rows = Array.from({ length: 52 }, (_, i) => [`a${i},L${i + 100},other`, `b${i},L${i + 100},other`]).flat();
  const base = await stageBase({
    asOf: "2024-01-01",
    customers: ["customer_id,city,region", ...rows, "c,L151,other", "d,L150,other", "e,O'Hara,other"].join("\n"),
  });
  const table = await base.features("2023-01-01", "2024-01-01", ["demographics"]);
  const [city, region] = ["city", "region"].map((name) => table.features.find((each) => each.name === name) as Feature);
  // L150 and L151 have three rows, L100…L147 two each in the order of names; L148, L149 and O'Hara are left.
  expect(city.levels).toHaveLength(51);
  expect(city.levels.at(-1)).toBe("other");
  const named = (id: string) => city.levels[base.values(table, "city")[id]];
  expect(["a0", "a47", "a48", "b49", "a51", "d", "e"].map(named)).toEqual([
    ...["L100", "L147", "other", "other", "L151", "L150", "other"],
  ]);
  expect(region.levels).toEqual(["other"]);
  expect(region.values.every((level) => level === 0)).toBe(true);
  await base.close();
});

describe("what bands and answers say", () => {
  let base: StagedBase;

  beforeAll(async () => {
    base = await stageBase({
      asOf: "2024-06-01",
      customers: `
        customer_id, age,   age_as_of,  birth_year, income,   children, education, family_status
        ann,         30-40, 2024-01-01, ,           100-300,  2,        PhD,       married
        bob,         65+,   2020-01-01, ,           500+,     0,        ,          unknown
        cy,          50,    2024-01-01, 2000,       ,         ,         Master,    single
        di,          ,      ,           ,           Under 80, 1,        PhD,       single`,
    });
  });

  afterAll(() => base.close());

  it("is the middle of a band of ages, older by the years since, the known end of an open one; a birth year goes first", async () => {
    const table = await base.features("2023-01-01", "2024-01-01", ["demographics"]);
    expect(base.values(table, "age")).toEqual({ ann: 35, bob: 69, cy: 24, di: unknown });
    const earlier = await base.features("2020-01-01", "2021-01-01", ["demographics"]);
    expect(base.values(earlier, "age")).toEqual({ ann: 32, bob: 66, cy: 21, di: unknown });
  });

  it("is the middle of a band of incomes, the known end of an open one, and whether it is known", async () => {
    const table = await base.features("2023-01-01", "2024-01-01", ["demographics"]);
    expect(base.values(table, "income")).toEqual({ ann: 200, bob: 500, cy: unknown, di: 80 });
    expect(base.values(table, "income_known")).toEqual({ ann: 1, bob: 1, cy: 0, di: 1 });
  });

  it("takes the word unknown for no answer, and no number of children for unknown", async () => {
    const table = await base.features("2023-01-01", "2024-01-01", ["demographics"]);
    const status = table.features.find(({ name }) => name === "family_status");
    expect(status?.levels).toEqual(["married", "single"]);
    expect(base.values(table, "family_status")).toEqual({ ann: 0, bob: unknown, cy: 1, di: 1 });
    expect(base.values(table, "children")).toEqual({ ann: 2, bob: 0, cy: unknown, di: 1 });
    expect(base.values(table, "education")).toEqual({ ann: 1, bob: unknown, cy: 0, di: 1 });
  });
});
