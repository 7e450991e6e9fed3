import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDuckDb } from "../engine/duckdb.ts";
import type { Engine } from "../engine/engine.ts";
import { type EngineConfig, engineConfig } from "../engine/engine-config.ts";

/**
 * Lends an engine in a temporary folder to a piece of work, opened when the work first asks for it; nothing is left behind.
 *
 * @param config the usual engine when left out
 * @param signal interrupts the statement that runs
 */
export async function lendEngine<T>(
  work: (open: () => Promise<Engine>) => Promise<T>,
  config: EngineConfig = engineConfig.parse({}),
  signal?: AbortSignal,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "tessera-"));
  let opened: Promise<Engine> | undefined;
  try {
    return await work(async () => {
      opened ??= openDuckDb(config, folder);
      const engine = await opened;
      signal?.addEventListener("abort", engine.interrupt, { once: true });
      return engine;
    });
  } finally {
    const engine = await opened?.catch(() => undefined);
    if (engine !== undefined) {
      signal?.removeEventListener("abort", engine.interrupt);
      await engine.close();
    }
    rmSync(folder, { recursive: true, force: true });
  }
}
