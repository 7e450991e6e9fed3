import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { lookAtFiles } from "../../../src/inputs/survey/look-at-files.ts";
import type { ProposedLine, ProposedSource } from "../../../src/inputs/survey/proposal.ts";
import { proposeSources } from "../../../src/inputs/survey/propose-sources.ts";
import type { Question } from "../../../src/inputs/survey/question.ts";

const folder = mkdtempSync(join(tmpdir(), "tessera-survey-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Proposes for files written from their lines; no question has an answer. */
async function propose(
  files: Readonly<Record<string, readonly string[]>>,
  answers: Readonly<Record<string, string>> = {},
) {
  const paths = Object.entries(files).map(([name, lines]) => {
    writeFileSync(join(folder, name), lines.map((line) => `${line}\n`).join(""));
    return join(folder, name);
  });
  const asked: Question[] = [];
  const looks = await lookAtFiles(paths, () => Promise.reject(new Error("no Parquet here")));
  const proposal = await proposeSources(looks, async (question) => {
    asked.push(question);
    return answers[question.kind];
  });
  return { ...proposal, asked, tables: proposal.sources.map(({ table }) => table), of: settingsOf(proposal.sources) };
}

/** The settings of a table as plain data. */
function settingsOf(sources: readonly ProposedSource[]) {
  return (table: string) => plain(sources.find((source) => source.table === table)?.lines ?? []);
}

function plain(lines: readonly ProposedLine[]): Record<string, unknown> {
  return Object.fromEntries(
    lines.map(({ key, value }) => {
      const nested = Array.isArray(value) && value.some((each) => typeof each === "object");
      return [key, nested ? plain(value as readonly ProposedLine[]) : value]; // only lists of lines hold objects
    }),
  );
}

const orders = ["order_id,Client,date,total", "1,A,2024-01-31,10.50", "2,B,2024-02-01,7", "3,A,2024-02-05,3.25"];

describe("transactions", () => {
  it("are told by date, amount and customer under their usual names", async () => {
    const { tables, of } = await propose({ "export.csv": orders });
    expect(tables).toEqual(["transactions"]);
    expect(of("transactions")).toEqual({
      encoding: "utf-8",
      delimiter: ",",
      columns: { customer_id: "Client", ts: "date", order_id: "order_id", amount: "total" },
      orderKey: ["customer_id", "order_id"],
      returns: "net",
      guests: "exclude",
      duplicates: "redelivery",
    });
  });

  it("delivered in several files of one layout are one source", async () => {
    const { sources } = await propose({ "a.csv": orders, "b.csv": orders });
    expect(sources.map(({ paths }) => paths.length)).toEqual([2]);
    expect(sources[0].lines.find(({ key }) => key === "duplicates")?.seen).toBe(
      "rows that several of the 2 files hold count once",
    );
  });

  it("of two layouts are refused", async () => {
    await expect(
      propose({ "a.csv": orders, "b.csv": orders.map((line) => line.replaceAll(",", ";")) }),
    ).rejects.toThrow(
      /b\.csv and .*a\.csv both feed transactions but are not written alike; convert one of them or leave it out$/,
    );
  });

  it("have prefixes of returns and of bookings, and remarks on codes without digits", async () => {
    const line = (i: number) => `${536365 + i},2217${i % 10},6,2010-12-01 08:26:00,2.55,1785${i % 7}`;
    const { of, sources } = await propose({
      "retail.csv": [
        "Invoice,StockCode,Quantity,InvoiceDate,Price,Customer ID",
        ...Array.from({ length: 300 }, (_, i) => line(i)),
        "C536379,22170,-1,2010-12-01 09:41:00,27.50,17850",
        "C536380,22171,-2,2010-12-01 09:42:00,5.00,17851",
        "A506401,B,1,2010-04-29 13:36:00,-53594.36,",
        "536999,POST,1,2010-12-01 10:00:00,18.00,17850",
      ],
    });
    expect(of("transactions")).toMatchObject({ returnPrefixes: ["C"], adjustmentPrefixes: ["A"] });
    expect(sources[0].remarks[0]).toBe(
      "feeCodes: [B, POST] # 0.40: codes without a digit, in 2 rows; keep those that are fees or postage",
    );
  });

  it("without a header are named by what their values look like", async () => {
    const { of } = await propose({
      "sample.txt": [
        " 00004 0001 19970101  2   29.33",
        " 00004 0001 19970118  2   29.73",
        " 00021 0002 19970131  3   14.96",
      ],
    });
    expect(of("transactions")).toMatchObject({
      format: "csv",
      delimiter: "whitespace",
      header: ["customer_id", "column_2", "ts", "quantity", "amount"],
      dates: { ts: "yyyyMMdd" },
      orderKey: ["customer_id", "day"],
    });
  });

  it("in Russian are read by their marks, signs and formats", async () => {
    const { of, currency } = await propose({
      "продажи.csv": ["ID клиента;Дата покупки;Сумма", "00017;31.01.2024;1 234,50 руб.", "00018;01.02.2024;99,90 руб."],
    });
    expect(of("transactions")).toMatchObject({
      delimiter: ";",
      columns: { customer_id: "ID клиента", ts: "Дата покупки", amount: "Сумма" },
      decimal: ",",
      thousands: " ",
      dates: { ts: "dd.MM.yyyy" },
    });
    expect(currency).toMatchObject({ value: "RUB", seen: '"руб." in "Сумма", 2 rows' });
  });

  it("as JSON lines have the keys of all lines for columns", async () => {
    const { of } = await propose({
      "orders.jsonl": [
        '{"user_id":"a","at":"2024-01-05T10:00:00Z","total":3.5}',
        '{"user_id":"b","at":"2024-01-06T10:00:00Z","bill":{"id":7}}',
      ],
    });
    expect(of("transactions")).toMatchObject({
      format: "jsonl",
      columns: { customer_id: "user_id", ts: "at", amount: "total" },
    });
  });

  it("with ids saved as numbers are told to drop the .0", async () => {
    const { of } = await propose({
      "o.csv": ["customer_id,ts,amount", "17850.0,2024-01-01,5", "17851.0,2024-01-02,6"],
    });
    expect(of("transactions")).toMatchObject({ dropPointZero: ["customer_id"] });
  });
});

describe("what no value decides", () => {
  it("is asked: day or month first", async () => {
    const lines = ["customer_id,order_date,amount", "a,03/02/2024,5.5", "b,04/05/2024,6"];
    const { asked, of } = await propose({ "o.csv": lines }, { dates: "dd/MM/yyyy" });
    expect(asked).toMatchObject([
      {
        kind: "dates",
        names: ["order_date", "ts"],
        sentence: 'o.csv, column "order_date": "03/02/2024" may be dd/MM/yyyy or MM/dd/yyyy, and no value decides',
        choices: ["dd/MM/yyyy", "MM/dd/yyyy"],
        option: '--dates "order_date=dd/MM/yyyy" (sources.transactions.dates.ts)',
      },
    ]);
    expect(of("transactions")).toMatchObject({ dates: { ts: "dd/MM/yyyy" } });
  });

  it("is asked: thousand or fraction", async () => {
    const lines = ["customer_id;ts;amount", "a;2024-02-03;1,234", "b;2024-02-04;2,500"];
    const point = await propose({ "o.csv": lines }, { decimal: "." });
    expect(point.asked.map(({ kind }) => kind)).toEqual(["decimal"]);
    expect(point.of("transactions")).toMatchObject({ decimal: ".", thousands: "," });
    const comma = await propose({ "o.csv": lines }, { decimal: "," });
    expect(comma.of("transactions")).not.toHaveProperty("thousands");
  });

  it("is not asked of columns that nobody reads", async () => {
    const { asked } = await propose({
      "o.csv": ["customer_id,ts,amount,printed", "a,2024-02-03,5,03/02/2024", "b,2024-02-04,6,04/02/2024"],
    });
    expect(asked).toEqual([]);
  });
});

describe("a file with one row per customer", () => {
  const people = [
    "ID;Year_Birth;Marital_Status; Income ;Recency;MntWines;NumWebPurchases;AcceptedCmp3;Z_Revenue;Kidhome;Teenhome",
    '1;1957;Together;"$84,835.00 ";58;635;8;0;11;0;1',
    '0;1893;YOLO;"$7,500.50 ";0;11;1;1;11;1;0',
    "7;1965;Widow;;26;426;8;0;11;0;0",
  ];

  it("feeds customers and profiles", async () => {
    const { tables, of, currency, sources } = await propose({ "people.csv": people });
    expect(tables).toEqual(["customers", "profiles"]);
    expect(of("customers")).toMatchObject({
      columns: { customer_id: "ID", birth_year: "Year_Birth", family_status: "Marital_Status", income: "Income" },
      decimal: ".",
      thousands: ",",
      synonyms: { family_status: { Together: "partnered", Widow: "widowed" } },
    });
    expect(of("profiles")).toMatchObject({
      columns: { customer_id: "ID" },
      metrics: {
        recency_days: "Recency",
        "spend:wines": "MntWines",
        "orders:web": "NumWebPurchases",
        "conversions:3": "AcceptedCmp3",
        kidhome: "Kidhome",
        teenhome: "Teenhome",
      },
    });
    expect(currency?.value).toBe("USD");
    expect(sources[0].remarks).toEqual(["the same in every row, so not used: Z_Revenue"]);
  });

  const experiment = [
    "recency,history,zip_code,segment,visit,conversion,spend",
    ...Array.from({ length: 150 }, (_, i) => [
      (i % 12) + 1,
      `${100 + i}.25`,
      ["Surburban", "Urban", "Rural"][i % 3],
      ["Mens E-Mail", "No E-Mail"][i % 2],
      i % 2,
      0,
      0,
    ]).map((row) => row.join(",")),
  ];

  it("without an id gets numbers, and nothing of it is a copy", async () => {
    const { tables, of } = await propose({ "experiment.csv": experiment });
    expect(tables).toEqual(["customers", "contacts", "profiles"]);
    const numbered = { generateIds: true, duplicates: "none" };
    expect(of("customers")).toMatchObject({
      ...numbered,
      columns: { area_type: "zip_code" },
      synonyms: { area_type: { Surburban: "suburban" } },
    });
    expect(of("profiles")).toMatchObject({ ...numbered, metrics: { recency_months: "recency", spend: "history" } });
  });

  it("with the arms of a campaign makes contacts once the day is known", async () => {
    const open = await propose({ "experiment.csv": experiment });
    expect(open.sources[1].incomplete).toMatch(/^write the day/);
    const { sources, of } = await propose({ "experiment.csv": experiment }, { "contacts-at": "2008-03-20" });
    expect(sources[1].incomplete).toBeUndefined();
    expect(of("contacts")).toMatchObject({
      at: "2008-03-20",
      channel: "email",
      columns: { arm: "segment", visited: "visit", converted: "conversion", revenue: "spend" },
      synonyms: { arm: { "No E-Mail": "control" } },
    });
  });

  it("may hold bands and words for not known", async () => {
    const { of } = await propose({
      "clients.csv": ["client_id,age_group,sex,country", "1,18-24,f,EIRE", "2,65+,m,Unspecified", "3,25-34,f,RSA"],
    });
    expect(of("customers")).toMatchObject({
      columns: { customer_id: "client_id", age: "age_group", sex: "sex", country: "country" },
      unknown: { country: ["Unspecified"] },
      synonyms: { sex: { f: "female", m: "male" } },
    });
  });
});

describe("other tables", () => {
  it.each([
    ["contacts", ["customer_id,ts,channel,campaign_id,opened", "a,2024-01-05,email,x,1", "a,2024-02-05,sms,y,0"]],
    ["visits", ["user_id,session_id,event,ts", "a,s1,cart,2024-01-05T10:00:00", "a,s2,view,2024-01-06T10:00:00"]],
    ["feedback", ["customer_id,date,type,rating", "a,2024-01-05,complaint,", "a,2024-02-05,review,4"]],
    ["costs", ["start,end,channel,cost", "2024-01-01,2024-02-01,ads,100.5", "2024-01-01,2024-02-01,seo,50"]],
    [
      "market",
      ["from,to,category,competitor price index", "2024-01-01,2024-02-01,tea,95", "2024-01-01,2024-02-01,mugs,108"],
    ],
    ["products", ["sku,name,category", "p1,Tea,food", "p2,Mug,home"]],
    ["rates", ["currency,valid_from,rate", "USD,2024-01-01,0.91", "GBP,2024-01-01,1.15"]],
    ["profiles", ["customer_id,metric,value", "a,orders,3", "b,orders,4"]],
  ])("%s", async (table, lines) => {
    const { tables } = await propose({ [`${table}-file.csv`]: lines, "orders.csv": orders });
    expect(tables).toEqual(expect.arrayContaining(["transactions", table]));
  });

  it("alone are not enough", async () => {
    await expect(propose({ "rates.csv": ["currency,valid_from,rate", "USD,2024-01-01,0.91"] })).rejects.toThrow(
      "--from: the files feed rates only; name one with transactions or customers too",
    );
  });

  it("that are none of ours are refused with their columns", async () => {
    await expect(propose({ "x.csv": ["alpha,beta", "p,q", "r,s"] })).rejects.toThrow(
      /^x\.csv: its columns \("alpha", "beta"\) are those of no table/,
    );
  });
});
