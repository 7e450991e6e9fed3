import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defaultAsOf, generateBase } from "../../data/generate.ts";
import type { World } from "../../data/worlds/world.ts";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import type { Engine } from "../../src/engine/engine.ts";
import { readHistory } from "../../src/features/customer-history.ts";
import { cutSpans } from "../../src/features/spans.ts";
import { sourcesConfig } from "../../src/inputs/sources-config.ts";
import { locateInputs, stageInputs } from "../../src/inputs/stage-inputs.ts";
import { addSpan, civil } from "../../src/math/calendar.ts";
import { type ActivityPanel, customersOf } from "../../src/transitions/activity/panel/activity-panel.ts";
import { readPanel } from "../../src/transitions/activity/panel/read-panel.ts";

/** What customers of a base did, and what is hidden about it. */
export interface PlantedPanel {
  readonly world: World;
  readonly panel: ActivityPanel;
  /** Archetype of each customer in each month of the panel, −1 before the registration, customers × months. */
  readonly archetypes: Int8Array;
}

/** The last months before as-of of a base that is made for it and thrown away. */
export async function plantPanel(world: World, customers: number, seed: number, months: number): Promise<PlantedPanel> {
  const base = mkdtempSync(join(tmpdir(), "tessera-activity-"));
  try {
    await generateBase({ world, customers, seed, format: "parquet", out: base });
    const engine = await openDuckDb({ kind: "duckdb", memory: "2GB", threads: 2 }, base);
    const panel = await panelOf(engine, base, world, months);
    const archetypes = await archetypesOf(engine, base, panel);
    await engine.close();
    return { world, panel, archetypes };
  } finally {
    rmSync(base, { recursive: true });
  }
}

async function panelOf(
  engine: Engine,
  base: string,
  { timezone, currency }: World,
  months: number,
): Promise<ActivityPanel> {
  const table = (name: string) => ({ path: join(base, `${name}.parquet`) });
  const sources = sourcesConfig.parse({
    transactions: table("transactions"),
    customers: table("customers"),
    contacts: table("contacts"),
  });
  const staged = await stageInputs(engine, await locateInputs(engine, sources, base), {
    ...{ sources, contract: { maxRejectShare: 0 }, baseDir: base, timezone, currency },
    asOf: defaultAsOf,
  });
  const { knownFrom } = await readHistory(engine, staged, [], cutSpans([]));
  const monthStarts = Array.from({ length: months + 1 }, (_, t) =>
    addSpan(defaultAsOf, { count: 1, unit: "month" }, t - months),
  );
  return readPanel(engine, {
    ...{ monthStarts, knownFrom, categories: staged.categories, channels: staged.channels },
    ...{ hasDiscounts: staged.lineColumns.has("discount"), hasContacts: true },
  });
}

async function archetypesOf(engine: Engine, base: string, panel: ActivityPanel): Promise<Int8Array> {
  const { months } = panel;
  const archetypes = new Int8Array(customersOf(panel) * months);
  const columns = Array.from({ length: months }, (_, t) => {
    const { year, month } = civil(addSpan(defaultAsOf, { count: 1, unit: "month" }, t - months));
    return `CAST(coalesce(archetype_${year}_${String(month).padStart(2, "0")}, -1) AS INTEGER)`;
  });
  await engine.stream(
    `SELECT CAST(customer AS INTEGER), ${columns.join(", ")} FROM customer_ids
     JOIN ${engine.dialect.parquet(join(base, "truth", "customers.parquet"))} USING (customer_id)`,
    ([who, ...values], rows) => {
      for (let i = 0; i < rows; i++) for (let t = 0; t < months; t++) archetypes[who[i] * months + t] = values[t][i];
    },
  );
  return archetypes;
}
