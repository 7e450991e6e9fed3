import { isoDate } from "../../src/math/calendar.ts";
import type { RunManifest } from "../../src/run/manifest.ts";

/** A complete manifest of a small run. */
export function manifestOf(changes: Partial<RunManifest> = {}): RunManifest {
  return {
    schemaVersion: 1,
    runId: "0123456789abcdef",
    status: "done",
    project: "shop",
    asOf: isoDate.parse("2024-12-01"),
    seed: 7,
    version: "0.1.0",
    backend: "wasm",
    currency: "EUR",
    configuration: { version: 1 },
    configurationSha256: "0".repeat(64),
    inputs: [
      {
        table: "transactions",
        files: [{ name: "tx.csv", sha256: "a".repeat(64), rows: 10 }],
        rowsRead: 10,
        accepted: 7,
        quarantined: 1,
        excluded: [{ policy: "guests", rows: 2, amountMinor: -1250 }],
      },
    ],
    stages: [
      { name: "inputs", status: "done", rowsIn: 10, rowsOut: 7, warnings: [] },
      { name: "ltv", status: "refused", reason: "there is no event log", warnings: [] },
    ],
    gates: [{ name: "stability", passed: true, value: 0.8, needed: 0.75, sentence: "The weakest segment holds." }],
    promotion: { decision: "first", provisional: false, champion: null, fitted: "0123456789abcdef", reasons: [] },
    outputs: [{ file: "customers.parquet", rows: 3, sha256: "b".repeat(64) }],
    model: { version: "1", file: "model.json" },
    verdict: { word: "safe", sentences: ["All segments stand."] },
    ...changes,
  };
}
