import { chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { openDuckDb } from "../engine/duckdb.ts";
import { currencyDigits, moneyUnitsOf } from "../inputs/currency.ts";
import { writeRejects } from "../inputs/rejects.ts";
import { stageInputs } from "../inputs/stage-inputs.ts";
import { openBackend } from "../ltv/net/open-backend.ts";
import { toEpochDay } from "../math/calendar.ts";
import { buildKpis, writeKpis } from "../metrics/kpis.ts";
import { fingerprintOf } from "../registry/model-version.ts";
import { renderReport } from "../report/render-report.ts";
import { profileSegments } from "../segments/profile-segments.ts";
import { canonicalJson, sha256OfValue } from "../storage/canonical-json.ts";
import { withProjectLock } from "../storage/lock.ts";
import { UserError } from "../user-error.ts";
import { refuseFuture } from "./as-of.ts";
import { type LoadedConfiguration, loadConfiguration } from "./configuration.ts";
import { identifyRun, type RunIdentity } from "./identify-run.ts";
import { fileOf, type Job, stage } from "./job.ts";
import { openLog } from "./log.ts";
import { doneManifest, failedManifest, outcomeOf } from "./outcome.ts";
import { discardStaging, keepFailed, openStaging, publishRun, recoverProject } from "./publish.ts";
import type { RunBatch, RunOptions, RunOutcome } from "./run-contract.ts";
import { findPublished } from "./run-index.ts";
import { adviseAcquisition } from "./stages/advise-acquisition.ts";
import { compareWithMarket } from "./stages/compare-with-market.ts";
import { computeFeatures } from "./stages/compute-features.ts";
import { decideModel } from "./stages/decide-model.ts";
import { describeRun, type RunResults, readReportPage } from "./stages/describe-run.ts";
import { describeStructures } from "./stages/describe-structures.ts";
import { divideCustomers } from "./stages/divide-customers.ts";
import { findLevers } from "./stages/find-levers.ts";
import { findMovers } from "./stages/find-movers.ts";
import { findSegments } from "./stages/find-segments.ts";
import { followWindows } from "./stages/follow-windows.ts";
import { keepModels } from "./stages/keep-models.ts";
import { followActivity } from "./stages/learn-activity.ts";
import { learnTransitions } from "./stages/learn-transitions.ts";
import { valueCustomers } from "./stages/value-customers.ts";
import {
  loadStates,
  shareValue,
  writeCustomers,
  writeLtvModel,
  writeSegments,
  writeTransitions,
  writeWindows,
} from "./stages/write-tables.ts";
import { collectTimings, writeTimings } from "./timings.ts";
import { gatesOf, verdictOf } from "./verdict.ts";

/**
 * The whole job, as of a date: tables in, a folder of results out, published by one rename or not at all.
 *
 * @throws UserError for what the user can mend, Interruption when asked to stop
 */
export const runBatch: RunBatch = async (options) => {
  const loaded = loadConfiguration(options.configFile, options.env);
  refuseFuture(options.asOf);
  const projectDir = resolve(options.out, loaded.configuration.project);
  if (projectDir === resolve(options.models, loaded.configuration.project))
    throw new UserError(2, `--out and --models are both ${options.models}; give models a folder of their own`);
  return withProjectLock(
    projectDir,
    async (lock) => {
      await recoverProject(projectDir);
      const job = await openJob(options, loaded, projectDir);
      let identity: RunIdentity | undefined;
      try {
        identity = await identifyRun(job, await openBackend());
        const published = findPublished(projectDir, options.asOf, identity.runId);
        if (published !== undefined && !options.force) return outcomeOf(published.manifest, published.dir, "unchanged");
        const results = await compute(job, identity);
        return await publish(job, identity, results, lock.assertHeld);
      } catch (error) {
        if (identity !== undefined && !options.signal.aborted) await keepFailure(job, identity, error);
        throw error;
      } finally {
        await closeJob(job);
        discardStaging(job.staging);
      }
    },
    { log: options.progress.note },
  );
};

/** Every stage, in the order of the data. */
async function compute(job: Job, identity: RunIdentity): Promise<RunResults> {
  const { engine, configuration, options } = job;
  const { currency, language, sources } = configuration;

  const staged = await stage(job, "inputs", async () => {
    const tables = await stageInputs(engine, identity.files, {
      ...configuration,
      baseDir: job.baseDir,
      asOf: toEpochDay(options.asOf),
      onRows: (rows) => options.progress.update({ rows }),
    });
    const rowsIn = tables.accounts.reduce((sum, { rowsRead }) => sum + rowsRead, 0);
    const rowsOut = tables.accounts.reduce((sum, { accepted }) => sum + accepted, 0);
    return [tables, { rowsIn, rowsOut, warnings: tables.warnings }];
  });

  const features = await stage(job, "features", () => computeFeatures(job, staged));

  const { standing } = identity;
  const found = await stage(job, "segments", () => findSegments(job, features, standing));

  const decided = await stage(job, "stability", () => decideModel(job, features, found, standing));
  const { fit, certificate } = decided;
  const profiles = profileSegments(features.table, fit.segmentation, fit.model);

  const followed = await stage(job, "windows", () => followWindows(job, features, fit));

  const divided = await stage(job, "structures", () => divideCustomers(job, features, fit, followed));

  const {
    moves: transitions,
    outlook,
    assumptions,
  } = await stage(job, "transitions", () => learnTransitions(job, staged, followed, fit.model));

  const activity = await stage(job, "activity", () => followActivity(job, staged, features, followed));
  const movers = await stage(job, "movers", () =>
    findMovers(job, features, followed, { moves: transitions, outlook }, fit.model),
  );

  const ltv = await stage(job, "lifetime value", () => valueCustomers(job, staged));

  const { structures, metrics, acquisition, market } = await stage(job, "figures", async () => {
    await loadStates(job, followed.history);
    const money = { moneyUnits: moneyUnitsOf(currency), moneyDigits: currencyDigits(currency) };
    const guests = sources.transactions?.guests ?? "exclude";
    await buildKpis(engine, staged, { ...money, guests }, [divided.segments, ...divided.divisions]);
    const acquisition = await adviseAcquisition(job, staged, ltv);
    const { market, warnings } = await compareWithMarket(job, staged);
    const metrics = await findLevers(job, staged, divided, features.table);
    const structures = describeStructures(divided, configuration.affinity);
    return [{ structures, metrics, acquisition, market }, { warnings }];
  });

  await stage(job, "models", () => keepModels(job, identity.request, standing, decided, ltv));

  return {
    runId: identity.runId,
    configurationSha256: sha256OfValue(job.recorded),
    backend: identity.backend,
    modelVersion: fingerprintOf(fit.model),
    staged,
    features,
    fit,
    decided,
    profiles,
    followed,
    divided,
    structures,
    metrics,
    acquisition,
    market,
    certificate,
    transitions,
    outlook,
    assumptions,
    activity,
    movers,
    ltv,
    verdict: verdictOf(certificate, transitions, ltv, language),
  };
}

/** Writes every file of the run, then makes it visible at once. */
async function publish(
  job: Job,
  identity: RunIdentity,
  results: RunResults,
  assertHeld: () => void,
): Promise<RunOutcome> {
  const { engine, configuration, options } = job;
  const { staged, fit, profiles, followed, divided, structures, metrics, certificate, ltv } = results;
  await stage(job, "publication", async () => {
    await writeRejectsFile(job);
    await writeCustomers(job, staged, fit, ltv, divided, results);
    await shareValue(job);
    await writeSegments(job, profiles, certificate);
    await writeWindows(job, followed.history);
    await writeTransitions(job, results.transitions, results.activity.evidence);
    writeJson(job, "transitions.json", { outlook: results.outlook, assumptions: results.assumptions });
    writeJson(job, "activity.json", results.activity.evidence);
    writeJson(job, "transition_rules.json", results.movers.rules);
    writeJson(job, "next_segments.json", results.movers.nextSegments);
    await writeKpis(engine, fileOf(job, "kpis.parquet"));
    writeJson(job, "structures.json", structures);
    writeJson(job, "metrics.json", metrics);
    writeJson(job, "stability.json", certificate);
    writeJson(job, "ltv_evaluation.json", ltv.status === "done" ? ltv.evaluation : ltv);
    writeJson(job, "model.json", fit.model);
    await writeLtvModel(job, ltv);
    return [undefined, {}];
  });
  const report = await describeRun(job, results);
  writeJson(job, "report.json", report);
  writeFileSync(fileOf(job, "report.html"), renderReport(report, readReportPage()));

  const manifest = await doneManifest(job, identity, results, gatesOf(certificate, configuration.language));
  writeTimings(fileOf(job, "timings.json"), job.timings.finish(), configuration.engine);
  await closeJob(job);
  assertHeld();
  options.signal.throwIfAborted();
  const runDir = await publishRun(job.projectDir, job.staging, manifest);
  return outcomeOf(manifest, runDir, "done");
}

async function openJob(options: RunOptions, loaded: LoadedConfiguration, projectDir: string): Promise<Job> {
  const staging = await openStaging(projectDir, "run");
  const work = join(staging, "work");
  mkdirSync(work);
  const engine = await openDuckDb(loaded.configuration.engine, work);
  options.signal.addEventListener("abort", engine.interrupt, { once: true });
  const log = openLog(join(staging, "log.ndjson"), options.onLog);
  return {
    ...loaded,
    options,
    projectDir,
    registry: resolve(options.models, loaded.configuration.project),
    staging,
    engine,
    log,
    timings: collectTimings(),
    stages: [],
    closed: { yet: false },
  };
}

/** Closes what is open and removes the work files; a second call does nothing. */
async function closeJob(job: Job): Promise<void> {
  if (job.closed.yet) return;
  job.closed.yet = true;
  job.options.signal.removeEventListener("abort", job.engine.interrupt);
  await job.engine.close();
  job.timings.finish();
  job.log.close();
  rmSync(fileOf(job, "work"), { recursive: true, force: true });
}

/** Keeps what explains a failure: manifest, log, and the rejects as far as there are any. */
async function keepFailure(job: Job, identity: RunIdentity, error: unknown): Promise<void> {
  if (!job.closed.yet) await writeRejectsFile(job).catch(() => rmSync(fileOf(job, rejectsFile), { force: true }));
  await closeJob(job);
  await keepFailed(job.projectDir, job.staging, failedManifest(job, identity, error));
}

const rejectsFile = "rejects.parquet";

/** Rejects hold what was delivered, so only their owner may read them. */
async function writeRejectsFile(job: Job): Promise<void> {
  await writeRejects(job.engine, fileOf(job, rejectsFile), job.configuration.privacy.rejectText);
  chmodSync(fileOf(job, rejectsFile), 0o600);
}

function writeJson(job: Job, name: string, value: unknown) {
  writeFileSync(fileOf(job, name), `${canonicalJson(value, 2)}\n`);
}
