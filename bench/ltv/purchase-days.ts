import type { Engine } from "../../src/engine/engine.ts";

/** The days on which n customers bought, one after another: m days in all, by customer and then in order of time. */
export interface PurchaseDays {
  /** Number of each customer in the file, ascending, length n. */
  readonly customers: Int32Array;
  /** Where the days of each customer begin, and m: length n + 1. */
  readonly starts: Int32Array;
  /** Length m, as is what follows. */
  readonly days: Int32Array;
  /** Hundredths of the currency unit, which may have a fraction; above 0. */
  readonly minor: Float64Array;
  readonly quantity: Float64Array;
  /** Products the customer had not bought before. */
  readonly newProducts: Float64Array;
  /** 1 for an order from abroad. */
  readonly abroad: Float64Array;
}

/** Reads the table `purchase_days(customer, day, thousandths, quantity, new_products, abroad)`. */
export async function readPurchaseDays(engine: Engine): Promise<PurchaseDays> {
  const [{ days: m }] = await engine.rows("SELECT CAST(count(*) AS INTEGER) AS days FROM purchase_days");
  const columns = Array.from({ length: 6 }, () => new Float64Array(Number(m)));
  let read = 0;
  await engine.stream(
    `SELECT customer, day, CAST(thousandths AS DOUBLE), quantity, new_products, abroad
     FROM purchase_days ORDER BY customer, day`,
    (block, rows) => {
      for (const [j, values] of block.entries()) columns[j].set(values.subarray(0, rows), read);
      read += rows;
    },
  );
  const [customer, days, thousandths, quantity, newProducts, abroad] = columns;
  const firsts = Array.from(customer.keys()).filter((row) => row === 0 || customer[row] !== customer[row - 1]);
  return {
    customers: Int32Array.from(firsts, (row) => customer[row]),
    starts: Int32Array.from([...firsts, customer.length]),
    days: Int32Array.from(days),
    minor: thousandths.map((money) => money / 10),
    quantity,
    newProducts,
    abroad,
  };
}
