import { afterAll, beforeAll, expect, it } from "vitest";
import type { FeatureTable } from "../../src/features/feature-table.ts";
import { type StagedBase, stageBase } from "./staged-base.ts";

let base: StagedBase;
let table: FeatureTable;
const unknown = Number.NaN;

beforeAll(async () => {
  base = await stageBase({
    asOf: "2024-02-01",
    transactions:
      "customer_id,ts,amount\nann,2023-05-05,1\nbob,2023-05-05,1\ncy,2023-05-05,1\ndi,2022-05-05,1\neve,2024-01-01,1",
    contacts: `
      customer_id, ts,                  channel, arm,     opened, clicked, converted
      ann,         2023-01-01 00:00:00, email,   offer,   yes,    yes,     no
      ann,         2023-02-01 09:00:00, email,   offer,   yes,    no,      no
      ann,         2023-03-01 09:00:00, email,   ,        ,       ,       -
      ann,         2023-03-02 09:00:00, email,   Control, no,     no,      yes
      ann,         2022-12-31 23:59:59, email,   offer,   yes,    yes,     yes
      ann,         2024-01-01 00:00:00, email,   offer,   yes,    yes,     yes
      bob,         2023-12-31 23:59:59, email,   offer,   no,     no,      yes
      bob,         2023-04-01 09:00:00, sms,     control, no,     no,      yes
      cy,          2022-04-01 09:00:00, push,    offer,   yes,    yes,     yes
      di,          2023-04-01 09:00:00, email,   offer,   yes,    no,      no
      di,          2023-05-01 09:00:00, email,   offer,   no,     no,      no
      eve,         2023-05-01 09:00:00, email,   offer,   yes,    yes,     yes
      nobody,      2023-05-01 09:00:00, email,   offer,   yes,    yes,     yes`,
  });
  table = await base.features("2023-01-01", "2024-01-01", ["response"]);
});

afterAll(() => base.close());

it("counts the messages of the look-back; a control row is none", () => {
  expect(base.values(table, "messages_email")).toEqual({ ann: 3, bob: 1, cy: 0 });
  expect(base.values(table, "messages_push")).toEqual({ ann: 0, bob: 0, cy: 0 });
  expect(base.values(table, "messages_sms")).toEqual({ ann: 0, bob: 0, cy: 0 });
});

it("smooths rates with five messages at the rate of everyone written to, buyers or not", () => {
  // Everyone known by then: 6 messages by email, 3 opened, 1 clicked, 1 converted. Nobody knew eve yet.
  expect(base.values(table, "open_rate_email")).toEqual({ ann: 4.5 / 8, bob: 2.5 / 6, cy: 0.5 });
  expect(base.values(table, "click_rate_email")).toEqual({ ann: (1 + 5 / 6) / 8, bob: 5 / 6 / 6, cy: 5 / 6 / 5 });
  expect(base.values(table, "conversion_rate_email")).toEqual({
    ann: 5 / 6 / 8,
    bob: (1 + 5 / 6) / 6,
    cy: 5 / 6 / 5,
  });
});

it("knows no rate of a channel by which nothing was sent in the look-back", () => {
  for (const name of ["open_rate_push", "click_rate_push", "conversion_rate_push", "open_rate_sms"])
    expect(base.values(table, name)).toEqual({ ann: unknown, bob: unknown, cy: unknown });
});

it("has four features for each channel, in the order of their names", () => {
  expect(table.features.map(({ name }) => name)).toEqual(
    ["email", "push", "sms"].flatMap((channel) => [
      `messages_${channel}`,
      `open_rate_${channel}`,
      `click_rate_${channel}`,
      `conversion_rate_${channel}`,
    ]),
  );
});
