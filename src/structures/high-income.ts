import type { Fact } from "./facts.ts";
import type { StructuresConfig } from "./structures-config.ts";
import { resolveThreshold } from "./threshold.ts";

/**
 * Whether each customer's income is above the threshold: 1 or 0, −1 where it is not known. A flag that lies over every
 * structure instead of a part beside others: somebody new may have a high income as well.
 *
 * @param customers N, the length of the result
 */
export function highIncome(
  income: Fact | undefined,
  { threshold }: StructuresConfig["highIncome"],
  customers: number,
): Int16Array {
  const flags = new Int16Array(customers).fill(-1);
  if (income === undefined) return flags;
  const limit = resolveThreshold(threshold, income.values);
  for (const [i, value] of income.values.entries()) if (!Number.isNaN(value)) flags[i] = value > limit ? 1 : 0;
  return flags;
}
