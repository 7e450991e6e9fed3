import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { SqlRow } from "../../engine/engine.ts";
import { currencyDigits, moneyUnitsOf } from "../../inputs/currency.ts";
import type { StagedTables, TableAccount } from "../../inputs/staged-tables.ts";
import type { LtvResult } from "../../ltv/fit-ltv.ts";
import { toIsoDate } from "../../math/calendar.ts";
import type { AcquisitionResult } from "../../metrics/acquisition-result.ts";
import type { MarketResult } from "../../metrics/market-result.ts";
import type { MetricsFile } from "../../metrics/metrics-file.ts";
import type { ReportPage } from "../../report/render-report.ts";
import { reportMap } from "../../report/report-map.ts";
import { type ReportFigures, type ReportModel, reportModel } from "../../report/report-model.ts";
import { reportProfiles } from "../../report/report-profiles.ts";
import { componentSample } from "../../segments/component-sample.ts";
import type { SegmentProfiles } from "../../segments/profile-segments.ts";
import type { SegmentFit } from "../../segments/segment-fit.ts";
import { stateSizes } from "../../segments/state-history.ts";
import type { StabilityCertificate } from "../../stability/stability-certificate.ts";
import type { StructuresFile } from "../../structures/structures-file.ts";
import type { Transitions } from "../../transitions/estimate-transitions.ts";
import type { Outlook } from "../../transitions/outlook.ts";
import { transitionRows } from "../../transitions/transition-table.ts";
import type { Job } from "../job.ts";
import type { RunVerdict } from "../verdict.ts";
import type { RunFeatures } from "./compute-features.ts";
import type { DecidedModel } from "./decide-model.ts";
import type { DividedCustomers } from "./divide-customers.ts";
import type { FoundMovers } from "./find-movers.ts";
import type { FollowedWindows } from "./follow-windows.ts";
import type { CustomerActivity } from "./learn-activity.ts";
import type { LearnedTransitions } from "./learn-transitions.ts";
import { reportLevers } from "./report-levers.ts";
import { reportNextSegments, reportRules } from "./report-movers.ts";
import { reportRefused, reportRetention, reportStructures } from "./report-structures.ts";

/** Points on the report's map. */
const mapPoints = 2000;

/** All results of a run. */
export interface RunResults {
  readonly runId: string;
  readonly configurationSha256: string;
  readonly backend: string;
  readonly modelVersion: string;
  readonly staged: StagedTables;
  readonly features: RunFeatures;
  readonly fit: SegmentFit;
  /** The model of `fit`, the one that was fitted, and why which of them is used. */
  readonly decided: DecidedModel;
  readonly profiles: SegmentProfiles;
  readonly followed: FollowedWindows;
  readonly divided: DividedCustomers;
  readonly structures: StructuresFile;
  readonly metrics: MetricsFile;
  readonly acquisition: AcquisitionResult;
  readonly market: MarketResult;
  readonly certificate: StabilityCertificate;
  readonly transitions: Transitions;
  readonly outlook: Outlook;
  readonly assumptions: LearnedTransitions["assumptions"];
  readonly activity: CustomerActivity;
  readonly movers: FoundMovers;
  readonly ltv: LtvResult;
  readonly verdict: RunVerdict;
}

/** The results as the report shows them; business figures are read back from `kpis`. */
export async function describeRun(job: Job, results: RunResults): Promise<ReportModel> {
  const { configuration, engine, options } = job;
  const { language } = configuration;
  const { staged, features, fit, followed, structures, transitions, ltv } = results;
  const kpis = await engine.rows(
    `SELECT scope, key, period_kind, ${engine.dialect.text("")} || ${engine.dialect.dateOfEpochDay("period_start")} AS period_start, metric, value FROM kpis
     WHERE scope IN ('all', 'segment') AND period_kind IN ('history', 'month')
     ORDER BY scope, key, period_kind, kpis.period_start, metric`,
  );
  const shares = new Map(
    (await engine.rows("SELECT segment, ltv_share FROM ltv_shares")).map((row) => [row.segment, Number(row.ltv_share)]),
  );
  const described = reportProfiles(results.profiles, features.table, language);
  const { history } = followed;
  const now = stateSizes(history, history.windows.length - 1);
  const k = fit.model.segments.length;
  const months = [
    ...new Set(
      kpis.filter(({ period_kind }) => period_kind === "month").map(({ period_start }) => String(period_start)),
    ),
  ];

  return reportModel.parse({
    schemaVersion: 1,
    language,
    run: {
      project: configuration.project,
      asOf: options.asOf,
      runId: results.runId,
      version: options.version,
      timezone: configuration.timezone,
      seed: configuration.segments.seed,
      backend: results.backend,
      configSha256: results.configurationSha256,
      model: results.modelVersion,
      lookback: { from: toIsoDate(features.table.window.from), until: toIsoDate(features.table.window.until) },
    },
    currency: { code: configuration.currency, digits: currencyDigits(configuration.currency) },
    verdict: { ...results.verdict, sentences: [...results.verdict.sentences] },
    inputs: staged.accounts.map((account) => inputRow(account, moneyUnitsOf(configuration.currency))),
    kpis: {
      known: staged.customers,
      history: figuresOf(kpis.filter(({ scope, period_kind }) => scope === "all" && period_kind === "history")),
      months: months.map((start) => ({
        month: start.slice(0, 7),
        figures: figuresOf(
          kpis.filter((row) => row.scope === "all" && row.period_kind === "month" && row.period_start === start),
        ),
      })),
    },
    features: described.features,
    segments: described.segments.map((segment) => ({
      ...segment,
      ltvShare: ltv.status === "done" ? (shares.get(segment.id) ?? 0) : null,
      figures: figuresOf(kpis.filter(({ scope, key }) => scope === "segment" && key === segment.id)),
    })),
    unclustered: history.states.slice(k).map((id, i) => ({ id, size: now[k + i] })),
    map: reportMap(
      componentSample(fit.model, features.grouping, mapPoints, configuration.segments.seed),
      features.table.customers.length,
    ),
    states: [...history.states],
    windows: history.windows.map((window, i) => ({
      until: toIsoDate(window.until),
      short: window.short,
      sizes: [...stateSizes(history, i)],
    })),
    championship: reportChampionship(results.decided),
    choice: fit.model.choice,
    stability: results.certificate,
    transitions: reportTransitions(transitions),
    outlook: results.outlook,
    assumptions: results.assumptions,
    activity: results.activity.evidence,
    rules: reportRules(results.movers, features.table, language),
    nextSegments: reportNextSegments(results.movers),
    ltv: ltv.status === "done" ? ltv.evaluation : ltv,
    structures: await reportStructures(job, structures),
    refusedStructures: reportRefused(structures, results.market, language),
    retention: await reportRetention(job),
    levers: reportLevers(results.metrics, structures, language),
    acquisition: results.acquisition,
    market: results.market,
    stages: [...job.stages],
  });
}

/** The browser code of the report, as the build left it. */
export function readReportPage(): ReportPage {
  // Beside the compiled code, or, when the sources run as they are (tests), in the build of the same checkout.
  const places = ["../../report/page.json", "../../../dist/src/report/page.json"].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  );
  const found = places.find((path) => existsSync(path));
  if (found === undefined) throw new Error(`run: the report's page is not built; expected it at ${places[0]}`);
  return JSON.parse(readFileSync(found, "utf8")) as ReportPage; // written by our own build
}

function reportChampionship({ fit, promotion, comparison }: DecidedModel): ReportModel["championship"] {
  const { decision, provisional, reasons } = promotion;
  return {
    ...{ decision, provisional, usedAsOf: fit.model.asOf, reasons: [...reasons] },
    comparison:
      comparison === undefined
        ? null
        : {
            ari: comparison.agreement.ari,
            lo: comparison.agreement.lo,
            sameId: comparison.identity.sameId,
            segments: comparison.identity.segments.map(({ id, origin, from, doubt }) => ({
              ...{ id, origin, from, inDoubt: doubt !== null },
            })),
            lost: comparison.identity.gone.map(({ id, into }) => ({ id, into })),
          },
  };
}

function reportTransitions(transitions: Transitions): ReportModel["transitions"] {
  if (transitions.status === "refused") return transitions;
  if (transitions.pooled.status === "refused") return { status: "refused", reason: transitions.pooled.reason };
  const rows = transitionRows(transitions).filter(
    ({ basis, window_from }) => basis === "raw" && window_from === "pooled",
  );
  return { status: "done", pairs: transitions.pooled.pairs, rows };
}

function inputRow(
  { table, files, rowsRead, accepted, quarantined, excluded }: TableAccount,
  moneyUnits: number,
): ReportModel["inputs"][number] {
  return {
    table,
    files: files.length,
    read: rowsRead,
    accepted,
    quarantined,
    excluded: excluded.map(({ policy, rows, amount }) => ({
      policy,
      rows,
      money: amount === undefined ? null : amount / moneyUnits,
    })),
  };
}

function figuresOf(rows: readonly SqlRow[]): ReportFigures {
  const value = (metric: string) => {
    const row = rows.find((each) => each.metric === metric);
    return row === undefined ? null : Number(row.value);
  };
  return {
    customers: value("customers"),
    orders: value("orders"),
    gross: value("gross_revenue"),
    net: value("net_revenue"),
    averageOrder: value("average_order"),
    repeatShare: value("repeat_share"),
  };
}
