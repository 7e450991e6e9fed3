import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import { engineConfig } from "../../src/engine/engine-config.ts";
import type { LtvBase } from "./ltv-base.ts";
import { type PurchaseDays, readPurchaseDays } from "./purchase-days.ts";

/** The purchases of a base, from its folder in the reference data. */
export async function readBase({ folder, prepare }: LtvBase, data: string): Promise<PurchaseDays> {
  const scratch = mkdtempSync(join(tmpdir(), "tessera-ltv-"));
  const engine = await openDuckDb(engineConfig.parse({ memory: "2GB" }), scratch);
  try {
    await prepare(engine, join(data, folder));
    return await readPurchaseDays(engine);
  } finally {
    await engine.close();
    rmSync(scratch, { recursive: true, force: true });
  }
}
