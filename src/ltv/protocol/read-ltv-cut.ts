import type { Engine } from "../../engine/engine.ts";
import type { EpochDay } from "../../math/calendar.ts";
import type { LabelledCut, LtvCut } from "./ltv-cut.ts";

/** Lengths of the recent past whose orders and money are inputs, days. */
const recentDays = [30, 90, 180, 365];

/** What a cut is read from. */
export interface CutSource {
  /** N: customers in the base. */
  readonly customers: number;
  /** Money units of the engine in one minor unit of the currency. */
  readonly unitsPerMinor: number;
  /** Every how many customers one is read: 1 reads everyone, m those whose number is divisible by m. */
  readonly every: number;
  /** Whether money is net of returns. */
  readonly returns: "net" | "gross";
}

/**
 * Reads what is known of customers with an order before `cut`, from `days` and `customer_ids`. Sums run over integers,
 * so the same base gives the same bytes for any number of threads.
 */
export async function readLtvCut(
  engine: Engine,
  cut: EpochDay,
  horizonDays: number,
  source: CutSource,
): Promise<LtvCut> {
  const { label: _unknown, ...known } = await readCut(engine, cut, horizonDays, source, false);
  return known;
}

/** The same with what these customers spent in [cut, cut + horizonDays). */
export function readLabelledCut(
  engine: Engine,
  cut: EpochDay,
  horizonDays: number,
  source: CutSource,
): Promise<LabelledCut> {
  return readCut(engine, cut, horizonDays, source, true);
}

async function readCut(
  engine: Engine,
  cut: EpochDay,
  horizonDays: number,
  { customers: size, unitsPerMinor, every, returns }: CutSource,
  labelled: boolean,
): Promise<LabelledCut> {
  const past = (value: string) => `sum(CASE WHEN d.day < ${cut} THEN ${value} ELSE 0 END)`;
  const since = (days: number, value: string) =>
    `sum(CASE WHEN d.day < ${cut} AND d.day >= ${cut - days} THEN ${value} ELSE 0 END)`;
  const money = returns === "net" ? "d.gross + d.returned" : "d.gross";
  const inputs: [name: string, sql: string][] = [
    ["orders", past("d.orders")],
    ["purchase_days", past("CASE WHEN d.orders > 0 THEN 1 ELSE 0 END")],
    ["recency_days", `${cut} - max(CASE WHEN d.day < ${cut} AND d.orders > 0 THEN d.day END)`],
    ["age_days", `${cut} - min(c.first_order)`],
    ["tenure_days", `${cut} - min(least(c.known_from, c.first_order))`],
    ["gross", past("d.gross")],
    ["net", past(money)],
    ["returned", past("-d.returned")],
    ["largest_day", `max(CASE WHEN d.day < ${cut} THEN d.gross END)`],
    ["first_day", past("CASE WHEN d.day = c.first_order THEN d.gross ELSE 0 END")],
    ["gaps", past("CASE WHEN d.gap > 0 THEN 1 ELSE 0 END")],
    ["gap_days", past("d.gap")],
    ["gap_squares", past("CAST(d.gap AS BIGINT) * d.gap")],
    ...recentDays.flatMap((days): [string, string][] => [
      [`orders_${days}`, since(days, "d.orders")],
      [`gross_${days}`, since(days, "d.gross")],
    ]),
    ["last_period", since(horizonDays, money)],
    ["label", labelled ? `sum(CASE WHEN d.day >= ${cut} THEN ${money} ELSE 0 END)` : "0"],
  ];
  const until = labelled ? cut + horizonDays : cut;
  const sampled = every === 1 ? "" : `AND d.customer % ${every} = 0`;
  const sql = `SELECT d.customer, ${inputs.map(([name, value]) => `CAST(${value} AS DOUBLE) AS ${name}`).join(", ")}
    FROM days d JOIN customer_ids c ON d.customer = c.customer
    WHERE d.day < ${until} AND c.first_order < ${cut} ${sampled} GROUP BY d.customer`;

  const columns = new Map(inputs.map(([name]) => [name, new Float64Array(size)]));
  const present = new Uint8Array(size);
  const targets = [...columns.values()];
  await engine.stream(sql, ([customers, ...values], rows) => {
    for (let i = 0; i < rows; i++) present[customers[i]] = 1;
    for (const [j, column] of values.entries()) for (let i = 0; i < rows; i++) targets[j][customers[i]] = column[i];
  });
  const customers = Int32Array.from(rowsPresent(present));
  const n = customers.length;
  const column = (name: string) => {
    const values = columns.get(name) as Float64Array; // every name below is one of `inputs`
    for (let i = 0; i < n; i++) values[i] = values[customers[i]];
    return values.subarray(0, n);
  };
  const compact = new Map([...columns.keys()].map((name) => [name, column(name)]));
  return { cut, horizonDays, customers, categories: [], ...describe(compact, unitsPerMinor) };
}

function* rowsPresent(present: Uint8Array): Generator<number> {
  for (let customer = 0; customer < present.length; customer++) if (present[customer] === 1) yield customer;
}

/** The inputs of the net and the history of the baselines, from the sums. */
function describe(sums: ReadonlyMap<string, Float64Array>, unitsPerMinor: number) {
  const of = (name: string) => sums.get(name) as Float64Array; // names are those of the query
  const minor = (name: string) => of(name).map((units) => units / unitsPerMinor);
  const map = (name: string, other: string, f: (a: number, b: number) => number) => {
    const [a, b] = [of(name), of(other)];
    return a.map((value, i) => f(value, b[i]));
  };
  const meanGap = map("gap_days", "gaps", (days, gaps) => (gaps > 0 ? days / gaps : Number.NaN));
  const recency = of("recency_days");
  const columns = [
    ...["orders", "purchase_days", "recency_days", "age_days", "tenure_days"].map((name) => ({
      name,
      values: of(name),
    })),
    ...["gross", "net", "returned", "largest_day", "first_day"].map((name) => ({ name, values: minor(name) })),
    { name: "average_order", values: map("gross", "orders", (gross, orders) => gross / orders / unitsPerMinor) },
    { name: "mean_gap", values: meanGap },
    {
      name: "gap_deviation",
      values: of("gaps").map((gaps, i) =>
        gaps > 1 ? Math.sqrt(Math.max(0, of("gap_squares")[i] / gaps - (of("gap_days")[i] / gaps) ** 2)) : Number.NaN,
      ),
    },
    { name: "recency_over_gap", values: recency.map((days, i) => days / meanGap[i]) },
    ...recentDays.flatMap((days) => [
      { name: `orders_${days}`, values: of(`orders_${days}`) },
      { name: `gross_${days}`, values: minor(`gross_${days}`) },
    ]),
    { name: "last_period", values: minor("last_period") },
  ];
  return {
    columns,
    history: {
      orders: of("orders"),
      netMinor: minor("net"),
      ageDays: of("age_days"),
      purchaseDays: of("purchase_days"),
      lastAfterDays: map("age_days", "recency_days", (age, recency) => age - recency),
      grossMinor: minor("gross"),
      firstDayMinor: minor("first_day"),
      lastPeriodMinor: minor("last_period"),
    },
    label: minor("label"),
  };
}
