import type { FeatureTable } from "../../features/feature-table.ts";
import { offeredFeatures } from "../../features/offered-features.ts";
import { createFeatureBuffers, customersSeen, readWindow } from "../../features/read-window.ts";
import { isWhole, type Window } from "../../features/window.ts";
import type { Text } from "../../language/text.ts";
import { createRandom, sampleWithoutReplacement } from "../../math/random.ts";
import { mostPastRows } from "../../segments/choice/effort.ts";
import type { PastWindows } from "../../segments/choice/past-windows.ts";
import { takeCustomers } from "../../segments/sample-customers.ts";
import type { Job } from "../job.ts";
import type { RunFeatures } from "./compute-features.ts";

/** Random stream of the customers that are looked at in each window. */
const stream = 0x9a5;

/**
 * A random sample of the customers of every window, and what those of the last but one brought since it ended: what the
 * number of segments is judged by besides the newest window itself. No window's features see anything of what came after
 * it. Only the customers that are drawn are read.
 */
export async function readPastWindows(
  job: Job,
  { windows, grouping, history, context }: RunFeatures,
): Promise<PastWindows | Text> {
  const { engine, configuration, options } = job;
  const { staged } = context;
  const { seed } = configuration.segments;
  if (!staged.hasEvents) return noEventLog;
  if (windows.length < 2) return oneWindow;

  const families = [...new Set(grouping.features.map(({ family }) => family))];
  const drawnOf = (n: number) => sampleWithoutReplacement(createRandom(seed, stream), n, mostPastRows);
  const tables: FeatureTable[] = [];
  for (const window of windows.slice(0, -1)) {
    options.signal.throwIfAborted();
    const { features } = offeredFeatures(families, { ...context, window });
    const seen = customersSeen(window, history);
    const drawn = drawnOf(seen.length).map((at) => seen[at]);
    const buffers = createFeatureBuffers(drawn.length, features.length);
    tables.push(await readWindow(engine, features, staged, window, history, buffers, drawn));
  }
  tables.push(takeCustomers(grouping, drawnOf(grouping.customers.length)));
  const revenues: (Float64Array | Text)[] = [];
  for (const [at, next] of windows.slice(1).entries())
    revenues.push(await laterRevenue(job, context.staged, tables[at], windows[at], next));
  return { tables, earlierRevenue: revenues.slice(0, -1), laterRevenue: revenues[revenues.length - 1] };
}

/** Net revenue of the customers of one window from its end to the end of the next, in money units. */
async function laterRevenue(
  { engine }: Job,
  { hasAmounts }: { hasAmounts: boolean },
  { customers }: FeatureTable,
  before: Window,
  newest: Window,
): Promise<Float64Array | Text> {
  if (!hasAmounts) return noAmounts;
  if (!isWhole(before) || !isWhole(newest)) return notWhole;
  if (customers.length === 0) return nobodyBefore;
  await engine.load("customers_before", [{ name: "customer", type: "INTEGER", values: customers }]);
  const rows = await engine.rows(
    `SELECT CAST(coalesce(sum(d.gross + d.returned), 0) AS DOUBLE) AS revenue
     FROM customers_before b LEFT JOIN days d ON d.customer = b.customer AND d.day >= ${before.until} AND d.day < ${newest.until}
     GROUP BY b.customer ORDER BY b.customer`,
  );
  await engine.run("DROP TABLE customers_before");
  return Float64Array.from(rows, ({ revenue }) => Number(revenue));
}

const noEventLog: Text = { en: "there is no event log", ru: "нет журнала событий" };
const oneWindow: Text = { en: "there is one window only", ru: "окно только одно" };
const noAmounts: Text = { en: "there are no amounts", ru: "нет сумм" };
const notWhole: Text = {
  en: "the two newest windows do not both see all of their time",
  ru: "не оба последних окна охвачены данными полностью",
};
const nobodyBefore: Text = { en: "nobody ordered in the window before", ru: "в предыдущем окне никто не покупал" };
