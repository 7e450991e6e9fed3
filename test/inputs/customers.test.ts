import { describe, expect, it } from "vitest";
import { day, lines, stage } from "./staging.ts";

const forever = 2_147_483_647;

/** Stages customers as of 2024-06-01, with or without transactions. */
async function base(customers: readonly string[], transactions?: readonly string[]) {
  return stage({
    files: {
      "customers.csv": lines(...customers),
      ...(transactions === undefined ? {} : { "tx.csv": lines("customer_id,ts,amount", ...transactions) }),
    },
    sources: {
      customers: { path: "customers.csv" },
      ...(transactions === undefined ? {} : { transactions: { path: "tx.csv" } }),
    },
    asOf: "2024-06-01",
  });
}

describe("attributes", () => {
  it("hold from their date to the next, whatever the order of the rows", async () => {
    const { rows, tables } = await base([
      "customer_id,valid_from,country",
      "ann,2024-03-01,AT",
      "ann,,DE",
      "bob,2024-02-01,FR",
      "ann,2024-05-31,CH",
    ]);
    expect(await rows("SELECT customer, valid_from, valid_to, country FROM attributes ORDER BY 1, 2")).toEqual([
      [0, -forever, day("2024-03-01"), "DE"],
      [0, day("2024-03-01"), day("2024-05-31"), "AT"],
      [0, day("2024-05-31"), forever, "CH"],
      [1, day("2024-02-01"), forever, "FR"],
    ]);
    expect(tables.datedAttributes).toBe(true);
    expect([...tables.attributes]).toEqual(["country"]);
  });

  it("dated at or after as-of are not seen, and change nothing", async () => {
    const known = ["customer_id,valid_from,country", "ann,2024-03-01,AT", "bob,2024-05-01,FR"];
    const later = ["ann,2024-06-01,CH", "bob,2025-01-01,IT", "cy,2024-06-01,US", "ann,2024-06-01,US"];
    const [before, after] = [await base(known), await base([...known, ...later])];
    for (const table of ["attributes", "customer_ids"]) {
      expect(await after.rows(`SELECT * FROM ${table} ORDER BY ALL`)).toEqual(
        await before.rows(`SELECT * FROM ${table} ORDER BY ALL`),
      );
    }
    expect(after.account("customers")).toEqual({ read: 6, accepted: 2, quarantined: 0, after_as_of: 4 });
  });

  it("that say the same twice count once; those that contradict each other count for nobody", async () => {
    const { rows, rejects, account } = await base([
      "customer_id,valid_from,country,sex",
      "ann,,AT,f",
      "ann,,AT,f",
      "bob,,FR,m",
      "bob,,FR,",
      "cy,2024-01-01,US,f",
      "cy,2024-01-01,UK,f",
      "cy,2024-02-01,US,f",
      "di,2024-01-01,US,f",
      "di,2024-02-01,US,f",
    ]);
    expect(
      await rows(
        "SELECT customer_id, valid_from, country FROM attributes JOIN customer_ids USING (customer) ORDER BY ALL",
      ),
    ).toEqual([
      ["ann", -forever, "AT"],
      ["cy", day("2024-02-01"), "US"],
      ["di", day("2024-01-01"), "US"],
    ]);
    const undated = "another row of the same customer says something else";
    const dated = "another row of the same customer and valid_from says something else";
    expect(await rejects()).toEqual([
      ["customers.csv", 4, "customer_id", undated, "bob"],
      ["customers.csv", 5, "customer_id", undated, "bob"],
      ["customers.csv", 6, "customer_id", dated, "cy"],
      ["customers.csv", 7, "customer_id", dated, "cy"],
    ]);
    expect(account("customers")).toEqual({ read: 9, accepted: 3, quarantined: 4, duplicate: 1, unchanged: 1 });
  });

  it("without dates are as delivered", async () => {
    const { tables, rows } = await base(["customer_id,sex,birth_date", "ann,F,1984-05-06", "bob,other,"]);
    expect(tables.datedAttributes).toBe(false);
    expect([...tables.attributes].sort()).toEqual(["birth_date", "sex"]);
    expect(await rows("SELECT sex, birth_date FROM attributes ORDER BY customer")).toEqual([
      ["female", day("1984-05-06")],
      ["other", null],
    ]);
  });
});

describe("who is known", () => {
  it("is everyone with an event or a row, from the first sign of them", async () => {
    const { rows, tables, account } = await base(
      [
        "customer_id,registered_at",
        "potential,2024-02-01",
        "always,",
        "early buyer,2024-03-01",
        "early account,2024-01-01",
        "tomorrow,2024-06-01",
        "buyer of tomorrow,2024-07-01",
      ],
      [
        "early buyer,2024-01-15,1",
        "early account,2024-04-01,1",
        "stranger,2024-05-05,1",
        "tomorrow,2024-06-02,1",
        "buyer of tomorrow,2024-05-31,1",
        "late,2024-06-01,1",
      ],
    );
    expect(await rows("SELECT customer_id, known_from, first_event FROM customer_ids ORDER BY customer")).toEqual([
      ["always", null, null],
      ["buyer of tomorrow", day("2024-05-31"), day("2024-05-31")],
      ["early account", day("2024-01-01"), day("2024-04-01")],
      ["early buyer", day("2024-01-15"), day("2024-01-15")],
      ["potential", day("2024-02-01"), null],
      ["stranger", day("2024-05-05"), day("2024-05-05")],
    ]);
    expect(tables.customers).toBe(6);
    expect(account("customers")).toEqual({ read: 6, accepted: 5, quarantined: 0, after_as_of: 1 });
  });

  it("is known from the first date of a row, where that is all there is", async () => {
    const { rows } = await base(["customer_id,valid_from", "ann,2024-03-01", "ann,2024-02-01"]);
    expect(await rows("SELECT customer_id, known_from FROM customer_ids")).toEqual([["ann", day("2024-02-01")]]);
  });

  it("does not depend on the date of a registration that is yet to come", async () => {
    const staged = async (registered: string) =>
      (await base(["customer_id,registered_at", `ann,${registered}`], ["ann,2024-05-01,1"])).rows(
        "SELECT * FROM attributes",
      );
    expect(await staged("2024-06-01")).toEqual(await staged("2024-12-24"));
  });

  it("can be known without a single event", async () => {
    const { tables } = await base(["customer_id,sex", "ann,f"]);
    expect(tables).toMatchObject({ customers: 1, hasEvents: false, firstEvent: day("2024-06-01"), orderKey: "day" });
  });

  it("is nobody when every row comes later", async () => {
    await expect(base(["customer_id,registered_at", "ann,2024-06-01"], ["bob,2024-06-01,1"])).rejects.toMatchObject({
      exitCode: 3,
      message:
        "no customer is known before as-of: every row was left out or quarantined; check --as-of and the mapping",
    });
  });
});
