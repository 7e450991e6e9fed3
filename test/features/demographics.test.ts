import { afterAll, beforeAll, describe, expect, it } from "vitest";
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
        fay,         1893-03-01,
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
      fay: 131,
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
        cy,          2022-01-01,    ,           Diverse, Peru,
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
    expect(await country("2023-12-31")).toEqual({ ann: "Peru", bob: null, cy: "Peru", di: null, eve: null });
    expect(await country("2024-01-01")).toEqual({ ann: "Peru", bob: null, cy: "Peru", di: "Chad", eve: null });
    expect(await country("2024-01-02")).toEqual({ ann: "Chile", bob: null, cy: "Peru", di: "Chad", eve: null });
    expect(await country("2024-06-01")).toEqual({ ann: "Chile", bob: null, cy: "Peru", di: "Chad", eve: null });
  });

  it("have the levels known before as-of, the same in every window", async () => {
    for (const until of ["2023-06-01", "2024-06-01"]) {
      const { features } = await base.features("2023-01-01", until, ["demographics"]);
      expect(features.map(({ name, levels }) => [name, levels])).toEqual([
        ["sex", ["diverse", "female", "male"]],
        ["country", ["Chad", "Chile", "Peru"]],
        ["region", ["Cusco", "Maule"]],
      ]);
    }
  });
});

it("lets rare levels share one called other, which may also be a level of its own", async () => {
  const rows = Array.from({ length: 52 }, (_, i) => [`a${i},L${i + 100},other`, `b${i},L${i + 100},other`]).flat();
  const base = await stageBase({
    asOf: "2024-01-01",
    customers: ["customer_id,country,region", ...rows, "c,L151,other", "d,L150,other", "e,O'Hara,other"].join("\n"),
  });
  const table = await base.features("2023-01-01", "2024-01-01", ["demographics"]);
  const [country, region] = table.features;
  // L150 and L151 have three rows, L100…L147 two each in the order of names; L148, L149 and O'Hara are left.
  expect(country.levels).toHaveLength(51);
  expect(country.levels.at(-1)).toBe("other");
  const named = (id: string) => country.levels[base.values(table, "country")[id]];
  expect(["a0", "a47", "a48", "b49", "a51", "d", "e"].map(named)).toEqual([
    ...["L100", "L147", "other", "other", "L151", "L150", "other"],
  ]);
  expect(region.levels).toEqual(["other"]);
  expect(region.values.every((level) => level === 0)).toBe(true);
  await base.close();
});
