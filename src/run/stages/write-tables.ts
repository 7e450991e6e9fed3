import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Dialect } from "../../engine/dialect.ts";
import { loadRows, type RowColumn, type RowValue } from "../../engine/write-rows.ts";
import { currencyDigits, moneyUnitsOf } from "../../inputs/currency.ts";
import type { StagedTables } from "../../inputs/staged-tables.ts";
import type { Language } from "../../language/text.ts";
import type { LtvResult } from "../../ltv/fit-ltv.ts";
import { ltvModelFiles } from "../../ltv/net/ltv-model-files.ts";
import type { SegmentProfiles } from "../../segments/profile-segments.ts";
import type { SegmentFit } from "../../segments/segment-fit.ts";
import type { StateHistory } from "../../segments/segmentation.ts";
import { dormant, neverBought } from "../../segments/state-names.ts";
import type { StabilityCertificate } from "../../stability/stability-certificate.ts";
import type { ActivityEvidence } from "../../transitions/activity/choice/activity-evidence.ts";
import type { Transitions } from "../../transitions/estimate-transitions.ts";
import { hiddenRows, transitionRow, transitionRows } from "../../transitions/transition-table.ts";
import { fileOf, type Job } from "../job.ts";
import { activityColumns, loadActivity } from "./activity-columns.ts";
import type { DividedCustomers } from "./divide-customers.ts";
import type { FoundMovers } from "./find-movers.ts";
import type { FollowedWindows } from "./follow-windows.ts";
import type { CustomerActivity } from "./learn-activity.ts";
import { loadNextStates, nextStateColumns } from "./write-movers.ts";

/** Loads `segment_of(customer, state, segment)`: the state of everyone known at as-of. */
export async function loadStates({ engine }: Job, { states, labels }: StateHistory): Promise<void> {
  const now = labels[labels.length - 1];
  await engine.load("states_now", [
    { name: "customer", type: "INTEGER", values: Int32Array.from(now.keys()) },
    { name: "state", type: "INTEGER", values: now },
  ]);
  const names = states.map((state, i) => `WHEN ${i} THEN ${engine.dialect.text(state)}`).join(" ");
  await engine.run(`CREATE OR REPLACE TABLE segment_of AS
    SELECT customer, state, CASE state ${names} END AS segment FROM states_now WHERE state >= 0`);
  await engine.run("DROP TABLE states_now");
}

/** Writes `customers.parquet`: where everyone is and may be next, who they were so far, and what they are worth. */
export async function writeCustomers(
  job: Job,
  { asOf }: StagedTables,
  { segmentation, model }: SegmentFit,
  ltv: LtvResult,
  divided: DividedCustomers,
  facts: {
    runId: string;
    modelVersion: string;
    activity: CustomerActivity;
    followed: FollowedWindows;
    movers: FoundMovers;
  },
): Promise<void> {
  const { engine, configuration } = job;
  const { dialect } = engine;
  const units = moneyUnitsOf(configuration.currency);
  const digits = currencyDigits(configuration.currency);
  await engine.load("places", [
    { name: "customer", type: "INTEGER", values: segmentation.customers },
    { name: "distance", type: "DOUBLE", values: segmentation.distance },
    { name: "runner_up", type: "INTEGER", values: segmentation.runnerUp },
    { name: "margin", type: "DOUBLE", values: segmentation.margin },
  ]);
  await loadParts(job, divided);
  await loadNextStates(engine, facts.movers.foretold);
  const scores = ltv.status === "done" ? ltv.scores : undefined;
  const empty = new Float64Array(0);
  await engine.load("ltv_scores", [
    { name: "customer", type: "INTEGER", values: scores?.customers ?? new Int32Array(0) },
    { name: "ltv", type: "DOUBLE", values: scores?.mean ?? empty },
    { name: "ltv_lo", type: "DOUBLE", values: scores?.lo ?? empty },
    { name: "ltv_hi", type: "DOUBLE", values: scores?.hi ?? empty },
  ]);

  await loadActivity(job, facts.activity);
  const byState = (values: readonly string[]) =>
    `CASE s.state ${values.map((value, i) => `WHEN ${i} THEN ${dialect.text(value)}`).join(" ")} END`;
  const names = [...model.segments.map(({ name }) => name), neverBought, dormant].map(
    (name) => name[configuration.language],
  );
  const runnerUps = segmentation.segments.map((id, i) => `WHEN ${i} THEN ${dialect.text(id)}`).join(" ");
  const money = configuration.sources.transactions?.returns === "gross" ? "gross" : "gross + returned";
  const major = (column: string) => `CAST(round(${column} / ${10 ** digits}, ${digits}) AS DECIMAL(18,${digits}))`;
  const horizon = ltv.status === "done" ? String(ltv.evaluation.horizonDays) : "NULL";
  await engine.writeParquet(
    `SELECT c.customer_id, ${dialect.dateOfEpochDay(String(asOf))} AS as_of, s.segment AS segment_id, ${byState(names)} AS segment_name,
       p.distance, ${segmentation.segments.length > 1 ? `CASE p.runner_up ${runnerUps} END` : "CAST(NULL AS VARCHAR)"} AS runner_up_id, p.margin,
       ${partColumns(dialect, divided).join(", ")},
       ${asOf} - h.last_day AS recency_days, CAST(coalesce(h.orders, 0) AS BIGINT) AS frequency,
       CAST(round(coalesce(h.money, 0) / ${units}.0, ${digits}) AS DECIMAL(18,${digits})) AS monetary,
       ${asOf} - least(c.known_from, c.first_order) AS tenure_days,
       ${major("l.ltv")} AS ltv, ${major("l.ltv_lo")} AS ltv_lo, ${major("l.ltv_hi")} AS ltv_hi,
       CAST(CASE WHEN l.ltv IS NOT NULL THEN ${horizon} END AS INTEGER) AS ltv_horizon_days,
       ${activityColumns(dialect, facts.activity).join(", ")},
       ${nextStateColumns(engine, facts.followed.history.states)},
       ${dialect.text(facts.runId)} AS run_id, ${dialect.text(facts.modelVersion)} AS model_version
     FROM customer_ids c JOIN segment_of s ON s.customer = c.customer
     LEFT JOIN places p ON p.customer = c.customer
     LEFT JOIN (SELECT customer, max(CASE WHEN orders > 0 THEN day END) AS last_day, sum(orders) AS orders, sum(${money}) AS money
                FROM days GROUP BY customer) h ON h.customer = c.customer
     LEFT JOIN ltv_scores l ON l.customer = c.customer
     LEFT JOIN activity_scores a ON a.customer = c.customer
     LEFT JOIN customer_parts q ON q.customer = c.customer
     LEFT JOIN next_states n ON n.customer = c.customer
     ORDER BY c.customer_id`,
    fileOf(job, "customers.parquet"),
  );
  await engine.run("DROP TABLE places; DROP TABLE activity_scores; DROP TABLE customer_parts; DROP TABLE next_states");
}

/** Loads `customer_parts`: the numbers of everybody's parts. */
async function loadParts({ engine }: Job, { divisions, highIncome, rfmScores }: DividedCustomers) {
  await engine.load("customer_parts", [
    { name: "customer", type: "INTEGER", values: Int32Array.from(highIncome.keys()) },
    { name: "high_income", type: "INTEGER", values: Int32Array.from(highIncome) },
    ...[...rfmScores].map(([name, scores]) => ({ name, type: "INTEGER" as const, values: Int32Array.from(scores) })),
    ...divisions.map(({ id, codes }) => ({ name: id, type: "INTEGER" as const, values: Int32Array.from(codes) })),
  ]);
}

/** The columns of `customers.parquet` that tell parts, empty where a structure is refused; the usual ones come first. */
function partColumns({ identifier, text }: Dialect, { divisions, refused, rfmScores }: DividedCustomers): string[] {
  const first = [
    ...["lifecycle", "loyalty", "client_type", "demographic", "geographic", "psychographic", "behavioural"],
    ...["acquisition", "combined"],
  ];
  const ids = [...new Set([...first, ...divisions.map(({ id }) => id), ...refused.map(({ id }) => id)])];
  const columns = ids.map((id) => {
    const keys = divisions.find((division) => division.id === id)?.keys ?? [];
    const cases = keys.map((key, i) => `WHEN ${i} THEN ${text(key)}`).join(" ");
    return `${keys.length === 0 ? "CAST(NULL AS VARCHAR)" : `CASE q.${identifier(id)} ${cases} END`} AS ${identifier(id)}`;
  });
  const highIncome = "CASE q.high_income WHEN 1 THEN TRUE WHEN 0 THEN FALSE END AS high_income";
  const scores = ["recency_score", "frequency_score", "monetary_score"].map(
    (name) => `CAST(${rfmScores.has(name) ? `nullif(q.${name}, 0)` : "NULL"} AS SMALLINT) AS ${name}`,
  );
  return [...columns.slice(0, 3), highIncome, ...columns.slice(3), ...scores];
}

/** Writes `windows.parquet`: the state of every known customer at the end of every window. */
export async function writeWindows(job: Job, { windows, states, labels }: StateHistory): Promise<void> {
  const { engine } = job;
  const { dialect } = engine;
  await engine.load("window_states", [
    { name: "customer", type: "INTEGER", values: Int32Array.from(labels[0]?.keys() ?? []) },
    ...labels.map((values, i) => ({ name: `w${i}`, type: "INTEGER" as const, values })),
  ]);
  const names = states.map((state, i) => `WHEN ${i} THEN ${dialect.text(state)}`).join(" ");
  const parts = windows.map(
    ({ until }, i) =>
      `SELECT customer, ${dialect.dateOfEpochDay(String(until))} AS as_of, CASE w${i} ${names} END AS segment_id FROM window_states WHERE w${i} >= 0`,
  );
  await engine.writeParquet(
    `SELECT c.customer_id, w.as_of, w.segment_id FROM (${parts.join(" UNION ALL ")}) w JOIN customer_ids c ON c.customer = w.customer
     ORDER BY w.as_of, w.customer`,
    fileOf(job, "windows.parquet"),
  );
  await engine.run("DROP TABLE window_states");
}

/**
 * Writes `segments.parquet`: a row per segment with its size, its shares, its figures, whether it can be acted on, and its
 * profile.
 */
export async function writeSegments(
  job: Job,
  profiles: SegmentProfiles,
  { meaning }: Pick<StabilityCertificate, "meaning">,
): Promise<void> {
  const { engine } = job;
  const { language } = job.configuration;
  const meaningOf = (id: string) => meaning.segments.find((segment) => segment.id === id);
  const figures = ["customers", "orders", "gross_revenue", "net_revenue", "average_order", "repeat_share"];
  const profile = profiles.columns.flatMap((column) => {
    const name = column.level === undefined ? column.feature : `${column.feature}=${column.level}`;
    return [
      { name: `centre_${name}`, values: column.centre },
      { name: `mean_${name}`, values: column.mean },
      { name: `contrast_${name}`, values: column.contrast },
    ];
  });
  const columns: RowColumn[] = [
    { name: "segment_id", type: "VARCHAR" },
    { name: "name", type: "VARCHAR" },
    { name: "size", type: "BIGINT" },
    { name: "share", type: "DOUBLE" },
    { name: "revenue_share", type: "DOUBLE" },
    { name: "actionable", type: "VARCHAR" },
    { name: "reasons", type: "VARCHAR" },
    { name: "rule", type: "VARCHAR" },
    { name: "rule_sql", type: "VARCHAR" },
    ...profile.map(({ name }): RowColumn => ({ name, type: "DOUBLE" })),
  ];
  const rows = profiles.ids.map((id, i): RowValue[] => [
    id,
    profiles.names[i][language],
    profiles.sizes[i],
    profiles.shares[i],
    profiles.revenueShares[i],
    ...meaningColumns(meaningOf(id), language),
    ...profile.map(({ values }) => values[i]),
  ]);
  await loadRows(engine, "segment_profiles", columns, rows);
  const kpi = figures.map(
    (metric) =>
      `(SELECT k.value FROM kpis k WHERE k.scope = 'segment' AND k.key = p.segment_id AND k.period_kind = 'history' AND k.metric = '${metric}') AS ${metric}`,
  );
  await engine.writeParquet(
    `SELECT p.segment_id, p.name, p.size, p.share, p.revenue_share, v.ltv_share, ${kpi.join(", ")},
       p.actionable = 'true' AS actionable, p.reasons, p.rule, p.rule_sql,
       ${profile.map(({ name }) => `p.${engine.dialect.identifier(name)}`).join(", ")}
     FROM segment_profiles p LEFT JOIN ltv_shares v ON v.segment = p.segment_id ORDER BY p.segment_id`,
    fileOf(job, "segments.parquet"),
  );
}

/** Empty where nothing is known: with one segment. */
function meaningColumns(
  meaning: StabilityCertificate["meaning"]["segments"][number] | undefined,
  language: Language,
): RowValue[] {
  if (meaning === undefined) return [null, null, null, null];
  const { actionable, reasons, rules, sql } = meaning;
  const said = (texts: typeof reasons) => texts.map((text) => text[language]).join("; ");
  return [String(actionable), said(reasons), said(rules), sql];
}

/** Makes `ltv_shares(segment, ltv_share)`: each state's part of everyone's lifetime value. Scores are summed in whole minor units. */
export async function shareValue({ engine }: Job): Promise<void> {
  await engine.run(`CREATE OR REPLACE TABLE ltv_shares AS
    SELECT segment, CAST(part AS DOUBLE) / CAST((SELECT sum(CAST(round(ltv) AS BIGINT)) FROM ltv_scores) AS DOUBLE) AS ltv_share
    FROM (SELECT s.segment, sum(CAST(round(l.ltv) AS BIGINT)) AS part FROM ltv_scores l JOIN segment_of s ON s.customer = l.customer GROUP BY s.segment)
    WHERE (SELECT sum(CAST(round(ltv) AS BIGINT)) FROM ltv_scores) > 0`);
}

/** Writes the forecast that was used as `ltv_model/`; nothing when lifetime value is refused. */
export async function writeLtvModel(job: Job, ltv: LtvResult): Promise<void> {
  if (ltv.status === "refused") return;
  mkdirSync(fileOf(job, "ltv_model"));
  for (const [name, bytes] of await ltvModelFiles(ltv.model))
    writeFileSync(join(fileOf(job, "ltv_model"), name), bytes);
}

/** Writes `transitions.parquet`; no rows when transitions are refused. */
export async function writeTransitions(job: Job, transitions: Transitions, activity: ActivityEvidence): Promise<void> {
  const columns: RowColumn[] = Object.keys(transitionRow.shape).map((name) => ({
    name,
    type: name === "count" ? "BIGINT" : ["probability", "lo", "hi"].includes(name) ? "DOUBLE" : "VARCHAR",
  }));
  const rows = [
    ...(transitions.status === "done" ? transitionRows(transitions) : []),
    ...(activity.status === "done" ? hiddenRows(activity) : []),
  ];
  await loadRows(
    job.engine,
    "transition_rows",
    columns,
    rows.map((row) => columns.map(({ name }) => row[name as keyof typeof row] as RowValue)), // columns are the row's own keys
  );
  await job.engine.writeParquet(
    "SELECT * FROM transition_rows ORDER BY basis, window_from, window_to, from_segment, to_segment",
    fileOf(job, "transitions.parquet"),
  );
}
