import type { Engine } from "../engine/engine.ts";
import { acquisition } from "./acquisition.ts";
import { behavioural } from "./behavioural.ts";
import { clientType } from "./client-type.ts";
import { demographic } from "./demographic.ts";
import { geographic } from "./geographic.ts";
import { highIncome } from "./high-income.ts";
import { lifecycle } from "./lifecycle.ts";
import { loyalty } from "./loyalty.ts";
import type { Offer, StructureContext } from "./offer.ts";
import { psychographic } from "./psychographic.ts";
import type { Division, RefusedStructure, Structure } from "./structure.ts";

/** Every structure there is, in the order of tables and of the report. */
const offers: readonly Offer[] = [
  ...demographic,
  ...geographic,
  ...psychographic,
  ...behavioural,
  lifecycle,
  loyalty,
  clientType,
  ...acquisition,
];

export interface DividedBase {
  readonly divisions: readonly Division[];
  readonly refused: readonly RefusedStructure[];
  /** Whether each customer's income is high: 1 or 0, −1 when that is not known; length N. */
  readonly highIncome: Int16Array;
}

/** The structures that the inputs allow, and why the others are refused. */
export function offeredStructures(context: StructureContext): {
  readonly structures: readonly Structure[];
  readonly refused: readonly RefusedStructure[];
} {
  const offered = offers.map((offer) => offer(context));
  return {
    structures: offered.filter((each): each is Structure => "part" in each),
    refused: offered.filter((each): each is RefusedStructure => "refused" in each),
  };
}

/**
 * Divides everybody known at as-of by every structure that the inputs allow. Leaves `structure_parts(customer, high_income,
 * <id>…)` with the number of each customer's part in each of them, for structures that are made of others.
 */
export async function divideBase(engine: Engine, context: StructureContext, customers: number): Promise<DividedBase> {
  const { identifier } = engine.dialect;
  const { structures, refused } = offeredStructures(context);
  await engine.load("facts", [
    { name: "customer", type: "INTEGER", values: Int32Array.from({ length: customers }, (_, i) => i) },
    ...[...context.facts].map(([name, { values }]) => ({ name, type: "DOUBLE" as const, values })),
  ]);
  const isHigh = `CAST(CASE WHEN ${highIncome(context) ?? "NULL"} THEN 1 WHEN income IS NULL THEN -1 ELSE 0 END AS SMALLINT)`;
  const columns = [
    "customer",
    `${context.facts.has("income") ? isHigh : "CAST(-1 AS SMALLINT)"} AS high_income`,
    ...structures.map(({ id, part }) => `${part} AS ${identifier(id)}`),
  ];
  await engine.run(
    `CREATE OR REPLACE TABLE structure_parts AS SELECT ${columns.join(", ")} FROM facts ORDER BY customer`,
  );
  await engine.run("DROP TABLE facts");
  const ids = structures.map(({ id }) => id);
  const [isHighIncome, ...codes] = await readCodes(engine, ["high_income", ...ids], customers);
  return {
    divisions: structures.map(({ id, kind, title, definition, parts }, i) => ({
      ...{ id, kind, title, definition, parts },
      keys: parts.map(({ key }) => key),
      codes: codes[i],
    })),
    refused,
    highIncome: isHighIncome,
  };
}

/** Columns of `structure_parts` by customer. */
export async function readCodes(engine: Engine, ids: readonly string[], customers: number): Promise<Int16Array[]> {
  const codes = ids.map(() => new Int16Array(customers));
  const columns = ids.map((id) => `CAST(${engine.dialect.identifier(id)} AS INTEGER)`);
  await engine.stream(`SELECT customer, ${columns.join(", ")} FROM structure_parts`, ([ofRow, ...values], rows) => {
    for (const [j, column] of values.entries()) for (let i = 0; i < rows; i++) codes[j][ofRow[i]] = column[i];
  });
  return codes;
}
