import type { ActivityPanel } from "../panel/activity-panel.ts";
import type { ActivityCandidate } from "../search/search-activity.ts";

/** What of the months a model looks at: orders only, or everything the panel counts. */
export type PanelView = "orders" | "all";

/** A model that competes to describe what customers do. */
export interface Contender {
  readonly candidate: ActivityCandidate;
  readonly view: PanelView;
}

/** Types of a static mixture, and of one whose types may lapse (the lapsed state is one more). */
const staticTypes = 3;
const lapsingTypes = 4;

/**
 * The family of models, simple ones first: types that last, one type that may lapse with a free rate (a seasonal Pareto/NBD by
 * months), several types that may each lapse, told apart by orders or by everything, and chains. Of everything, as many types as the
 * chain has states may lapse.
 *
 * @param freeEffect whether how much customers differ has any distribution
 * @param chains numbers of states of the chains, by what they look at
 */
export function contendersOf(freeEffect: boolean, chains: ReadonlyMap<PanelView, number>): Contender[] {
  const orders = (kind: ActivityCandidate["kind"], states: number, free: boolean): Contender => ({
    candidate: { kind, states, freeEffect: free, hasBasket: false },
    view: "orders",
  });
  const ofOrders = chains.get("orders");
  const ofAll = chains.get("all");
  return [
    orders("static", staticTypes, freeEffect),
    orders("lapse", 2, true),
    orders("lapse", lapsingTypes + 1, freeEffect),
    ...(ofAll === undefined
      ? []
      : [{ candidate: { kind: "lapse", states: ofAll, freeEffect, hasBasket: true }, view: "all" } as const]),
    ...(ofOrders === undefined ? [] : [orders("chain", ofOrders, freeEffect)]),
    ...(ofAll === undefined
      ? []
      : [false, true].map((hasBasket): Contender => {
          return { candidate: { kind: "chain", states: ofAll, freeEffect, hasBasket }, view: "all" };
        })),
  ];
}

/** The panel as a contender sees it. */
export function viewOf(panel: ActivityPanel, view: PanelView): ActivityPanel {
  if (view === "all") return panel;
  return {
    ...panel,
    countStart: new Int32Array(panel.month.length + 1),
    ...{ column: new Uint8Array(0), count: new Uint8Array(0), columns: { count: 0, tallies: [], mixes: [] } },
  };
}

/** Whether there is anything to look at besides orders. */
export function hasMore({ columns, basketSquares }: ActivityPanel): boolean {
  return columns.count > 0 || basketSquares.some((squares) => squares > 0);
}
