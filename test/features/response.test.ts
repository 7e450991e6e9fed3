import { afterAll, beforeAll, expect, it } from "vitest";
import type { FeatureTable } from "../../src/features/feature-table.ts";
import { type StagedBase, stageBase } from "./staged-base.ts";

let base: StagedBase;
let table: FeatureTable;
const unknown = Number.NaN;

beforeAll(async () => {
  base = await stageBase({
    asOf: "2024-02-01",
    transactions: "customer_id,ts,amount\nann,2023-05-05,1\nbob,2023-05-05,1\ncy,2023-05-05,1\ndi,2022-05-05,1",
    contacts: `
      customer_id, ts,         channel, arm,     opened, clicked, converted
      ann,         2023-01-01, email,   offer,   yes,    yes,     no
      ann,         2023-02-01, email,   offer,   yes,    no,      no
      ann,         2023-03-01, email,   ,        ,       ,
      ann,         2023-03-02, email,   Control, no,     no,      yes
      ann,         2022-12-31, email,   offer,   yes,    yes,     yes
      ann,         2024-01-01, email,   offer,   yes,    yes,     yes
      bob,         2023-12-31, email,   offer,   no,     no,      yes
      bob,         2023-04-01, sms,     control, no,     no,      yes
      di,          2023-04-01, email,   offer,   yes,    no,      no
      di,          2023-05-01, email,   offer,   no,     no,      no
      cy,          2022-04-01, push,    offer,   yes,    yes,     yes`
      .split("\n")
      .map((line) => line.replace(/,\s*,\s*$/, ",,"))
      .join("\n")
      .replace("ann,         2023-03-01, email,   ,        ,       ,", "ann, 2023-03-01, email, , , ,"),
  });
  table = await base.features("2023-01-01", "2024-01-01", ["response"]);
});

afterAll(() => base.close());
