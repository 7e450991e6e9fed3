import type { Engine } from "../engine/engine.ts";

/** Builds `sessions(customer, day)`: one row per session on the site, on the day of its first event. */
export async function buildSiteSessions(engine: Engine): Promise<void> {
  await engine.run(`CREATE OR REPLACE TABLE sessions AS
    SELECT min(customer) AS customer, min(day) AS day FROM visits GROUP BY ${engine.dialect.rowHash("customer, session")}`);
}
