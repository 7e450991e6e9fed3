import type { StructureContext } from "./offer.ts";
import { resolveThreshold } from "./threshold.ts";

/**
 * SQL of whether the income is above the threshold; undefined where no income is known. A flag that
 * lies over every structure instead of a part beside others: somebody new may have a high income as well.
 */
export function highIncome({ config, dialect, facts }: StructureContext): string | undefined {
  const income = facts.get("income");
  if (income === undefined) return undefined;
  const threshold = resolveThreshold(config.highIncome.threshold, income.values);
  return Number.isNaN(threshold) ? undefined : `income > ${dialect.double(threshold)}`;
}
