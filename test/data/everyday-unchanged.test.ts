import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { BaseTables } from "../../data/base-plan.ts";
import { generateBase } from "../../data/generate.ts";
import { everyday } from "../../data/worlds/everyday.ts";
import { query } from "./query.ts";

const folder = mkdtempSync(join(tmpdir(), "tessera-unchanged-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Hashes of 300 customers of seed 5 with their hold-out, from the generator that made the bases of the reference studies. */
const first = {
  transactions: "b1d664eb83e6bca9a1da9f9f445e9ed9e2e8c3cb8381ba8a1db8fb068827bfdf",
  customers: "c3c926934bd906e903d74f5d6cffc0dca5ed2905116966863e8a15f0455e86b8",
  contacts: "cad23f3ac8c2582a48d10583f0f46fef9b2db075db0050a8324e1206d5d93cdd",
  costs: "b1eff7bba9a414a46b57cf587b5f18c5a25f5c600a85a5653b655d058ed17572",
  "truth/customers": "10c078813989e6d0a5f66c7b1dcbcbec56dd1dad6752278e24f33d17922b7799",
};
const firstColumns: Readonly<Record<string, string>> = {
  transactions: "order_id, customer_id, ts, kind, category, channel, quantity, amount, discount_amount",
  customers:
    "customer_id, registered_at, birth_date, sex, country, region, city, acquisition_channel, consent_email, consent_sms, consent_push, valid_from",
};

describe("the world everyday", () => {
  it.each<BaseTables>(["core", "all"])("is what it always was in its first columns, %s tables", async (tables) => {
    const out = join(folder, tables);
    await generateBase({ world: everyday, customers: 300, seed: 5, format: "parquet", out, holdout: true, tables });
    for (const [table, hash] of Object.entries(first)) {
      const rows = `SELECT ${firstColumns[table] ?? "*"} FROM '${out}/${table}.parquet'`;
      const digest = `SELECT sha256(string_agg(line, chr(10) ORDER BY line)) AS hash FROM (SELECT row::VARCHAR AS line FROM (${rows}) AS row)`;
      expect(await query(digest), table).toEqual([{ hash }]);
    }
  });
});
