import type { Engine } from "../engine/engine.ts";
import { longestPause } from "../features/longest-pause.ts";
import { completeUntil } from "../features/window.ts";
import type { StagedTables } from "../inputs/staged-tables.ts";
import type { Text } from "../language/text.ts";
import { addSpan, civil, type EpochDay, toIsoDate } from "../math/calendar.ts";
import type { KpiMoney } from "./kpi-rows.ts";
import type { MarketPosition, MarketResult } from "./market-result.ts";

/**
 * Our share of each category and period of the table `market`, and our prices against those of competitors. Categories
 * that nobody bought before as-of are left out; in a period of a category that was bought in others the share may be 0.
 *
 * Nothing is inferred: a share is told where the size is given, the period lies wholly within our history and our own
 * sales are no larger than the market.
 *
 * Reads `market` and `market_sales`.
 */
export async function marketPositions(
  engine: Engine,
  staged: StagedTables,
  { moneyUnits, moneyDigits }: KpiMoney,
): Promise<MarketResult> {
  if (!staged.hasMarket) return { status: "refused", reason: noTable };
  const rows = await engine.rows(`SELECT m.category, m.period_start, m.period_end, m.price_index,
      CAST(m.market_size AS DOUBLE) AS size, CAST(coalesce(sum(s.amount), 0) AS DOUBLE) AS revenue
    FROM market m LEFT JOIN market_sales s ON s.category = m.category AND s.day >= m.period_start AND s.day < m.period_end
    WHERE m.category IN (SELECT category FROM market_sales)
    GROUP BY m.category, m.period_start, m.period_end, m.price_index, m.market_size
    ORDER BY m.category, m.period_start`);
  if (rows.length === 0) return { status: "refused", reason: nothingSold };

  const complete = completeUntil(await longestPause(engine, staged), staged);
  const inCurrency = (units: number) => Number((units / moneyUnits).toFixed(moneyDigits));
  const positions: MarketPosition[] = [];
  let before: Period | undefined;
  for (const row of rows) {
    const [start, end] = [Number(row.period_start), Number(row.period_end)] as EpochDay[]; // days of the staged table
    const revenue = Number(row.revenue);
    const size = row.size === null ? null : Number(row.size);
    const priceIndex = row.price_index === null ? null : Number(row.price_index);
    const unseen = staged.hasAmounts ? outside(staged, complete, start, end) : noAmounts;
    const withoutShare = unseen ?? (size === null ? noSize : revenue > size ? smallMarket : null);
    const share = withoutShare === null && size !== null ? revenue / size : null;
    const period = { category: String(row.category), start, end, share };
    positions.push({
      category: period.category,
      from: toIsoDate(start),
      until: toIsoDate(dayBefore(end)),
      revenue: unseen === null ? inCurrency(revenue) : null,
      size: size === null ? null : inCurrency(size),
      share,
      withoutShare,
      shareChange: before === undefined ? null : changeSince(before, period),
      priceIndex,
      pricePosition: priceIndex === null ? null : 100 / priceIndex,
    });
    before = period;
  }
  return { status: "done", positions, guestsLeftOut: leavesGuestsOut(staged) };
}

/** Half-open. */
interface Period {
  readonly category: string;
  readonly start: EpochDay;
  readonly end: EpochDay;
  readonly share: number | null;
}

/** Why our sales between two days are not known as a whole, null where they are. */
function outside(
  { firstEvent, lastEvent }: StagedTables,
  complete: EpochDay,
  start: EpochDay,
  end: EpochDay,
): Text | null {
  if (start < firstEvent) {
    const first = toIsoDate(firstEvent);
    return { en: `our transactions begin on ${first}`, ru: `наши транзакции начинаются ${first}` };
  }
  if (end > complete) {
    const last = toIsoDate(lastEvent);
    return { en: `our transactions end on ${last}`, ru: `наши транзакции заканчиваются ${last}` };
  }
  return null;
}

function changeSince(before: Period, now: Period): number | null {
  if (before.category !== now.category || before.end !== now.start || !areAlike(before, now)) return null;
  return now.share === null || before.share === null ? null : now.share - before.share;
}

/** Whether neighbouring periods are of the same length: in months where both are whole months, otherwise in days. */
function areAlike(before: Period, now: Period): boolean {
  const bounds = [before.start, now.start, now.end].map(civil);
  if (bounds.some(({ day }) => day !== 1)) return before.end - before.start === now.end - now.start;
  const months = bounds.map(({ year, month }) => year * 12 + month);
  return months[1] - months[0] === months[2] - months[1];
}

function leavesGuestsOut({ accounts }: StagedTables): boolean {
  return accounts.some(
    ({ table, excluded }) =>
      table === "transactions" && excluded.some(({ policy, rows }) => policy === "guest" && rows > 0),
  );
}

function dayBefore(day: EpochDay): EpochDay {
  return addSpan(day, { count: -1, unit: "day" });
}

const noTable: Text = { en: "there is no market table", ru: "нет таблицы рынка (market)" };
const nothingSold: Text = {
  en: "nothing was sold in the categories of the market table",
  ru: "в категориях из таблицы рынка нет продаж",
};
const noAmounts: Text = { en: "the transactions have no amounts", ru: "у транзакций нет сумм" };
const noSize: Text = { en: "the size of the market is not known", ru: "объём рынка не указан" };
/** Either the size is wrong or it is of another market; dividing by it would tell a share above 1. */
const smallMarket: Text = {
  en: "our own sales are larger than the market given",
  ru: "наши продажи больше указанного объёма рынка",
};
