import type { Engine } from "../engine/engine.ts";
import { moneyUnitsOf } from "../inputs/currency.ts";
import type { StagedTables } from "../inputs/staged-tables.ts";
import { buildAttributeCodes } from "./attribute-codes.ts";
import type { FamilyContext } from "./family.ts";
import { buildSiteSessions } from "./site-sessions.ts";

/** Makes the tables that features read besides the staged ones (`attribute_codes`, `sessions`), and what families know. */
export async function openFamilyContext(
  engine: Engine,
  staged: StagedTables,
  { currency, returns }: Pick<FamilyContext, "currency" | "returns">,
): Promise<Omit<FamilyContext, "window">> {
  if (staged.hasVisits) await buildSiteSessions(engine);
  const levels = await buildAttributeCodes(engine, staged);
  return { staged, currency, moneyUnits: moneyUnitsOf(currency), returns, levels };
}
