import { describe, expect, it } from "vitest";
import { combine } from "../../src/structures/combined.ts";
import { stageBase } from "../features/staged-base.ts";
import { describeBase } from "../structures/described-base.ts";
import { divide, divisionOf } from "../structures/divided-base.ts";
import { gazetteerOf, line } from "../structures/gazetteers.ts";

const asOf = "2024-07-01";

/** Orders of a customer on the first days of a month, each of the same amount. */
function orders(id: string, count: number, amount: number, month = "2024-01"): string[] {
  return Array.from({ length: count }, (_, i) => `${id},${id}${month}${i},${month}-${`0${i + 1}`.slice(-2)},${amount}`);
}

const ordersOf = (...lists: readonly string[][]) => ["customer_id,order_id,ts,amount", ...lists.flat()].join("\n");

describe("who customers are", () => {
  it("age-sex-place-income: everybody is in one band of each, those at 30 and 50 in the older one", async () => {
    const customers = `customer_id,birth_date,sex,city,income
        ann,1994-07-02,female,Tver,20000
        bob,1994-07-01,male,Tver,30000
        cy,1974-07-02,,Omsk,40000
        di,1974-07-01,female,,90000
        ed,,male,Omsk,`;
    const described = await describeBase({ asOf, customers }, {}, gazetteerOf([]));
    expect(described.partsOf("demographic")).toEqual({
      ...{ ann: "under_30", bob: "30_49", cy: "30_49", di: "50_and_over", ed: "unknown" },
    });
    for (const structure of ["demographic", "demographic_sex", "demographic_income", "geographic_city"]) {
      const { parts } = described.structures.find(({ id }) => id === structure) ?? { parts: [] };
      expect(parts.reduce((sum, { customers }) => sum + customers, 0)).toBe(5);
      expect(Object.values(described.partsOf(structure))).toContain("unknown");
    }
  });

  it("marital-status-profession: rare professions are together and counted, and a status nobody knows is unknown", async () => {
    const common = Array.from({ length: 100 }, (_, i) => `c${100 + i},married,trade ${i % 50}`);
    const described = await describeBase({
      asOf,
      customers: ["customer_id,family_status,profession", ...common, "d1,widowed,falconer", "d2,YOLO,juggler"].join(
        "\n",
      ),
    });
    const sizes = (structure: string) => {
      const { parts } = described.structures.find(({ id }) => id === structure) ?? { parts: [] };
      return Object.fromEntries(parts.map(({ key, customers }) => [key, customers]));
    };
    expect(sizes("demographic_profession")).toMatchObject({ "trade 0": 2, "trade 49": 2, other: 2, unknown: 0 });
    expect(sizes("demographic_family_status")).toEqual({ married: 100, widowed: 1, unknown: 1 });
  });

  it("country-city-climate: cities have a zone, zones what they buy, and cities that are nowhere are told", async () => {
    const cities = ["Nordvik", "Sudby", "Atlantis"];
    const ids = Array.from({ length: 180 }, (_, i) => `c${100 + i}`);
    const bought = (i: number) => (i % 3 === 2 ? (i % 2 === 0 ? "coats" : "sandals") : ["coats", "sandals"][i % 3]);
    const described = await describeBase(
      {
        asOf,
        customers: ["customer_id,city", ...ids.map((id, i) => `${id},${cities[i % 3]}`)].join("\n"),
        transactions: [
          "customer_id,order_id,ts,amount,category",
          ...ids.map((id, i) => `${id},${id},2024-01-01,10,${i < 18 ? "tea" : bought(i)}`),
        ].join("\n"),
      },
      {},
      gazetteerOf([
        line({ name: "Nordvik", country: "SE", latitude: 63.5 }),
        line({ name: "Sudby", country: "SE", latitude: -20 }),
      ]),
    );
    expect(described.partsOf("geographic")).toMatchObject({ c100: "subarctic", c101: "tropical", c102: "unknown" });
    expect(described.unknownPlaces).toEqual([{ country: null, city: "Atlantis", customers: 60 }]);
    const { parts } = described.structures.find(({ id }) => id === "geographic") ?? { parts: [] };
    const liked = parts.map(({ key, affinities }) => [
      key,
      affinities.filter(({ lift }) => lift > 1).map(({ category }) => category),
    ]);
    expect(Object.fromEntries(liked)).toMatchObject({ subarctic: ["coats"], tropical: ["sandals"], unknown: [] });
  });

  it("interests-lifestyle-values: what is declared comes first, what purchases tell is labelled as inferred", async () => {
    const lines = (id: string, category: string, count: number) =>
      Array.from({ length: count }, (_, i) => `${id},${id}${category}${i},2024-01-01,10,${category}`);
    const described = await describeBase({
      asOf,
      customers: `customer_id,interests,personal_values
        ann,chess,thrift
        bob,,
        cy,,thrift`,
      transactions: [
        "customer_id,order_id,ts,amount,category",
        ...lines("ann", "fishing", 20),
        ...lines("bob", "fishing", 20),
        ...Array.from({ length: 20 }, (_, i) => lines(`x${10 + i}`, "bread", 6)).flat(),
      ].join("\n"),
    });
    expect(described.partsOf("psychographic")).toMatchObject({ ann: "chess", bob: "inferred_fishing", x10: "none" });
    const { parts } = divisionOf(described.divisions, "psychographic");
    expect(parts.find(({ key }) => key === "inferred_fishing")?.title).toEqual({
      en: "fishing (inferred)",
      ru: "fishing (выведено)",
    });
    expect(described.partsOf("psychographic_values")).toMatchObject({ ann: "thrift", bob: "unknown", cy: "thrift" });
  });
});

describe("how they behave", () => {
  it("frequency-basket-reaction: a base that is counted by hand, in structures and in features", async () => {
    const base = {
      asOf,
      transactions: `customer_id,order_id,ts,amount,category,discount_amount
        ann,o1,2024-01-01,10,tea,1
        ann,o2,2024-02-01,10,tea,1
        ann,o3,2024-03-01,10,cups,0
        bob,o4,2024-01-01,90,cups,0`,
      contacts: `customer_id,ts,channel,opened,clicked,converted
        ann,2024-01-31,email,true,true,true
        ann,2024-02-15,email,true,false,false
        ann,2024-02-20,email,false,false,false
        ann,2024-02-25,email,false,false,false
        bob,2024-01-31,email,true,false,false`,
    };
    const divided = await divide(base, { behavioural: { often: 2, bigBasket: 50 } });
    expect(divided.partsOf("behavioural")).toEqual({ ann: "often_small", bob: "seldom_big" });
    expect(divided.partsOf("behavioural_products")).toEqual({ ann: "tea", bob: "cups" });
    expect(divided.partsOf("behavioural_mailings")).toEqual({ ann: "buys", bob: "opens" });
    expect(divided.partsOf("behavioural_promotions")).toEqual({ ann: "mostly", bob: "full_price" });

    const staged = await stageBase(base);
    const table = await staged.features("2024-01-01", asOf);
    const value = (name: string) => staged.values(table, name);
    expect(value("orders")).toEqual({ ann: 3, bob: 1 });
    expect(value("average_order")).toEqual({ ann: 10, bob: 90 });
    expect(value("messages_email")).toEqual({ ann: 4, bob: 1 });
    // As if each had had five more messages like those of the base, of which 3 of 5 were opened and 1 of 5 clicked.
    expect(value("open_rate_email")).toEqual({ ann: (2 + 3) / (4 + 5), bob: (1 + 3) / (1 + 5) });
    expect(value("click_rate_email")).toEqual({ ann: (1 + 1) / (4 + 5), bob: (0 + 1) / (1 + 5) });
    expect(value("conversion_rate_email")).toEqual({ ann: (1 + 1) / (4 + 5), bob: (0 + 1) / (1 + 5) });
    expect(value("discount_share")).toEqual({ ann: 2 / 32, bob: 0 });
    await staged.close();
  });

  it("bonus-or-vip: whoever is on the edge of often or big is on the lower side of it", async () => {
    const divided = await divide(
      {
        asOf,
        transactions: ordersOf(
          orders("bonus", 6, 100),
          orders("edge", 5, 100),
          orders("vip", 5, 100.01),
          orders("both", 6, 100.01),
        ),
        customers: "customer_id,sex\nnobody,female",
      },
      { behavioural: { often: 5, bigBasket: 100 } },
    );
    expect(divided.partsOf("behavioural")).toEqual({
      bonus: "often_small",
      edge: "seldom_small",
      vip: "seldom_big",
      both: "often_big",
      nobody: "no_orders",
    });
  });

  it("several-criteria: no part of a crossing is too small, and it is told where small cells went", async () => {
    const ids = Array.from({ length: 30 }, (_, i) => `c${10 + i}`);
    const lines = ids.flatMap((id, i) =>
      orders(id, 1 + (i % 4), i < 20 ? 10 : 500, i % 5 === 0 ? "2024-06" : "2024-01"),
    );
    const divided = await divide({ asOf, transactions: ordersOf(lines) });
    const minCell = 4;
    const crossed = combine(
      "combined",
      ["lifecycle", "behavioural"].map((id) => divisionOf(divided.divisions, id)),
      minCell,
    );
    const sizes = crossed.keys.map((_, part) => crossed.codes.filter((code) => code === part).length);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(30);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(minCell);
    const backedOff = crossed.backedOff ?? [];
    expect(backedOff.length).toBeGreaterThan(0);
    for (const { cell, customers, into } of backedOff) {
      expect(customers).toBeGreaterThan(0);
      expect(crossed.keys).not.toContain(cell);
      expect([...crossed.keys, ...backedOff.map((move) => move.cell)]).toContain(into);
    }
  });
});

describe("where they are on their way", () => {
  const past = [
    orders("new", 2, 10, "2024-06"),
    orders("regular", 3, 10, "2023-12"),
    orders("regular", 1, 10, "2024-03"),
    orders("sleeping", 3, 10, "2023-10"),
    orders("gone", 2, 10, "2023-02"),
  ];
  const future = [
    orders("gone", 3, 10, "2024-07"),
    orders("waiting", 1, 10, "2024-07"),
    orders("sleeping", 1, 10, "2024-08"),
  ];
  const customers = "customer_id,registered_at\nwaiting,2024-06-02";
  const known = { asOf, customers, transactions: ordersOf(...past) };
  const later = { asOf, customers, transactions: ordersOf(...past, ...future) };

  it("new-regular-sleeping: everybody has one state, whatever happens at and after as-of", async () => {
    const states = {
      new: "new",
      regular: "regular",
      sleeping: "sleeping",
      gone: "lost",
      waiting: "potential",
    };
    expect((await divide(known)).partsOf("lifecycle")).toEqual(states);
    expect((await divide(later)).partsOf("lifecycle")).toEqual(states);
  });

  it("regular-new-absent-potential: everybody has one, whatever happens at and after as-of", async () => {
    const states = {
      new: "new",
      regular: "regular",
      sleeping: "regular",
      gone: "long_absent",
      waiting: "potential",
    };
    expect((await divide(known)).partsOf("loyalty")).toEqual(states);
    expect((await divide(later)).partsOf("loyalty")).toEqual(states);
  });

  it("types-of-clients: contacts without an order are potential, an answer keeps from inactive, income lies over all", async () => {
    const divided = await divide(
      {
        asOf,
        customers: `customer_id,registered_at,income
          mailed,2022-01-01,500
          new,2022-01-01,90000
          opens,2022-01-01,
          regular,2022-01-01,500
          silent,2022-01-01,90000`,
        transactions: ordersOf(
          orders("new", 1, 10, "2024-06"),
          orders("opens", 2, 10, "2023-01"),
          orders("regular", 2, 10, "2024-02"),
          orders("silent", 2, 10, "2023-01"),
        ),
        contacts: `customer_id,ts,channel,opened
          mailed,2024-05-01,email,true
          opens,2024-05-01,email,true
          silent,2024-05-01,email,false`,
      },
      { highIncome: { threshold: 1000 } },
    );
    expect(divided.partsOf("client_type")).toEqual({
      mailed: "potential",
      new: "new",
      opens: "regular",
      regular: "regular",
      silent: "inactive",
    });
    expect([...divided.highIncome]).toEqual([0, 1, -1, 0, 1]);
  });
});
