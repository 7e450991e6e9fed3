/** Names in an order in which each comes after those it refers to, and the circles that forbid one. */
export interface RuleOrder {
  /** Every name once; not an order where there are circles. */
  readonly order: readonly string[];
  /** Each begins and ends with the same name: `[a, b, a]`. */
  readonly circles: readonly (readonly string[])[];
}

/**
 * Orders rules so that each comes after the rules it refers to; apart from that, in the order of writing.
 *
 * Depth first, O(rules + references).
 *
 * @param references of each rule, the names it refers to; names that are no rules are passed over
 * @see Tarjan (1976), Edge-disjoint spanning trees and depth-first search, Acta Informatica 6, 171–185
 */
export function orderRules(references: ReadonlyMap<string, readonly string[]>): RuleOrder {
  const order: string[] = [];
  const circles: string[][] = [];
  const done = new Set<string>();
  const path: string[] = [];

  function visit(name: string) {
    if (path.includes(name)) circles.push([...path.slice(path.indexOf(name)), name]);
    const referred = references.get(name);
    if (referred === undefined || done.has(name) || path.includes(name)) return;
    path.push(name);
    for (const other of new Set(referred)) visit(other);
    path.pop();
    done.add(name);
    order.push(name);
  }

  for (const name of references.keys()) visit(name);
  return { order, circles };
}
