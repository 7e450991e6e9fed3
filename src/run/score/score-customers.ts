import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Engine } from "../../engine/engine.ts";
import type { Language } from "../../language/text.ts";
import { fingerprintOf, readVersion, type VersionName } from "../../registry/model-version.ts";
import { assignSegments } from "../../segments/assign-segments.ts";
import { sizesOf } from "../../segments/points.ts";
import { schemaDifference } from "../../segments/schema-difference.ts";
import type { SegmentModel } from "../../segments/segment-model.ts";
import type { Segmentation } from "../../segments/segmentation.ts";
import { renameWithRetry } from "../../storage/durable-files.ts";
import { writingTo } from "../../storage/output-error.ts";
import { UserError } from "../../user-error.ts";
import { lendEngine } from "../lend-engine.ts";
import { registryOf, versionNamed } from "../models/manage-models.ts";
import { openFeatures, readFeatures } from "./read-features.ts";

export interface ScoreOptions {
  /** Folder of all projects' models. */
  readonly models: string;
  /** `shop`, `shop@challenger` or `shop@v3`; the champion unless said otherwise. */
  readonly model: string;
  /** Parquet with `customer_id` and a column for each feature of the model, as `features.parquet` of a run. */
  readonly input: string;
  /** Parquet to be written. */
  readonly output: string;
  /** Of the names of segments. */
  readonly language: Language;
  readonly signal: AbortSignal;
}

export interface ScoreOutcome {
  readonly project: string;
  readonly version: VersionName;
  /** What the files of runs call the model. */
  readonly model: string;
  readonly customers: number;
  readonly output: string;
  /** Customers in each segment, in the order of the model. */
  readonly segments: readonly { readonly id: string; readonly name: string; readonly customers: number }[];
}

/**
 * Puts customers into the segments of a model that was kept, without fitting anything: `customer_id`, `segment_id`,
 * `segment_name`, `distance`, `runner_up_id`, `margin`, `model_version`, ordered by customer. The file appears whole or not at all.
 *
 * @throws UserError(2) when there is no such model, it is damaged, or the features are not those it was fitted on;
 *   UserError(3) when a customer is there twice or has no id
 */
export async function scoreCustomers(options: ScoreOptions): Promise<ScoreOutcome> {
  const [project, name = "champion"] = options.model.split("@");
  const { registry } = registryOf({ models: options.models, project });
  const version = versionNamed(registry, name);
  const model = readVersion(registry, version);
  const output = resolve(options.output);
  return lendEngine(
    async (open) => {
      const engine = await open();
      const source = await openFeatures(engine, resolve(options.input), model.space);
      const difference = schemaDifference(model.space, source);
      if (difference.length > 0) {
        throw new UserError(
          2,
          `score: ${project} ${version} cannot score ${options.input}: ${difference.join(", ")}; give it the features that it was fitted on, ` +
            "such as features.parquet of a run with the same configuration",
        );
      }
      const table = await readFeatures(engine, source, options.input);
      const segmentation = assignSegments(model, table);
      await writeScores(engine, model, segmentation, options.language, output);
      const sizes = sizesOf(segmentation.labels, model.segments.length);
      return {
        ...{ project, version, model: fingerprintOf(model), customers: table.customers.length, output },
        segments: model.segments.map((segment, at) => ({
          ...{ id: segment.id, name: segment.name[options.language], customers: sizes[at] },
        })),
      };
    },
    undefined,
    options.signal,
  );
}

async function writeScores(
  engine: Engine,
  model: SegmentModel,
  { customers, segments, labels, distance, runnerUp, margin }: Segmentation,
  language: Language,
  output: string,
): Promise<void> {
  const { text } = engine.dialect;
  await engine.load("scores", [
    { name: "customer", type: "INTEGER", values: customers },
    { name: "segment", type: "INTEGER", values: labels },
    { name: "distance", type: "DOUBLE", values: distance },
    { name: "runner_up", type: "INTEGER", values: runnerUp },
    { name: "margin", type: "DOUBLE", values: margin },
  ]);
  const oneOf = (column: string, values: readonly string[]) =>
    `CASE s.${column} ${values.map((value, at) => `WHEN ${at} THEN ${text(value)}`).join(" ")} END`;
  const names = model.segments.map(({ name }) => name[language]);
  const aside = `${output}.writing`;
  const remedy = "name another place with --out";
  if (existsSync(output) && statSync(output).isDirectory())
    throw new UserError(2, `score: ${output} is a folder; name the Parquet file to be written with --out`);
  await writingTo(
    dirname(output),
    () => {
      mkdirSync(dirname(output), { recursive: true });
      // The engine's own errors do not say what the user can do.
      writeFileSync(aside, "");
    },
    remedy,
  );
  try {
    await engine.writeParquet(
      `SELECT i.customer_id, ${oneOf("segment", segments)} AS segment_id, ${oneOf("segment", names)} AS segment_name, s.distance,
         ${segments.length > 1 ? oneOf("runner_up", segments) : "CAST(NULL AS VARCHAR)"} AS runner_up_id, s.margin,
         ${text(fingerprintOf(model))} AS model_version
       FROM scores s JOIN scored_customers i ON i.customer = s.customer ORDER BY i.customer_id`,
      aside,
    );
    await writingTo(dirname(output), () => renameWithRetry(aside, output), remedy);
  } finally {
    if (existsSync(aside)) rmSync(aside, { force: true });
  }
}
