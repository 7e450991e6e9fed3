import type { Dialect } from "../../engine/dialect.ts";
import type { Job } from "../job.ts";
import type { CustomerActivity } from "./learn-activity.ts";

/** Loads `activity_scores`: what is expected of everybody, −1 where it is not known; nobody where it is refused. */
export async function loadActivity({ engine }: Job, { scores }: CustomerActivity): Promise<void> {
  const n = scores?.orders.length ?? 0;
  const none = new Float64Array(n).fill(-1);
  await engine.load("activity_scores", [
    { name: "customer", type: "INTEGER", values: Int32Array.from({ length: n }, (_, i) => i) },
    { name: "orders", type: "DOUBLE", values: scores?.orders ?? none },
    { name: "active", type: "DOUBLE", values: scores?.active ?? none },
    { name: "lapsed", type: "DOUBLE", values: scores?.lapsed ?? none },
    { name: "state", type: "INTEGER", values: scores?.membership?.state ?? new Int32Array(n).fill(-1) },
    { name: "chance", type: "DOUBLE", values: scores?.membership?.chance ?? none },
  ]);
}

/** Columns of `customers.parquet` from `activity_scores a`; empty where nothing is known. */
export function activityColumns({ text }: Dialect, { scores, evidence }: CustomerActivity): string[] {
  const known = (column: string) => `CASE WHEN a.${column} >= 0 THEN a.${column} END`;
  const ids = evidence.status === "done" && evidence.gate.passed ? evidence.states.map(({ id }) => id) : [];
  const states = ids.map((id, i) => `WHEN ${i} THEN ${text(id)}`).join(" ");
  return [
    `${known("orders")} AS expected_orders`,
    `${known("active")} AS active_probability`,
    `${known("lapsed")} AS lapsed_probability`,
    `CAST(CASE WHEN a.orders >= 0 THEN ${scores?.horizon ?? "NULL"} END AS INTEGER) AS activity_months`,
    `${ids.length === 0 ? "CAST(NULL AS VARCHAR)" : `CASE a.state ${states} END`} AS hidden_state`,
    `${known("chance")} AS hidden_state_probability`,
  ];
}
