import { describe, expect, it } from "vitest";
import { day, lines, stage } from "./staging.ts";

const transactions = lines("customer_id,ts,amount", "ann,2024-01-01,1", "bob,2024-01-01,1");

describe("contacts", () => {
  it("are messages unless they are control rows, and those of strangers are counted and not used", async () => {
    const { rows, tables, account } = await stage({
      files: {
        "tx.csv": transactions,
        "contacts.csv": lines(
          "customer_id,ts,channel,arm,opened,clicked,converted",
          "bob,2024-01-02,sms,treated,1,0,",
          "ann,2024-01-01 23:59:59,email,Control,0,0,1",
          "ann,2024-01-03,email,,yes,true,n",
          "nobody,2024-01-03,push,,1,1,1",
          "ann,2024-01-04,post,,0,0,0",
          ",2024-01-01,email,,0,0,0",
          "ann,2024-01-01,,,0,0,0",
        ),
      },
      sources: { transactions: { path: "tx.csv" }, contacts: { path: "contacts.csv" } },
      asOf: "2024-01-04",
    });
    expect(tables.contactChannels).toEqual(["email", "push", "sms"]);
    expect(
      await rows("SELECT customer, day, channel, is_message, opened, clicked, converted FROM contacts ORDER BY ALL"),
    ).toEqual([
      [0, day("2024-01-01"), 0, 0, 0, 0, 1],
      [0, day("2024-01-03"), 0, 1, 1, 1, 0],
      [1, day("2024-01-02"), 2, 1, 1, 0, 0],
    ]);
    expect(account("contacts")).toEqual({ read: 7, accepted: 4, quarantined: 2, after_as_of: 1 });
    expect(tables.warnings.map(({ en }) => en)).toEqual([
      "contacts: 1 row names a customer who is in no other table; not used",
    ]);
  });

  it("tell who unsubscribed; nothing said of it means that nobody did", async () => {
    const { rows } = await stage({
      files: {
        "tx.csv": transactions,
        "contacts.csv": lines(
          "customer_id,ts,channel,unsubscribed",
          "ann,2024-01-02,email,yes",
          "ann,2024-01-03,email,no",
          "bob,2024-01-02,email,",
        ),
      },
      sources: { transactions: { path: "tx.csv" }, contacts: { path: "contacts.csv" } },
    });
    expect(await rows("SELECT customer, opened, unsubscribed FROM contacts ORDER BY customer, day")).toEqual([
      [0, null, 1],
      [0, null, 0],
      [1, null, 0],
    ]);
  });

  it("need no flags and no arm", async () => {
    const { rows } = await stage({
      files: { "tx.csv": transactions, "contacts.csv": lines("customer_id,ts,channel", "ann,2024-01-02,email") },
      sources: { transactions: { path: "tx.csv" }, contacts: { path: "contacts.csv" } },
    });
    const nothing = [null, null, null, null, null, null];
    expect(await rows("SELECT * FROM contacts")).toEqual([[0, day("2024-01-02"), 0, 1, ...nothing]]);
  });
});

describe("costs", () => {
  it("count when their period is over at as-of", async () => {
    const { rows, tables, account, rejects } = await stage({
      files: {
        "tx.csv": transactions,
        "costs.csv": lines(
          "period_start,period_end,channel,amount",
          "2024-01-01,2024-02-01,ads,100.25",
          "2024-02-01,2024-03-01,ads,200",
          "2024-02-01,2024-03-02,ads,400",
          "2024-03-01,2024-04-01,ads,800",
          "2024-01-01,2024-01-01,ads,1",
          "2024-01-31,2024-01-01,ads,2",
          "2024-01-01,2024-02-01,ads,",
        ),
      },
      sources: { transactions: { path: "tx.csv" }, costs: { path: "costs.csv" } },
      asOf: "2024-03-01",
    });
    expect(tables.hasCosts).toBe(true);
    expect(await rows("SELECT * FROM costs ORDER BY period_start")).toEqual([
      [day("2024-01-01"), day("2024-02-01"), "ads", 1_002_500],
      [day("2024-02-01"), day("2024-03-01"), "ads", 2_000_000],
    ]);
    expect(account("costs")).toEqual({ read: 7, accepted: 2, quarantined: 3, after_as_of: 2 });
    expect(tables.accounts[1].excluded).toEqual([{ policy: "after_as_of", rows: 2, amount: 12_000_000 }]);
    const reason = "not after period_start; expected the day after the last one of the period";
    expect(await rejects()).toEqual([
      ["costs.csv", 6, "period_end", reason, "2024-01-01"],
      ["costs.csv", 7, "period_end", reason, "2024-01-01"],
      ["costs.csv", 8, "amount", "no value; expected a number such as 1234.50, in EUR", null],
    ]);
  });
});
