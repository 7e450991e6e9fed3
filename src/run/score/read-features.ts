import { existsSync } from "node:fs";
import type { Engine } from "../../engine/engine.ts";
import { type BareFeature, bareTable } from "../../features/bare-table.ts";
import type { FeatureTable } from "../../features/feature-table.ts";
import type { ComponentSpace, FeatureEncoding } from "../../segments/component-space.ts";
import { UserError } from "../../user-error.ts";

/** Columns of a file that stand for features of a model. */
export interface FeatureSource {
  readonly path: string;
  /** Those that the file has, with the levels that the model knows and one for all others. */
  readonly features: readonly Omit<BareFeature, "values">[];
}

const numbers =
  /^(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT|UTINYINT|USMALLINT|UINTEGER|UBIGINT|FLOAT|DOUBLE|DECIMAL.*)$/;
/** Stands for all levels that the model does not know; it takes them as one. */
const newLevel = "\u0000new";

/**
 * Looks at a Parquet file for the features of a model.
 *
 * @throws UserError(2) when it cannot be read or has no customer_id
 */
export async function openFeatures(
  engine: Engine,
  path: string,
  { encodings }: ComponentSpace,
): Promise<FeatureSource> {
  if (!existsSync(path)) throw new UserError(2, `score: there is no ${path}; name a Parquet file with --in`);
  const columns = await engine.columnsOf(`SELECT * FROM ${engine.dialect.parquet(path)}`).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
    throw new UserError(
      2,
      `score: ${path} is no Parquet file (${reason}); give features as Parquet, one row per customer`,
    );
  });
  if (!columns.some(({ name }) => name === "customer_id"))
    throw new UserError(
      2,
      `score: ${path} has no column customer_id; it has ${columns.map(({ name }) => name).join(", ")}`,
    );
  const features = encodings.flatMap((encoding): FeatureSource["features"] => {
    const column = columns.find(({ name }) => name === encoding.feature);
    if (column === undefined) return [];
    const kind = numbers.test(column.type) ? "number" : "category";
    return [{ name: encoding.feature, kind, levels: [...knownLevels(encoding), newLevel] }];
  });
  return { path, features };
}

/**
 * Reads the features, customers in the order of their ids; leaves `scored_customers(customer, customer_id)` in the engine.
 *
 * @param shown the file as the user named it
 * @throws UserError(3) when a customer is there twice or has no id
 */
export async function readFeatures(
  engine: Engine,
  { path, features }: FeatureSource,
  shown: string,
): Promise<FeatureTable> {
  const { dialect } = engine;
  const { identifier, text } = dialect;
  const rows = dialect.parquet(path);
  const [{ n, known, different }] = await engine.rows(
    `SELECT CAST(count(*) AS DOUBLE) AS n, CAST(count(customer_id) AS DOUBLE) AS known, CAST(count(DISTINCT customer_id) AS DOUBLE) AS different FROM ${rows}`,
  );
  if (Number(known) < Number(n))
    throw new UserError(
      3,
      `score: ${Number(n) - Number(known)} of ${n} rows of ${shown} have no customer_id; leave them out`,
    );
  if (Number(different) < Number(n))
    throw new UserError(3, `score: ${shown} has ${n} rows for ${different} customers; give one row for each`);
  await engine.run(`CREATE OR REPLACE TABLE scored_customers AS
    SELECT CAST(row_number() OVER (ORDER BY CAST(customer_id AS VARCHAR)) - 1 AS INTEGER) AS customer, CAST(customer_id AS VARCHAR) AS customer_id FROM ${rows}`);
  const codes = features.map(({ name, kind, levels }) => {
    const column = `f.${identifier(name)}`;
    if (kind === "number") return `CAST(${column} AS DOUBLE)`;
    const cases = levels.slice(0, -1).map((level, at) => `WHEN ${text(level)} THEN ${at}`);
    const known =
      cases.length === 0
        ? String(levels.length - 1)
        : `CASE CAST(${column} AS VARCHAR) ${cases.join(" ")} ELSE ${levels.length - 1} END`;
    return `CASE WHEN ${column} IS NULL THEN NULL ELSE CAST(${known} AS DOUBLE) END`;
  });
  const customers = Int32Array.from({ length: Number(n) }, (_, customer) => customer);
  const values = features.map(() => new Float64Array(customers.length));
  let at = 0;
  await engine.stream(
    `SELECT ${[...codes.map((code, i) => `${code} AS f${i}`), "CAST(i.customer AS DOUBLE) AS customer"].join(", ")}
     FROM ${rows} f JOIN scored_customers i ON i.customer_id = CAST(f.customer_id AS VARCHAR) ORDER BY i.customer`,
    (columns, count) => {
      for (const [i, own] of values.entries()) own.set(columns[i].subarray(0, count), at);
      at += count;
    },
  );
  return bareTable(
    customers,
    features.map((feature, i) => ({ ...feature, values: values[i] })),
  );
}

function knownLevels(encoding: FeatureEncoding): string[] {
  return encoding.kind === "category" ? [...encoding.levels.map(({ level }) => level), ...encoding.merged] : [];
}
