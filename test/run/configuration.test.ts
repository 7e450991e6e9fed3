import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { loadConfiguration } from "../../src/run/configuration.ts";
import { UserError } from "../../src/user-error.ts";

const folder = mkdtempSync(join(tmpdir(), "tessera-configuration-"));
afterAll(() => rmSync(folder, { recursive: true }));

function write(text: string | Buffer, subfolder = "shop"): string {
  const file = join(folder, subfolder, "tessera.yaml");
  mkdirSync(join(folder, subfolder), { recursive: true });
  writeFileSync(file, text);
  return file;
}

/** The message of a configuration that must not load, with the file named as `tessera.yaml`. */
function complaint(text: string | Buffer, env: Record<string, string> = {}): string {
  const file = write(text);
  try {
    loadConfiguration(file, env);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    expect(error.exitCode).toBe(2);
    return error.message.replaceAll(file, "tessera.yaml");
  }
  throw new Error("the configuration was accepted");
}

const minimal = "version: 1\nsources: { transactions: { path: tx.csv } }\n";

describe("loadConfiguration", () => {
  it("fills in every default and names the project after its folder", () => {
    const { configuration, baseDir } = loadConfiguration(write(minimal, "My Shop (EU)"), {});
    expect(configuration).toMatchObject({
      project: "my-shop-eu",
      timezone: "UTC",
      currency: "EUR",
      language: "en",
      contract: { maxRejectShare: 0.01 },
      windows: { every: "month", lookback: { count: 12, unit: "month" }, count: 12 },
      segments: { k: { min: 2, max: 10 }, seed: 7 },
      engine: { kind: "duckdb", memory: "4GB", threads: "auto" },
      privacy: { rejectText: "keep" },
    });
    expect(baseDir).toBe(join(folder, "My Shop (EU)"));
  });

  it("tells every error in one pass, from top to bottom", () => {
    const text = [
      "version: 2",
      "project: My Shop",
      "timezone: Europe/Berln",
      "currency: eur",
      "sources:",
      "  transactions:",
      "    pth: data/*.parquet",
      "    columns: { customer: cust, ts: at }",
      "    duplicates: redelivry",
      "    orderKey: [customer_id, ordr_id]",
      '    delimiter: ""',
      "  customers:",
      "    columns: {}",
      "  contacts: { path: 5 }",
      "segmnts: {}",
      "segments:",
      "  k: { min: 2, max: twelve }",
      "  seed: 7.5",
      "  minShare: 0.9",
      "ltv:",
      "engine: { threads: many, memory: 4 apples }",
      "privacy: [a]",
    ].join("\n");
    expect(complaint(text)).toBe(`the configuration has 19 errors
tessera.yaml:1:10: error: version: expected 1, got 2
  1 | version: 2
    |          ^
tessera.yaml:2:10: error: project: a project's name is written in a-z, 0-9, - and _, and begins with a letter or a digit
  2 | project: My Shop
    |          ^^^^^^^
tessera.yaml:3:11: error: timezone: no time zone is called "Europe/Berln"; did you mean "Europe/Berlin"?
  3 | timezone: Europe/Berln
    |           ^^^^^^^^^^^^
tessera.yaml:4:11: error: currency: no currency is called "eur"; did you mean "EUR"?
  4 | currency: eur
    |           ^^^
tessera.yaml:7:5: error: sources.transactions: unknown key "pth"
  7 |     pth: data/*.parquet
    |     ^^^  did you mean "path"?
tessera.yaml:8:16: error: sources.transactions.columns: unknown key "customer"
  8 |     columns: { customer: cust, ts: at }
    |                ^^^^^^^^  did you mean "customer_id"?
tessera.yaml:9:17: error: sources.transactions.duplicates: "redelivry" is not one of the choices
  9 |     duplicates: redelivry
    |                 ^^^^^^^^^  did you mean "redelivery"? one of: none, redelivery, exact
tessera.yaml:10:29: error: sources.transactions.orderKey.1: "ordr_id" is not one of the choices
  10 |     orderKey: [customer_id, ordr_id]
     |                             ^^^^^^^  did you mean "order_id"? one of: order_id, day
tessera.yaml:11:16: error: sources.transactions.delimiter: expected at least 1 character, got ""
  11 |     delimiter: ""
     |                ^^
tessera.yaml:12:3: error: sources.customers: missing key "path"
  12 |   customers:
     |   ^^^^^^^^^  it takes text or a list
tessera.yaml:14:21: error: sources.contacts.path: expected text or a list, got 5
  14 |   contacts: { path: 5 }
     |                     ^
tessera.yaml:15:1: error: unknown key "segmnts"
  15 | segmnts: {}
     | ^^^^^^^  did you mean "segments"?
tessera.yaml:17:21: error: segments.k.max: expected a number, got "twelve"
  17 |   k: { min: 2, max: twelve }
     |                     ^^^^^^
tessera.yaml:18:9: error: segments.seed: expected a whole number, got 7.5
  18 |   seed: 7.5
     |         ^^^
tessera.yaml:19:13: error: segments.minShare: expected at most 0.5, got 0.9
  19 |   minShare: 0.9
     |             ^^^
tessera.yaml:20:1: error: ltv: expected keys with values, got nothing
  20 | ltv:
     | ^^^  fill it in or leave it out
tessera.yaml:21:20: error: engine.threads: expected "auto" or a number, got "many"
  21 | engine: { threads: many, memory: 4 apples }
     |                    ^^^^
tessera.yaml:21:34: error: engine.memory: an amount of memory is written like 4GB
  21 | engine: { threads: many, memory: 4 apples }
     |                                  ^^^^^^^^
tessera.yaml:22:10: error: privacy: expected keys with values, got a list
  22 | privacy: [a]
     |          ^^^`);
  });

  it("lists the known keys when none is near, and follows an alias to where the key is written", () => {
    const text = "version: 1\nsources:\n  customers: &same\n    path: a.csv\n    zzz: 1\n  costs: *same\n";
    const ofFiles =
      "path, format, encoding, delimiter, header, decimal, thousands, dates, zone, unknown, synonyms, dropPointZero, duplicates, expect, columns";
    expect(complaint(text)).toBe(`the configuration has 2 errors
tessera.yaml:5:5: error: sources.customers: unknown key "zzz"
  5 |     zzz: 1
    |     ^^^  known keys: ${ofFiles}, generateIds, listSeparator, incomePeriod, ageAsOf
tessera.yaml:5:5: error: sources.costs: unknown key "zzz"
  5 |     zzz: 1
    |     ^^^  known keys: ${ofFiles}, currency`);
  });

  it("underlines what breaks a rule between two settings", () => {
    expect(complaint(`${minimal}segments: { k: { min: 5, max: 3 } }`)).toBe(`the configuration has 1 error
tessera.yaml:3:16: error: segments.k: k.min is above k.max
  3 | segments: { k: { min: 5, max: 3 } }
    |                ^^^^^^^^^^^^^^^^^^`);
  });

  it("tells a key that is missing at the top", () => {
    expect(complaint("project: shop\n")).toBe(`the configuration has 2 errors
tessera.yaml:1:1: error: missing key "version"
  1 | project: shop
    | ^  it takes 1
tessera.yaml:1:1: error: missing key "sources"
  1 | project: shop
    | ^  it takes keys with values`);
  });

  it("tells sources without the tables that are needed", () => {
    expect(complaint("version: 1\nsources: { costs: { path: c.csv } }\n")).toBe(`the configuration has 1 error
tessera.yaml:2:10: error: sources: needs transactions or customers
  2 | sources: { costs: { path: c.csv } }
    |          ^^^^^^^^^^^^^^^^^^^^^^^^^^`);
  });

  it("tells an empty file", () => {
    expect(complaint("")).toBe(
      "the configuration has 1 error\ntessera.yaml:1:1: error: expected keys with values, got nothing\n  1 |\n    | ^",
    );
  });

  it("tells a duplicate key together with the other errors, whatever the line ends", () => {
    const text = `${minimal}segments:\r\n\tseed: 1\r\n`.replace("\t", "  ");
    expect(complaint(`${text}  seed: 8\r\n  k: 0\r\n`)).toBe(`the configuration has 2 errors
tessera.yaml:5:3: error: duplicate key "seed"
  5 |   seed: 8
    |   ^^^^  it is already in line 4
tessera.yaml:6:6: error: segments.k: expected at least 1, got 0
  6 |   k: 0
    |      ^`);
  });

  it.each([
    [
      "a bracket left open",
      "version: 1\nsources: [\nsegments: {}\n",
      "tessera.yaml:3:1: error: not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ]\n  3 | segments: {}\n    | ^",
    ],
    [
      "an alias of nothing",
      "version: 1\nsources: *nope\n",
      "tessera.yaml:2:10: error: not valid YAML: Unresolved alias (the anchor must be set before the alias): nope\n  2 | sources: *nope\n    |          ^^^^^",
    ],
    [
      "a reference to the environment without quotes in braces",
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the configuration's own notation
      "version: 1\nsources: { costs: { path: ${env:X}, zone: UTC } }\n",
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the configuration's own notation
      'tessera.yaml:2:28: error: not valid YAML: Unexpected flow-map-start at node end\n  2 | sources: { costs: { path: ${env:X}, zone: UTC } }\n    |                            ^  inside { } and [ ], "${env:NAME}" needs its quotes',
    ],
  ])("tells %s", (_, text, expected) => {
    expect(complaint(text)).toBe(`the configuration has 1 error\n${expected}`);
  });

  it("tells a file that is missing, no file, or not text", () => {
    const missing = join(folder, "nowhere", "tessera.yaml");
    expect(() => loadConfiguration(missing, {})).toThrow(
      new UserError(2, `there is no configuration at ${missing}; name another with --config FILE`),
    );
    expect(() => loadConfiguration(folder, {})).toThrow(
      new UserError(2, `${folder}: the configuration cannot be read (EISDIR)`),
    );
    expect(complaint(Buffer.from([0xff, 0xfe, 0x41]))).toBe(
      "tessera.yaml: the configuration is not UTF-8; save it in that encoding",
    );
  });
});

describe("the recorded configuration", () => {
  it("is the same for any threads and memory", () => {
    const { recorded } = loadConfiguration(write(minimal), {});
    expect(recorded.engine).toEqual({ kind: "duckdb" });
    const file = write(`${minimal}engine: { threads: 3, memory: 1GB }`);
    expect(loadConfiguration(file, {}).recorded).toEqual(recorded);
    expect(loadConfiguration(file, {}).configuration.engine).toEqual({ kind: "duckdb", threads: 3, memory: "1GB" });
  });
});

describe("values from the environment", () => {
  const reference = (name: string) => `\${env:${name}}`;
  const withPath = (path: string) => `version: 1\nsources: { transactions: { path: "${path}" } }\n`;

  it("are filled into texts, and recorded as they are written", () => {
    const file = write(withPath(`${reference("DATA")}/tx-${reference("YEAR")}.csv`));
    const { configuration, recorded } = loadConfiguration(file, { DATA: "/srv/secret", YEAR: "2024" });
    expect(configuration.sources.transactions?.path).toBe("/srv/secret/tx-2024.csv");
    expect(recorded.sources).toMatchObject({
      transactions: { path: `${reference("DATA")}/tx-${reference("YEAR")}.csv`, returns: "net" },
    });
    expect(JSON.stringify(recorded)).not.toContain("secret");
  });

  it("may be empty but not unset", () => {
    expect(loadConfiguration(write(withPath(`a${reference("X")}`)), { X: "" }).configuration.sources).toMatchObject({
      transactions: { path: "a" },
    });
    expect(complaint(withPath(`x/${reference("DATA_DR")}`), { DATA_DIR: "/srv/secret" })).toBe(
      `the configuration has 1 error
tessera.yaml:2:37: error: sources.transactions.path: the environment variable DATA_DR is not set
  2 | sources: { transactions: { path: "x/${reference("DATA_DR")}" } }
    |                                     ^^^^^^^^^^^^^^  did you mean "DATA_DIR"?`,
    );
  });

  it("are never shown by an error", () => {
    const secret = { SECRET: "hunter2" };
    const text = `${minimal}timezone: ${reference("SECRET")}
windows: { lookback: "${reference("SECRET")}", every: "${reference("SECRET")}", count: "${reference("SECRET")}" }
`;
    const message = complaint(text, secret);
    expect(message).toContain(
      `windows.lookback: a length of time is written like 90d, 2w, 12mo or 1y, not "${reference("SECRET")}"`,
    );
    expect(message).toContain(`windows.count: expected a number, got "${reference("SECRET")}"`);
    expect(message).toMatch(/^the configuration has 4 errors/);
    expect(message).not.toContain("hunter2");
  });
});
