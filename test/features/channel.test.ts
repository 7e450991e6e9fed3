import { afterAll, beforeAll, expect, it } from "vitest";
import { type StagedBase, stageBase } from "./staged-base.ts";

let base: StagedBase;
const unknown = Number.NaN;

beforeAll(async () => {
  base = await stageBase({
    asOf: "2024-02-01",
    customers: `
      customer_id, acquisition_channel
      ann,         search
      bob,         Fair
      cy,          -
      nobody,      television`,
    transactions: `
      customer_id, ts,         order_id, channel, amount
      ann,         2023-05-05, a1,       Web,     1
      ann,         2023-05-05, a2,       Web,     1
      ann,         2023-06-05, a3,       Shop,    900
      ann,         2023-06-06, a4,       ,        5
      ann,         2023-06-07, a3,       Shop,    -900
      bob,         2023-05-05, b1,       Shop,    1
      bob,         2023-05-05, b1,       Web,     1
      bob,         2023-05-05, b1,       ,        1
      bob,         2023-05-06, b2,       Shop,    1
      bob,         2024-01-01, b2,       Web,     1
      cy,          2023-05-05, c1,       ,        1
      cy,          2023-05-06, c1,       Web,     1
      cy,          2024-01-01, c2,       Web,     1
      di,          2023-05-05, d1,       Shop,    1`,
  });
});

afterAll(() => base.close());

it("shares orders, not money, among sales channels; an order without a channel counts on neither side", async () => {
  const table = await base.features("2023-01-01", "2024-01-01", ["channel"]);
  expect(base.staged.channels).toEqual(["Web", "Shop"]);
  // bob's first order names both and goes to the more frequent one. His second is the shop's, whatever was booked later
  // under its number, as cy's only one began without a channel.
  expect(base.values(table, "channel_share_web")).toEqual({ ann: 2 / 3, bob: 1 / 2, cy: unknown, di: 0 });
  expect(base.values(table, "channel_share_shop")).toEqual({ ann: 1 / 3, bob: 1 / 2, cy: unknown, di: 1 });
});

it("knows who may be reached by what, and how many ways there are", async () => {
  const other = await stageBase({
    asOf: "2024-02-01",
    customers: `
      customer_id, consent_email, consent_sms, preferred_channel, acquisition_source
      ann,         yes,           yes,         email,             spring fair
      bob,         no,            yes,         ,                  -
      cy,          no,            -,           sms,               -
      di,          -,             -,           ,                  -`,
  });
  const table = await other.features("2023-01-01", "2024-01-01", ["channel"]);
  const { kind, levels } = table.features.find(({ name }) => name === "consent_email") ?? {};
  expect([kind, levels]).toEqual(["category", ["no", "yes"]]);
  expect(other.values(table, "consent_email")).toEqual({ ann: 1, bob: 0, cy: 0, di: unknown });
  expect(other.values(table, "consent_sms")).toEqual({ ann: 1, bob: 1, cy: unknown, di: unknown });
  expect(other.values(table, "reachable_channels")).toEqual({ ann: 2, bob: 1, cy: 0, di: unknown });
  expect(other.values(table, "preferred_channel")).toEqual({ ann: 0, bob: unknown, cy: 1, di: unknown });
  expect(other.values(table, "acquisition_source")).toEqual({ ann: 0, bob: unknown, cy: unknown, di: unknown });
  await other.close();
});

it("knows where customers came from, in one column with a level for each source", async () => {
  const table = await base.features("2023-01-01", "2024-01-01", ["channel"]);
  const { kind, levels } = table.features[2];
  expect([kind, levels]).toEqual(["category", ["Fair", "search", "television"]]);
  expect(base.values(table, "acquisition_channel")).toEqual({ ann: 1, bob: 0, cy: unknown, di: unknown });
});
