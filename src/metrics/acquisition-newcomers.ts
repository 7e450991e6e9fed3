import type { Engine } from "../engine/engine.ts";
import { loadRows } from "../engine/write-rows.ts";
import type { StagedTables } from "../inputs/staged-tables.ts";

/** When each of the N customers came, and through which channel. */
export interface Newcomers {
  /** Day of the first order, `noOrder` without one. */
  readonly firstDays: Int32Array;
  /** Index into the channels asked for, −1 for another one or none known; the one known first, where it changed. */
  readonly channels: Int16Array;
}

/** No day of any history. */
export const noOrder = -(2 ** 31);

/** Reads `customer_ids` with `first_order`, and `attributes`. */
export async function readNewcomers(
  engine: Engine,
  { customers, attributes }: Pick<StagedTables, "customers" | "attributes">,
  channels: readonly string[],
): Promise<Newcomers> {
  const newcomers = {
    firstDays: new Int32Array(customers).fill(noOrder),
    channels: new Int16Array(customers).fill(-1),
  };
  await engine.stream("SELECT customer, first_order FROM customer_ids WHERE first_order IS NOT NULL", (block, rows) => {
    for (let i = 0; i < rows; i++) newcomers.firstDays[block[0][i]] = block[1][i];
  });
  if (!attributes.has("acquisition_channel") || channels.length === 0) return newcomers;

  await loadRows(
    engine,
    "paid_channels",
    [
      { name: "number", type: "BIGINT" },
      { name: "channel", type: "VARCHAR" },
    ],
    channels.map((channel, number) => [number, channel]),
  );
  await engine.stream(
    `SELECT a.customer, CAST(p.number AS INTEGER) FROM attributes a
     JOIN (SELECT customer, min(valid_from) AS since FROM attributes WHERE acquisition_channel IS NOT NULL GROUP BY customer) k
       ON k.customer = a.customer AND k.since = a.valid_from
     JOIN paid_channels p ON p.channel = a.acquisition_channel`,
    (block, rows) => {
      for (let i = 0; i < rows; i++) newcomers.channels[block[0][i]] = block[1][i];
    },
  );
  await engine.run("DROP TABLE paid_channels");
  return newcomers;
}
