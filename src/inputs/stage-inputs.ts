import type { Engine } from "../engine/engine.ts";
import { english } from "../language/english.ts";
import { russian } from "../language/russian.ts";
import { tableWords } from "../language/table-words.ts";
import { inEachLanguage, type Text } from "../language/text.ts";
import { writers } from "../language/writers.ts";
import { type EpochDay, isoDate, toEpochDay } from "../math/calendar.ts";
import { UserError } from "../user-error.ts";
import { type ColumnSpec, specsOf, type TableName } from "./columns.ts";
import { checkTotals } from "./control-totals.ts";
import { currencyDigits, moneyUnitsOf } from "./currency.ts";
import { damagedIds } from "./damaged-ids.ts";
import { marketWarnings } from "./market-warnings.ts";
import { notableAmounts } from "./notable-amounts.ts";
import { numberCustomers } from "./number-customers.ts";
import { keepVersion } from "./order-versions.ts";
import { precisionOf } from "./parsing/date-format.ts";
import type { ParseSettings } from "./parsing/parse-settings.ts";
import { locateFiles } from "./reading/locate-files.ts";
import { checkColumnSettings, type TableLayout } from "./reading/map-columns.ts";
import { createRejects } from "./rejects.ts";
import { accountOf, assertWithinTolerance } from "./row-equation.ts";
import { type ContractConfig, type SourcesConfig, type TableSource, unknownTexts } from "./sources-config.ts";
import { type ObserveRows, type StagedTable, stageTable } from "./stage-table.ts";
import type { StagedTables, TableAccount } from "./staged-tables.ts";
import type { RulesOf } from "./table-rules.ts";
import { contactRules, numberContacts } from "./tables/contacts.ts";
import { costRules, listCosts } from "./tables/costs.ts";
import { attributesOf, customerRules, settleCustomers, spanAttributes } from "./tables/customers.ts";
import { feedbackRules, numberFeedback } from "./tables/feedback.ts";
import { convertIncome } from "./tables/income.ts";
import { createEmptyLines, numberLines } from "./tables/lines.ts";
import { marketRules, settleMarket } from "./tables/market.ts";
import { lookUpProducts, productRules } from "./tables/products.ts";
import { metricColumns, numberProfiles, profileRules } from "./tables/profiles.ts";
import { convertMoney, rateRules, spanRates } from "./tables/rates.ts";
import { hasAmounts, lineColumnsOf, orderKeyOf, transactionRules } from "./tables/transactions.ts";
import { numberVisits, visitRules } from "./tables/visits.ts";

export interface StageInputsSettings {
  readonly sources: SourcesConfig;
  readonly contract: ContractConfig;
  /** Folder that paths of the sources start from. */
  readonly baseDir: string;
  readonly timezone: string;
  readonly currency: string;
  readonly asOf: EpochDay;
  /** Told the rows read so far. */
  readonly onRows?: (rows: number) => void;
  /** Shown the typed rows of every file. */
  readonly observe?: ObserveRows;
}

/** The files of every table that is configured, found before anything is read. */
export type LocatedFiles = ReadonlyMap<TableName, readonly string[]>;

/** Tables in the order they are read: what others are looked up in comes first. */
const readingOrder: readonly TableName[] = [
  ...([
    "rates",
    "products",
    "transactions",
    "customers",
    "contacts",
    "visits",
    "costs",
    "market",
    "feedback",
    "profiles",
  ] as const),
];

/** @throws UserError 2 when a path names no file */
export async function locateInputs(engine: Engine, sources: SourcesConfig, baseDir: string): Promise<LocatedFiles> {
  const located = new Map<TableName, readonly string[]>();
  for (const table of Object.keys(sources) as TableName[]) {
    const source = sources[table];
    if (source !== undefined) located.set(table, await locateFiles(engine, table, source, baseDir));
  }
  return located;
}

/**
 * Reads all inputs into the tables of {@link StagedTables}. Every row ends up accepted, quarantined (in `rejects`) or
 * excluded by a named policy; the row equation of each table is checked.
 *
 * @throws UserError 2 for a wrong mapping, 3 when the data breaks the contract
 */
export async function stageInputs(
  engine: Engine,
  files: LocatedFiles,
  settings: StageInputsSettings,
): Promise<StagedTables> {
  const { contract, asOf } = settings;
  const warnings: Text[] = [];
  await createRejects(engine);
  const staged = await readTables(engine, files, settings);

  const transactions = staged.get("transactions");
  const customers = staged.get("customers");
  if (transactions !== undefined) warnings.push(...(await settleTransactions(engine, staged, transactions, settings)));
  const contacts = staged.get("contacts");
  if (contacts?.columns.has("cost")) {
    await convertMoney(engine, contacts, {
      ...conversion(settings, "contacts"),
      money: ["spent"],
      day: `${contacts.staged}.day`,
      hasRates: staged.has("rates"),
    });
  }
  const costs = staged.get("costs");
  if (costs !== undefined) {
    await convertMoney(engine, costs, {
      ...conversion(settings, "costs"),
      money: ["money"],
      day: "start_day",
      hasRates: staged.has("rates"),
    });
    await listCosts(engine);
  }
  const market = staged.get("market");
  if (market !== undefined) {
    await convertMoney(engine, market, {
      ...conversion(settings, "market"),
      money: ["money"],
      day: "start_day",
      hasRates: staged.has("rates"),
    });
    await settleMarket(engine, market, transactions);
  }
  if (customers !== undefined) {
    warnings.push(...(await settleCustomers(engine, customers)));
    warnings.push(...(await convertIncome(engine, customers, settings.currency, asOf, staged.has("rates"))));
  }
  await numberCustomers(engine, transactions, customers, asOf);
  const result = await numberTables(engine, staged, settings);
  warnings.push(...(await damagedIds(engine)), ...(await orphans(engine, staged)));
  if (market !== undefined) warnings.push(...(await marketWarnings(engine, transactions)));

  const accounts: TableAccount[] = [];
  for (const table of staged.values()) accounts.push(await accountOf(engine, table));
  for (const account of accounts) await assertWithinTolerance(engine, account, contract.maxRejectShare);
  const [facts] = await engine.rows(
    `SELECT CAST((SELECT count(*) FROM customer_ids) AS DOUBLE) AS n, (SELECT min(day) FROM lines) AS first, (SELECT max(day) FROM lines) AS last`,
  );
  if (facts.n === 0) {
    throw new UserError(
      3,
      "no customer is known before as-of: every row was left out or quarantined; check --as-of and the mapping",
    );
  }
  for (const table of staged.values()) await table.close();
  await engine.run("DROP TABLE IF EXISTS rate_spans");
  return {
    asOf,
    customers: Number(facts.n),
    firstEvent: facts.first === null ? asOf : (Number(facts.first) as EpochDay), // a day number by construction
    lastEvent: facts.last === null ? asOf : (Number(facts.last) as EpochDay), // likewise
    hasEvents: facts.first !== null,
    datedAttributes: customers?.columns.has("valid_from") ?? false,
    hasCosts: costs !== undefined,
    hasMarket: market !== undefined,
    hasVisits: staged.has("visits"),
    hasFeedback: staged.has("feedback"),
    ...result,
    accounts,
    warnings,
  };
}

async function readTables(
  engine: Engine,
  files: LocatedFiles,
  settings: StageInputsSettings,
): Promise<ReadonlyMap<TableName, StagedTable>> {
  const { sources, timezone, currency } = settings;
  const staged = new Map<TableName, StagedTable>();
  const currencies = new Set([currency]);
  let rows = 0;
  for (const table of readingOrder) {
    const source = sources[table];
    if (source === undefined) continue;
    const layout = layoutOf(table, source);
    checkColumnSettings(table, layout.specs, source);
    const own = "currency" in source && source.currency !== undefined ? [source.currency] : [...currencies];
    const parse: ParseSettings = {
      ...source,
      unknown: (column) => unknownTexts(source, column),
      sourceZone: source.zone ?? timezone,
      projectZone: timezone,
      currencies: own,
      listSeparator: "listSeparator" in source ? source.listSeparator : ";",
    };
    const read = await stageTable(
      engine,
      table,
      source,
      layout,
      files.get(table) ?? [],
      parse,
      rulesOf(engine, table, settings),
      settings.observe,
    );
    staged.set(table, read);
    if (table === "rates") {
      await spanRates(engine, read);
      for (const row of await engine.rows("SELECT DISTINCT currency FROM rate_spans"))
        currencies.add(String(row.currency));
    }
    for (const file of read.files) rows += file.rows;
    settings.onRows?.(rows);
  }
  return staged;
}

function layoutOf(table: TableName, source: TableSource): TableLayout {
  const metrics = "metrics" in source ? metricColumns(source) : [];
  const specs: readonly ColumnSpec[] = [...specsOf[table], ...metrics.map(({ spec }) => spec)];
  const numbered = "generateIds" in source && source.generateIds;
  const given = new Set([
    ...(numbered ? ["customer_id"] : []),
    ...("at" in source && source.at !== undefined ? ["ts"] : []),
    ...("channel" in source && source.channel !== undefined ? ["channel"] : []),
  ]);
  const mapping = {
    ...source.columns,
    ...Object.fromEntries(metrics.map(({ spec, column }) => [spec.name, column])),
  };
  return { specs, mapping, given, numbered };
}

function rulesOf({ dialect }: Engine, table: TableName, { sources, asOf, currency }: StageInputsSettings): RulesOf {
  const moneyUnits = moneyUnitsOf(currency);
  const { transactions, customers, contacts, profiles } = sources;
  if (table === "transactions" && transactions !== undefined) {
    const hasProducts = sources.products !== undefined;
    return transactionRules({ dialect, source: transactions, asOf, moneyUnits, hasProducts });
  }
  if (table === "customers" && customers !== undefined) return customerRules(dialect, customers, asOf, asDay);
  if (table === "contacts" && contacts !== undefined) return contactRules(dialect, contacts, asOf, asDay, moneyUnits);
  if (table === "profiles" && profiles !== undefined) return profileRules(dialect, profiles, asOf, asDay);
  if (table === "visits") return visitRules(dialect, asOf);
  if (table === "feedback") return feedbackRules(dialect, asOf);
  if (table === "costs") return costRules(dialect, asOf, moneyUnits);
  if (table === "market") return marketRules(dialect, asOf, moneyUnits);
  if (table === "products") return productRules(moneyUnits);
  return rateRules(dialect);
}

/** What several rows of transactions decide together: copies of orders, currencies, products, totals. */
async function settleTransactions(
  engine: Engine,
  staged: ReadonlyMap<TableName, StagedTable>,
  transactions: StagedTable,
  settings: StageInputsSettings,
): Promise<Text[]> {
  const source = settings.sources.transactions;
  if (source === undefined) return [];
  const { columns } = transactions;
  const moneyUnits = moneyUnitsOf(settings.currency);
  const warnings: Text[] = [];
  if (source.expect !== undefined) {
    const money = hasAmounts(columns) ? "money" : null;
    await checkTotals(engine, transactions, source.expect, { money, day: "day", moneyUnits });
  }
  if (source.versions !== "none") {
    await keepVersion(engine, transactions.staged, columns.has("saved_at") ? "saved_at" : "ts", source.versions);
  }
  await convertMoney(engine, transactions, {
    ...conversion(settings, "transactions"),
    money: [
      "money",
      ...(columns.has("discount_amount") ? ["discount"] : []),
      ...(columns.has("cost_amount") ? ["cost"] : []),
    ],
    day: `${transactions.staged}.day`,
    hasRates: staged.has("rates"),
  });
  const products = staged.get("products");
  if (products !== undefined) warnings.push(...(await lookUpProducts(engine, products, transactions)));
  if (!hasAmounts(columns)) {
    warnings.push({
      en: "transactions: there is no amount, nor quantity and unit_price; nothing is said of money, and lifetime value is refused",
      ru: "транзакции: нет ни amount, ни quantity с unit_price; о деньгах ничего не сказано, LTV не рассчитан",
    });
  } else {
    const currency = { code: settings.currency, digits: currencyDigits(settings.currency) };
    const money = (amount: number) =>
      inEachLanguage((language) => writers[language].money(amount / moneyUnits, currency));
    warnings.push(...(await notableAmounts(engine, transactions, money)));
  }
  return warnings;
}

function conversion(
  { sources, currency }: StageInputsSettings,
  table: "transactions" | "contacts" | "costs" | "market",
) {
  return { currency: sources[table]?.currency ?? currency, into: currency };
}

/** Turns the staged rows into the tables that everything else reads. */
async function numberTables(
  engine: Engine,
  staged: ReadonlyMap<TableName, StagedTable>,
  { sources, asOf }: StageInputsSettings,
) {
  const transactions = staged.get("transactions");
  const source = sources.transactions;
  const products = staged.get("products");
  const noLevels = { categories: [], brands: [], channels: [] };
  const of = transactions?.columns ?? new Set<string>();
  const lineColumns = lineColumnsOf(of, products?.columns);
  let levels: Awaited<ReturnType<typeof numberLines>> = noLevels;
  if (transactions === undefined) await createEmptyLines(engine);
  else {
    const looked = of.has("product_id") ? [...(products?.columns ?? [])] : [];
    levels = await numberLines(engine, new Set([...of, ...looked]), lineColumns);
  }

  const customers = staged.get("customers");
  const attributes =
    customers === undefined || sources.customers === undefined
      ? []
      : Object.keys(attributesOf(engine.dialect, sources.customers, customers.columns, asOf, asDay));
  if (customers !== undefined) await spanAttributes(engine, customers, attributes);
  else await engine.run("CREATE OR REPLACE TABLE attributes (customer INTEGER, valid_from INTEGER, valid_to INTEGER)");

  const contactChannels = staged.has("contacts") ? await numberContacts(engine) : [];
  const visitEvents = staged.has("visits") ? await numberVisits(engine) : [];
  if (staged.has("feedback")) await numberFeedback(engine);
  const profiles = staged.get("profiles");
  const profileMetrics =
    profiles === undefined || sources.profiles === undefined
      ? []
      : await numberProfiles(engine, sources.profiles, profiles.columns);
  const format = source?.dates.ts;
  return {
    ...levels,
    lineColumns,
    attributes: new Set(attributes),
    contactChannels,
    visitEvents,
    profileMetrics,
    hasAmounts: hasAmounts(of),
    precision: format === undefined ? ("time" as const) : precisionOf(format),
    orderKey: source === undefined ? ("day" as const) : orderKeyOf(source, of),
  };
}

/** Rows of events that name nobody who is known, in words. */
async function orphans(engine: Engine, staged: ReadonlyMap<TableName, StagedTable>): Promise<Text[]> {
  const said: Text[] = [];
  const tables: [TableName, string][] = [
    ["contacts", "customer_id"],
    ["visits", "person"],
    ["feedback", "customer_id"],
    ["profiles", "customer_id"],
  ];
  for (const [table, id] of tables) {
    const read = staged.get(table);
    if (read === undefined) continue;
    const [unknown] = await engine.rows(`SELECT CAST(count(*) AS DOUBLE) AS n FROM ${read.staged} t
      WHERE t.policy IS NULL AND NOT EXISTS (SELECT 1 FROM customer_ids c WHERE c.customer_id = t.${id})`);
    const n = Number(unknown.n);
    if (n === 0) continue;
    const { en, ru } = tableWords[table];
    said.push({
      en: `${en}: ${english.counted(n, "row names", "rows name")} a customer who is in no other table; not used`,
      ru: `${ru}: в ${russian.counted(n, "строке", "строках", "строках")} указан клиент, которого нет в других таблицах; такие строки не используются`,
    });
  }
  const transactions = staged.get("transactions");
  if (transactions !== undefined && staged.has("customers")) {
    const [undescribed] = await engine.rows(`SELECT CAST(count(*) AS DOUBLE) AS n FROM customer_ids c
      WHERE c.first_event IS NOT NULL AND NOT EXISTS (SELECT 1 FROM attributes a WHERE a.customer = c.customer)`);
    const n = Number(undescribed.n);
    if (n > 0) {
      said.push({
        en: `customers: ${english.counted(n, "customer")} of the transactions without a row; nothing else is known of them`,
        ru: `клиенты: для ${russian.counted(n, "клиента", "клиентов", "клиентов")} из транзакций нет строки; больше о них ничего не известно`,
      });
    }
  }
  return said;
}

function asDay(date: string): EpochDay {
  return toEpochDay(isoDate.parse(date));
}
