import type { Engine } from "../../engine/engine.ts";
import { loadRows } from "../../engine/write-rows.ts";
import { readHistory } from "../../features/customer-history.ts";
import { cutSpans } from "../../features/spans.ts";
import { currencyDigits, moneyUnitsOf } from "../../inputs/currency.ts";
import { locateInputs, stageInputs } from "../../inputs/stage-inputs.ts";
import type { StagedTables } from "../../inputs/staged-tables.ts";
import type { Language, Text } from "../../language/text.ts";
import { epochDay, type IsoDate, toIsoDate } from "../../math/calendar.ts";
import { type ComparedFigure, comparePeriods } from "../../metrics/compare-periods.ts";
import type { Metric } from "../../metrics/metric.ts";
import { metricDefinitions } from "../../metrics/metric-definitions.ts";
import { type DayRange, readPeriodFigures } from "../../metrics/period-figures.ts";
import { UserError } from "../../user-error.ts";
import { type LoadedConfiguration, loadConfiguration } from "../configuration.ts";
import type { Environment } from "../environment-values.ts";
import { lendEngine } from "../lend-engine.ts";
import type { Progress } from "../progress.ts";
import { type ChosenMembers, chooseMembers } from "./choose-members.ts";
import { assertComparable, writtenPeriod } from "./compared-periods.ts";
import { dataCautions } from "./data-cautions.ts";
import { readCondition, whereOption } from "./read-condition.ts";

export interface CompareOptions {
  readonly configFile: string;
  readonly before: DayRange;
  /** Its end is as-of: nothing at or after it is seen. */
  readonly after: DayRange;
  /** A condition on customers, in YAML; everybody when left out. */
  readonly where: string | undefined;
  readonly env: Environment;
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

/** A period by its dates; `until` is not in it. */
export interface DatedPeriod {
  readonly from: IsoDate;
  readonly until: IsoDate;
}

/** A programme before and after; texts are in the project's language. */
export interface CompareOutcome {
  readonly project: string;
  readonly language: Language;
  readonly currency: { readonly code: string; readonly digits: number };
  readonly asOf: IsoDate;
  readonly before: DatedPeriod;
  readonly after: DatedPeriod;
  /** The condition, the first day that was not seen when it was applied, and how many customers it holds for. */
  readonly where: { readonly condition: string; readonly asOf: IsoDate; readonly customers: number } | null;
  /** Shares are in 0…1, money is in units of the currency. */
  readonly figures: readonly (ComparedFigure & Pick<Metric, "unit"> & { readonly title: string })[];
  readonly verdict: string;
  readonly cautions: readonly string[];
}

/** Compares two periods of a project. */
export type CompareProgramme = (options: CompareOptions) => Promise<CompareOutcome>;

/**
 * Reads a project's inputs as a run as of the end of the later period would, and compares the figures of two periods.
 * With a condition, the inputs are read once more as of the end of the earlier period, so that neither the programme nor
 * anything else that came later decides who is compared. Publishes nothing, takes no lock and leaves no file.
 *
 * @throws UserError 2 for a wrong configuration, condition or choice of periods, 3 when the data breaks its contract
 */
export const compareProgramme: CompareProgramme = async (options) => {
  const { configFile, before, after, where, env, signal } = options;
  assertComparable(before, after);
  const condition = where === undefined ? undefined : readCondition(where);
  const loaded = loadConfiguration(configFile, env);
  const { configuration } = loaded;
  const stages = condition === undefined ? ["inputs", "figures"] : ["choice of customers", "inputs", "figures"];
  const begin = (name: string) => {
    signal.throwIfAborted();
    options.progress.stage(name, { index: stages.indexOf(name) + 1, total: stages.length });
  };

  let chosen: ChosenMembers | undefined;
  if (condition !== undefined) {
    begin("choice of customers");
    chosen = await lendEngine(
      async (open) => {
        const engine = await open();
        const staged = await stageAsOf(engine, loaded, before.until, options);
        return chooseMembers(engine, staged, configuration, condition);
      },
      configuration.engine,
      signal,
    );
    if (chosen.ids.length === 0)
      throw new UserError(
        2,
        `${whereOption} holds for no customer as of ${writtenPeriod(before).slice(-10)}, the end of --before; choose another condition`,
      );
  }

  return lendEngine(
    async (open) => {
      begin("inputs");
      const engine = await open();
      const staged = await stageAsOf(engine, loaded, after.until, options);
      for (const { en } of staged.warnings) options.progress.note(en);
      if (!staged.hasEvents)
        throw new UserError(2, "compare needs orders with dates; map the transactions of the project under sources");
      begin("figures");
      await readHistory(engine, staged, [], cutSpans([]));
      const members = chosen && (await membersOf(engine, chosen.ids, staged.customers));
      return outcomeOf(engine, staged, loaded, options, chosen, members);
    },
    configuration.engine,
    signal,
  );
};

async function stageAsOf(
  engine: Engine,
  { configuration, baseDir }: LoadedConfiguration,
  asOf: number,
  { progress }: CompareOptions,
): Promise<StagedTables> {
  const files = await locateInputs(engine, configuration.sources, baseDir);
  return stageInputs(engine, files, {
    ...configuration,
    baseDir,
    asOf: epochDay.parse(asOf),
    onRows: (rows) => progress.update({ rows }),
  });
}

/** 1 for the customers with these ids, length N. */
async function membersOf(engine: Engine, ids: readonly string[], customers: number): Promise<Uint8Array> {
  await loadRows(
    engine,
    "members",
    [{ name: "customer_id", type: "VARCHAR" }],
    ids.map((id) => [id]),
  );
  const members = new Uint8Array(customers);
  await engine.stream(
    "SELECT c.customer FROM customer_ids c JOIN members m ON c.customer_id = m.customer_id",
    ([numbers], rows) => {
      for (let i = 0; i < rows; i++) members[numbers[i]] = 1;
    },
  );
  await engine.run("DROP TABLE members");
  return members;
}

async function outcomeOf(
  engine: Engine,
  staged: StagedTables,
  { configuration }: LoadedConfiguration,
  { before, after, where }: CompareOptions,
  chosen: ChosenMembers | undefined,
  members: Uint8Array | undefined,
): Promise<CompareOutcome> {
  const { project, language, currency } = configuration;
  const read = { ...staged, moneyUnits: moneyUnitsOf(currency), members };
  const first = await readPeriodFigures(engine, before, read);
  const second = await readPeriodFigures(engine, after, read);
  for (const [option, { customers, period }] of [["--before", first] as const, ["--after", second] as const]) {
    if (customers > 0) continue;
    const who = chosen === undefined ? "nobody" : `nobody of ${whereOption}`;
    const seen = writtenPeriod({ from: staged.firstEvent, until: staged.lastEvent + 1 });
    throw new UserError(2, `${who} ordered in ${option} ${writtenPeriod(period)}; there are events in ${seen}`);
  }
  const { figures, verdict, cautions } = comparePeriods(first, second);
  const said: readonly Text[] = [
    ...cautions,
    ...dataCautions(staged, before, after, chosen !== undefined),
    ...(chosen?.warnings ?? []),
  ];
  return {
    project,
    language,
    currency: { code: currency, digits: currencyDigits(currency) },
    asOf: dated(after).until,
    before: dated(before),
    after: dated(after),
    where:
      chosen === undefined || where === undefined
        ? null
        : { condition: where, asOf: dated(before).until, customers: chosen.ids.length },
    figures: figures.map((figure) => {
      const { title, unit } = described(figure);
      return { ...figure, title: title[language], unit };
    }),
    verdict: verdict[language],
    cautions: said.map((text) => text[language]),
  };
}

/** The one that `kpis` does not have. */
const revenuePerCustomer: Pick<Metric, "id" | "title" | "unit"> = {
  id: "revenue_per_customer",
  title: { en: "revenue per customer", ru: "выручка на покупателя" },
  unit: "money",
};

function described({ metric }: ComparedFigure): Pick<Metric, "title" | "unit"> {
  const found = [...metricDefinitions, revenuePerCustomer].find(({ id }) => id === metric);
  if (found === undefined) throw new RangeError(`compare: there is no definition of ${metric}`);
  return found;
}

function dated({ from, until }: DayRange): DatedPeriod {
  return { from: toIsoDate(epochDay.parse(from)), until: toIsoDate(epochDay.parse(until)) };
}
