import { currencyDigits, moneyUnitsOf } from "../../inputs/currency.ts";
import type { StagedTables } from "../../inputs/staged-tables.ts";
import { english } from "../../language/english.ts";
import { russian } from "../../language/russian.ts";
import type { Text } from "../../language/text.ts";
import { marketPositions } from "../../metrics/market-position.ts";
import type { MarketResult } from "../../metrics/market-result.ts";
import { addMarketRows } from "../../metrics/market-rows.ts";
import type { Job } from "../job.ts";

/** Where we stand in the market, with what is doubtful about it in words; adds its figures to `kpis`. */
export async function compareWithMarket(
  { engine, configuration: { currency } }: Pick<Job, "engine" | "configuration">,
  staged: StagedTables,
): Promise<{ readonly market: MarketResult; readonly warnings: readonly Text[] }> {
  const money = { moneyUnits: moneyUnitsOf(currency), moneyDigits: currencyDigits(currency) };
  const market = await marketPositions(engine, staged, money);
  await addMarketRows(engine, market);
  return { market, warnings: doubts(market) };
}

function doubts(market: MarketResult): Text[] {
  if (market.status === "refused") return [];
  const larger = market.positions.filter(({ revenue, size }) => revenue !== null && size !== null && revenue > size);
  const said: Text[] = [];
  if (larger.length > 0) {
    const [{ category, from }] = larger;
    const n = larger.length;
    said.push({
      en: `market: in ${english.counted(n, "row")}, such as "${category}" from ${from}, the market is smaller than our own sales; no share is told for ${n === 1 ? "it" : "them"}`,
      ru: `рынок: в ${russian.counted(n, "строке", "строках", "строках")}, например «${category}» с ${from}, объём рынка меньше наших собственных продаж; доля не указана`,
    });
  }
  if (market.guestsLeftOut) {
    said.push({
      en: "market: sales without a customer are left out (guests: exclude), so that the shares are too low",
      ru: "рынок: продажи без покупателя не учтены (guests: exclude), поэтому доли занижены",
    });
  }
  return said;
}
