#!/usr/bin/env node
import type { RunBatch } from "../run/run-contract.ts";
import { askForLine } from "./ask.ts";
import { main } from "./main.ts";

// A reader that stops early, such as `tessera run … | head`, is not an error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

process.exitCode = await main(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  signals: process,
  now: Date.now,
  ...(process.stdin.isTTY && process.stderr.isTTY ? { ask: askForLine } : {}),
  // The engines behind the work take a while to load, which --help and a mistyped option need not wait for.
  loadRunBatch: async (): Promise<RunBatch> => (await import("../run/run.ts")).runBatch,
  loadInit: async () => (await import("../run/init/init-configuration.ts")).initConfiguration,
  loadCheck: async () => (await import("../run/check/check-inputs.ts")).checkInputs,
  loadBackfill: async () => (await import("../run/backfill.ts")).backfill,
  loadScore: async () => (await import("../run/score/score-customers.ts")).scoreCustomers,
  loadModels: () => import("../run/models/manage-models.ts"),
  loadCompare: async () => (await import("../run/compare/compare-programme.ts")).compareProgramme,
});
