import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { families } from "../../src/features/families.ts";
import { featureFamily } from "../../src/features/feature-table.ts";
import { type StagedBase, stageBase } from "./staged-base.ts";

it("has every family of the enumeration, in its order", () => {
  expect(families.map(({ family }) => family)).toEqual(featureFamily.options);
});

it("says why a family is unavailable when customers are all there is", async () => {
  const bare = await stageBase({ asOf: "2024-01-01", customers: "customer_id\nann" });
  expect(bare.offered("2023-01-01", "2024-01-01")).toEqual({
    features: [],
    unavailable: [
      { family: "recency", reason: noTransactions },
      { family: "frequency", reason: noTransactions },
      { family: "monetary", reason: noTransactions },
      {
        family: "pricing",
        reason: {
          en: "there are neither discounts nor coupons nor costs of purchases",
          ru: "нет ни скидок, ни купонов, ни себестоимости покупок",
        },
      },
      {
        family: "behaviour",
        reason: { en: "the transactions have no category", ru: "у транзакций нет категории" },
      },
      { family: "onsite", reason: { en: "there are no visits", ru: "нет визитов" } },
      { family: "feedback", reason: { en: "there is no feedback", ru: "нет обратной связи" } },
      {
        family: "demographics",
        reason: {
          en: "the customers have no demographic attributes",
          ru: "у клиентов нет демографических признаков",
        },
      },
      {
        family: "psychographics",
        reason: {
          en: "the customers have neither interests nor personal values",
          ru: "у клиентов нет ни интересов, ни ценностей",
        },
      },
      {
        family: "channel",
        reason: {
          en: "there is neither a sales channel nor an acquisition channel nor a consent",
          ru: "нет ни канала продаж, ни канала привлечения, ни согласий",
        },
      },
      { family: "response", reason: { en: "there are no contacts", ru: "нет контактов" } },
    ],
  });
  await bare.close();
});

const noTransactions = { en: "there are no transactions", ru: "нет транзакций" };

describe("a base of customers without transactions", () => {
  let base: StagedBase;

  beforeAll(async () => {
    base = await stageBase({
      asOf: "2024-01-01",
      customers: `
        customer_id, registered_at, sex,    acquisition_channel
        ann,         2023-12-31,    female, fair
        bob,         -,             male,   -
        cy,          2023-06-30,    -,      search`,
      contacts: `
        customer_id, ts,         channel, opened
        bob,         2023-05-05, email,   yes
        bob,         2023-05-06, email,   no`,
    });
  });

  afterAll(() => base.close());

  it("has the features of everyone who is known by the window's end", async () => {
    const table = await base.features("2023-01-01", "2024-01-01");
    expect(table.features.map(({ name }) => name)).toEqual([
      "sex",
      "acquisition_channel",
      "messages_email",
      "open_rate_email",
      "click_rate_email",
      "conversion_rate_email",
    ]);
    expect(base.values(table, "sex")).toEqual({ ann: 0, bob: 1, cy: Number.NaN });
    expect(base.values(table, "open_rate_email")).toEqual({ ann: 0.5, bob: 3.5 / 7, cy: 0.5 });

    const earlier = await base.features("2022-01-01", "2023-06-30", ["demographics"]);
    expect(base.values(earlier, "sex")).toEqual({ bob: 1 });
  });
});

describe("a base with transactions", () => {
  let base: StagedBase;

  beforeAll(async () => {
    base = await stageBase({
      asOf: "2024-01-01",
      transactions: `
        customer_id, ts,         amount, category
        ann,         2023-05-05, 12,     tea
        cy,          2023-06-05, 3,      tea
        di,          2023-06-05, -3,     tea`,
    });
  });

  afterAll(() => base.close());

  it("leaves out who has no order in the look-back", async () => {
    const table = await base.features("2023-05-06", "2024-01-01");
    expect([...table.customers].map((customer) => base.ids[customer])).toEqual(["cy"]);
    expect((await base.features("2023-07-01", "2024-01-01")).customers).toHaveLength(0);
  });

  it("offers the chosen families only, in the order of the documentation", () => {
    const { features, unavailable } = base.offered("2023-01-01", "2024-01-01", ["response", "monetary", "recency"]);
    expect([...new Set(features.map(({ family }) => family))]).toEqual(["recency", "monetary"]);
    expect(unavailable).toEqual([{ family: "response", reason: { en: "there are no contacts", ru: "нет контактов" } }]);
  });
});
