import { expect, it } from "vitest";
import { stageBase } from "./staged-base.ts";

const unknown = Number.NaN;

const orders = `
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
  bob,         2023-05-07, b2,       Web,     1
  cy,          2023-05-05, c1,       ,        1
  cy,          2024-01-01, c2,       Web,     1`;

it("shares orders, not money, among sales channels; an order without a channel counts on neither side", async () => {
  const base = await stageBase({ asOf: "2024-02-01", transactions: orders });
  const table = await base.features("2023-01-01", "2024-01-01", ["channel"]);
  expect(base.staged.channels).toEqual(["Web", "Shop"]);
  // bob's first order names both on its day and goes to the more frequent one, his second goes to that of its first day.
  expect(base.values(table, "channel_share_web")).toEqual({ ann: 2 / 3, bob: 1 / 2, cy: unknown });
  expect(base.values(table, "channel_share_shop")).toEqual({ ann: 1 / 3, bob: 1 / 2, cy: unknown });
  await base.close();
});

it("sees an order's channel on the day it began, whatever comes later under the same number", async () => {
  const early = `
    customer_id, ts,         order_id, channel, amount
    ann,         2023-05-05, a1,       Shop,    1
    bob,         2023-05-05, b1,       ,        1`;
  const later = "ann,2023-07-01,a1,App,1\nbob,2023-07-01,b1,App,1\ncy,2023-07-01,c1,App,1\ncy,2023-07-01,c1,App,1";
  const base = await stageBase({ asOf: "2024-01-01", transactions: `${early}\n${later}` });
  const table = await base.features("2023-01-01", "2023-07-01", ["channel"]);
  expect(base.staged.channels).toEqual(["App", "Shop"]);
  expect(base.values(table, "channel_share_shop")).toEqual({ ann: 1, bob: unknown });
  await base.close();
});

it("knows where customers came from, in one column with a level for each source", async () => {
  const base = await stageBase({
    asOf: "2024-01-01",
    transactions: "customer_id,ts,amount\nann,2023-05-05,1\nbob,2023-05-05,1\ncy,2023-05-05,1\ndi,2023-05-05,1",
    customers: "customer_id,acquisition_channel\nann,search\nbob,Fair\ncy,\neve,television",
  });
  const table = await base.features("2023-01-01", "2024-01-01", ["channel"]);
  expect(table.features.map(({ name, kind, levels }) => [name, kind, levels])).toEqual([
    ["acquisition_channel", "category", ["Fair", "search", "television"]],
  ]);
  expect(base.values(table, "acquisition_channel")).toEqual({ ann: 1, bob: 0, cy: unknown, di: unknown });
  await base.close();
});

it("is unavailable when neither is known", async () => {
  const base = await stageBase({ asOf: "2024-01-01", transactions: "customer_id,ts,amount\nann,2023-05-05,1" });
  expect(base.offered("2023-01-01", "2024-01-01", ["channel"]).unavailable).toEqual([
    { family: "channel", reason: "there is neither a sales channel nor an acquisition channel" },
  ]);
  await base.close();
});
