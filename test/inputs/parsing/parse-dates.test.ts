import { describe, expect, it } from "vitest";
import { strftimeFormat } from "../../../src/inputs/parsing/date-format.ts";
import { day, lines, stage } from "../staging.ts";

/** Days of transactions whose `ts` is one of the texts, and the texts that were rejected. */
async function days(texts: readonly string[], settings: { source?: object; timezone?: string } = {}) {
  const rows = texts.map((text, i) => `c${String(i).padStart(2, "0")},"${text}",1`);
  const { rows: query, rejects } = await stage({
    files: { "tx.csv": lines("customer_id,ts,amount", ...rows) },
    sources: { transactions: { path: "tx.csv", ...settings.source } },
    asOf: "2100-01-01",
    timezone: settings.timezone,
  });
  const found = new Map(
    (await query("SELECT customer_id, day FROM lines JOIN customer_ids USING (customer)")) as [string, number][],
  );
  const read = texts.map((_, i) => found.get(`c${String(i).padStart(2, "0")}`) ?? null);
  return { read, rejected: (await rejects()).map(([, , column, reason, text]) => [column, reason, text]) };
}

describe("dates", () => {
  it.each([
    [
      "dd.MM.yyyy",
      ["03.02.2024", "3.2.2024", "31.12.1999"],
      ["03.02.24", "2024-02-03", "30.02.2024", "03.02.2024 10:00", "infinity"],
    ],
    [
      "M/d/yyyy H:mm",
      ["2/3/2024 8:05", "02/03/2024 08:05", "12/31/1999 23:59"],
      ["13/2/2024 8:05", "2/3/2024", "2/3/24 8:05", "2/3/2024 24:05"],
    ],
    ["yyyyMMdd", ["20240203", "20240203", "19991231"], ["2024203", "2024112", "20240230", "202402031", "2024-02-03"]],
    ["yy-MM-dd", ["24-02-03", "24-2-3", "99-12-31"], ["2024-02-03", "24/02/03"]],
    [
      "d MM yyyy (HH.mm.ss)",
      ["3 02 2024 (10.11.12)", "03 02 2024 (00.00.00)", "31 12 1999 (23.59.59)"],
      ["3 02 2024 (10:11:12)"],
    ],
  ])("are read as %s and no other way", async (format, good, bad) => {
    const { read, rejected } = await days([...good, ...bad], { source: { dates: { ts: format } } });
    const expected = [day("2024-02-03"), day("2024-02-03"), day("1999-12-31")];
    expect(read).toEqual([...expected, ...bad.map(() => null)]);
    const reason = `cannot be read; expected a date written ${format}`;
    expect(rejected).toEqual(bad.map((text) => ["ts", reason, text]));
  });

  it("without a format are ISO 8601 and nothing else", async () => {
    const good = ["2024-02-03", "2024-02-03 10:00", "2024-02-03T10:00:00", "2024-02-03 10:00:00.123456"];
    const offsets = [
      "2024-02-03T10:00:00Z",
      "2024-02-03 10:00:00+01",
      "2024-02-03T10:00+0530",
      "2024-02-03 10:00:00.5 -05:00",
      "2024-02-03T10:00Z",
    ];
    const bad = [
      "03.02.2024",
      "2024-02-30",
      "2024-2-3",
      "20240203",
      "24-02-03",
      "0024-02-03",
      "2024-02-03 10",
      "2024-02-03 25:00",
      "epoch",
      "today",
    ];
    const { read, rejected } = await days([...good, ...offsets, ...bad]);
    expect(read).toEqual([...[...good, ...offsets].map(() => day("2024-02-03")), ...bad.map(() => null)]);
    const reason = "cannot be read; expected a date such as 2024-01-31 or 2024-01-31 10:00:00";
    expect(rejected).toEqual(bad.map((text) => ["ts", reason, text]));
  });

  it("of a source in UTC become days in Berlin, in winter and in summer", async () => {
    const texts = [
      "2024-01-31 22:59:59", // 23:59:59 in Berlin
      "2024-01-31 23:00:00",
      "2024-03-30 22:59:59", // the last hour of the day before the clocks change
      "2024-03-30 23:00:00",
      "2024-07-31 21:59:59",
      "2024-07-31 22:00:00",
      "2024-10-27 22:59:59", // 25 hours long
      "2024-10-27 23:00:00",
    ];
    const { read } = await days(texts, { source: { zone: "UTC" }, timezone: "Europe/Berlin" });
    expect(read).toEqual(
      [
        "2024-01-31",
        "2024-02-01",
        "2024-03-30",
        "2024-03-31",
        "2024-07-31",
        "2024-08-01",
        "2024-10-27",
        "2024-10-28",
      ].map(day),
    );
    const formatted = await days(["31.01.2024 23:30", "31.01.2024 22:30"], {
      source: { zone: "UTC", dates: { ts: "dd.MM.yyyy HH:mm" } },
      timezone: "Europe/Berlin",
    });
    expect(formatted.read).toEqual([day("2024-02-01"), day("2024-01-31")]);
  });

  it("in the project's own zone are the day that is written, in an hour the clocks skip too", async () => {
    const { read } = await days(["2024-03-31 02:30:00", "2024-10-27 02:30:00"], { timezone: "Europe/Berlin" });
    expect(read).toEqual([day("2024-03-31"), day("2024-10-27")]);
  });

  it("with an offset are instants, whatever the source's zone", async () => {
    const { read } = await days(["2024-01-31T23:30:00Z", "2024-02-01T08:59:00+09:00", "2024-01-31T15:00:00-08:00"], {
      source: { zone: "Asia/Tokyo" },
      timezone: "Europe/Berlin",
    });
    expect(read).toEqual([day("2024-02-01"), day("2024-02-01"), day("2024-02-01")]);
    const zulu = await days(["2024-01-31T23:30:00Z", "2024-01-31T22:30:00Z"], {
      source: { zone: "America/New_York", dates: { ts: "yyyy-MM-ddTHH:mm:ssZ" } },
      timezone: "Europe/Berlin",
    });
    expect(zulu.read).toEqual([day("2024-02-01"), day("2024-01-31")]);
  });

  it("without a time of day stay the day they are in any zone", async () => {
    const zones = { source: { zone: "UTC" }, timezone: "America/New_York" };
    expect((await days(["2024-02-01"], zones)).read).toEqual([day("2024-02-01")]);
    const formatted = { ...zones, source: { zone: "UTC", dates: { ts: "dd.MM.yyyy" } } };
    expect((await days(["01.02.2024"], formatted)).read).toEqual([day("2024-02-01")]);
  });

  it("come typed from Parquet: instants, local times and dates", async () => {
    const typed = {
      "tz.parquet": "SELECT 'tz' AS customer_id, TIMESTAMPTZ '2024-01-31 23:30:00+00' AS ts, 1 AS amount",
      "local.parquet": "SELECT 'local' AS customer_id, TIMESTAMP '2024-01-31 23:30:00' AS ts, 1 AS amount",
      "ns.parquet":
        "SELECT 'ns' AS customer_id, CAST(TIMESTAMP '2024-01-31 23:30:00' AS TIMESTAMP_NS) AS ts, 1 AS amount",
      "date.parquet": "SELECT 'date' AS customer_id, DATE '2024-01-31' AS ts, 1 AS amount",
      "text.parquet": "SELECT 'text' AS customer_id, '2024-01-31 23:30:00' AS ts, 1 AS amount",
    };
    const { rows } = await stage({
      files: Object.fromEntries(Object.entries(typed).map(([name, parquet]) => [name, { parquet }])),
      sources: { transactions: { path: "*.parquet", zone: "UTC" } },
      timezone: "Europe/Berlin",
    });
    expect(await rows("SELECT customer_id, first_event FROM customer_ids ORDER BY customer")).toEqual([
      ["date", day("2024-01-31")],
      ["local", day("2024-02-01")],
      ["ns", day("2024-02-01")],
      ["text", day("2024-02-01")],
      ["tz", day("2024-02-01")],
    ]);
    const number = await stage({
      files: { "n.parquet": { parquet: "SELECT 'n' AS customer_id, 20240131 AS ts, 1 AS amount" } },
      sources: { transactions: { path: "n.parquet", dates: { ts: "yyyyMMdd" } } },
    });
    expect(await number.rows("SELECT first_event FROM customer_ids")).toEqual([[day("2024-01-31")]]);
  });

  it("have a format in known letters", () => {
    expect(strftimeFormat("dd.MM.yyyy HH:mm:ss.SSS")).toBe("%d.%m.%Y %H:%M:%S.%g");
    expect(strftimeFormat("M/d/yy H:m:s%")).toBe("%-m/%-d/%y %-H:%-M:%-S%%");
    expect(strftimeFormat("yyyy-MM-ddTHH:mm:ssZ")).toBe("%Y-%m-%dT%H:%M:%SZ");
    expect(strftimeFormat("d MMM yyyy, MMMM")).toBe("%-d %b %Y, %B");
    expect(strftimeFormat("DD.MM.YYYY")).toBeUndefined();
  });
});
