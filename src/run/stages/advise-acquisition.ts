import { currencyDigits, moneyUnitsOf } from "../../inputs/currency.ts";
import type { StagedTables } from "../../inputs/staged-tables.ts";
import type { LtvResult } from "../../ltv/fit-ltv.ts";
import { acquisitionEfficiency } from "../../metrics/acquisition-efficiency.ts";
import type { AcquisitionResult } from "../../metrics/acquisition-result.ts";
import { addAcquisitionRows } from "../../metrics/acquisition-rows.ts";
import type { Job } from "../job.ts";

/** What it costs to win customers, what they bring, and how to divide the budget; adds its figures to `kpis`. */
export async function adviseAcquisition(
  { engine, configuration: { currency, sources } }: Pick<Job, "engine" | "configuration">,
  staged: StagedTables,
  ltv: LtvResult,
): Promise<AcquisitionResult> {
  const moneyDigits = currencyDigits(currency);
  const moneyUnits = moneyUnitsOf(currency);
  const money = {
    moneyUnits,
    unitsPerMinor: moneyUnits / 10 ** moneyDigits,
    returns: sources.transactions?.returns ?? "net",
  } as const;
  const result = await acquisitionEfficiency(engine, staged, money, ltv.status === "done" ? ltv.scores : undefined);
  await addAcquisitionRows(engine, result, staged.asOf, moneyDigits);
  return result;
}
