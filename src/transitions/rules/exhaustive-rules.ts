import { benjaminiHochberg } from "../../math/benjamini-hochberg.ts";
import type { Term } from "./candidate-terms.ts";
import { bitsOf, countShared, layRows } from "./row-bits.ts";
import { type RuleFigures, ruleFigures } from "./rule-figures.ts";

/** A conjunction with its figures. */
export interface RatedRule extends RuleFigures {
  /** Indices of its terms, ascending. */
  readonly terms: readonly number[];
  /** p by Benjamini and Hochberg over all rules that were rated. */
  readonly q: number;
}

/**
 * Every conjunction of up to `mostTerms` terms on different features that anybody meets, for one origin and one
 * destination, smaller ones first. What rules of transition are by definition, for few terms; `searchConjunctions` is for
 * many.
 *
 * O(terms^mostTerms · n/32).
 *
 * @param isHit 1 for customers of the origin who moved to the destination, length n
 * @throws RangeError if a term is not of the same n customers
 */
export function exhaustiveRules(
  terms: readonly Pick<Term, "feature" | "meets">[],
  isHit: Uint8Array,
  mostTerms: number,
): RatedRule[] {
  const customers = isHit.length;
  for (const { meets } of terms) {
    if (meets.length !== customers) throw new RangeError(`rules: ${meets.length} customers against ${customers}`);
  }
  const layout = layRows(new Int32Array(customers), 1, Int16Array.from(isHit), 2);
  const bits = terms.map(({ meets }) => bitsOf(layout, meets));
  const counts = new Float64Array(2);
  const rated: Omit<RatedRule, "q">[] = [];

  let smaller = [{ terms: [] as readonly number[], rows: bitsOf(layout, new Uint8Array(customers).fill(1)) }];
  for (let size = 1; size <= mostTerms; size++) {
    smaller = smaller.flatMap((rule) => {
      const features = rule.terms.map((term) => terms[term].feature);
      const last = rule.terms.at(-1) ?? -1;
      return bits.flatMap((own, term) => {
        if (term <= last || features.includes(terms[term].feature)) return [];
        return { terms: [...rule.terms, term], rows: rule.rows.map((word, at) => word & own[at]) };
      });
    });
    for (const { terms: conjunction, rows } of smaller) {
      countShared(layout, rows, rows, counts);
      const [misses, hits] = counts;
      if (misses + hits === 0) continue;
      const figures = ruleFigures({ customers, moved: layout.rows[1], covered: misses + hits, hits });
      rated.push({ ...figures, terms: conjunction });
    }
  }
  const q = benjaminiHochberg(Float64Array.from(rated, ({ p }) => p));
  return rated.map((rule, at) => ({ ...rule, q: q[at] }));
}
