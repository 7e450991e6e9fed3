import type { Engine } from "../engine/engine.ts";
import type { CustomerHistory } from "../features/customer-history.ts";
import { createFeatureBuffers, workOutWindow } from "../features/read-window.ts";
import type { Window } from "../features/window.ts";
import { inferredAffinity } from "../math/inferred-affinity.ts";
import type { Fact, FactFormula } from "./facts.ts";
import { rfmScores } from "./rfm-scores.ts";
import type { StructuresConfig } from "./structures-config.ts";

/** RFM scores by name, and the fact that each of them ranks. */
const scored = { recency_score: "last_order", frequency_score: "orders", monetary_score: "gross" };

/**
 * The facts of everybody known at the end of the whole past, by name, and what is made of them: RFM scores, and the
 * interest that purchases tell of. Costs one window and 8 bytes for each customer and fact.
 *
 * @param formulas some of those that `readHistory` was given
 * @param profileMetrics how many metrics the profiles have
 * @param wholePast a window the history was cut for
 */
export async function workOutFacts(
  engine: Engine,
  formulas: readonly FactFormula[],
  profileMetrics: number,
  wholePast: Window,
  history: CustomerHistory,
  { minPurchases }: StructuresConfig["psychographic"],
): Promise<Map<string, Fact>> {
  const buffers = createFeatureBuffers(history.knownFrom.length, formulas.length);
  await workOutWindow(engine, formulas, "known", profileMetrics, wholePast, history, buffers);
  const facts = new Map<string, Fact>();
  for (const [j, { name, levels }] of formulas.entries()) {
    facts.set(name, { values: buffers.columns[j], levels: levels ?? [] });
  }
  const counts = formulas.flatMap(({ name }, j) => (name.startsWith("bought_") ? [buffers.columns[j]] : []));
  const number = (values: Float64Array): Fact => ({ values, levels: [] });
  const orders = facts.get("orders")?.values;
  for (const [score, of] of Object.entries(scored)) {
    const fact = facts.get(of)?.values;
    if (orders === undefined || fact === undefined || !facts.has("last_order")) continue;
    const ofBuyers = fact.map((value, i) => (orders[i] > 0 ? value : Number.NaN));
    facts.set(score, number(Float64Array.from(rfmScores(ofBuyers))));
  }
  if (counts.length > 0) {
    const inferred = Float64Array.from(inferredAffinity(counts, { minPurchases }), (category) =>
      category < 0 ? Number.NaN : category,
    );
    facts.set("inferred_interest", number(inferred));
  }
  return facts;
}
