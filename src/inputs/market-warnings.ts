import type { Engine } from "../engine/engine.ts";
import { english } from "../language/english.ts";
import { russian } from "../language/russian.ts";
import type { Text } from "../language/text.ts";
import { type EpochDay, toIsoDate } from "../math/calendar.ts";
import { nearestName } from "../math/nearest-name.ts";
import { shownText } from "./shown-text.ts";
import type { StagedTable } from "./stage-table.ts";
import { hasCategories } from "./tables/market.ts";
import { lineKind } from "./tables/transactions.ts";

/** Names that a sentence lists at most. */
const mostListed = 10;
/** Categories of the sales among which a misspelt one is looked for. */
const mostKnown = 1000;

/** Rows of `market` that sales say nothing of, in words: categories that nobody bought, periods before the history. */
export async function marketWarnings(engine: Engine, transactions: StagedTable | undefined): Promise<Text[]> {
  if (transactions === undefined || !(await hasCategories(engine, transactions))) {
    return [
      {
        en: "market: the transactions tell no category; the table is not used",
        ru: "рынок: у транзакций нет категорий; таблица не используется",
      },
    ];
  }
  return [...(await unsold(engine, transactions)), ...(await beforeHistory(engine))];
}

async function unsold(engine: Engine, { staged }: StagedTable): Promise<Text[]> {
  const rows = await engine.rows(`SELECT DISTINCT category FROM market
    WHERE category NOT IN (SELECT category FROM market_sales) ORDER BY category`);
  if (rows.length === 0) return [];
  const known = await engine.rows(`SELECT category FROM ${staged}
    WHERE policy IS NULL AND line_kind = ${lineKind.sale} AND category IS NOT NULL
    GROUP BY category ORDER BY count(*) DESC, category LIMIT ${mostKnown}`);
  const names = known.map(({ category }) => String(category));
  const shown = rows.slice(0, mostListed).map(({ category }) => {
    const near = nearestName(String(category), names);
    return { name: shownText(String(category)), near: near === undefined ? undefined : shownText(near) };
  });
  const more = rows.length - shown.length;
  const en = shown.map(({ name, near }) => `"${name}"${near === undefined ? "" : ` (did you mean "${near}"?)`}`);
  const ru = shown.map(({ name, near }) => `«${name}»${near === undefined ? "" : ` (может быть, «${near}»?)`}`);
  return [
    {
      en: `market: nobody bought anything of ${en.join(", ")}${more > 0 ? ` and ${more} more categories` : ""}; nothing is said of ${rows.length === 1 ? "it" : "them"}`,
      ru: `рынок: нет продаж в ${rows.length === 1 ? "категории" : "категориях"} ${ru.join(", ")}${more > 0 ? ` и ещё в ${russian.count(more)}` : ""}; о ${rows.length === 1 ? "ней" : "них"} ничего не сказано`,
    },
  ];
}

async function beforeHistory(engine: Engine): Promise<Text[]> {
  const [{ n, first }] = await engine.rows(`SELECT CAST(count(*) AS DOUBLE) AS n, max(h.day) AS first
    FROM market, (SELECT min(day) AS day FROM lines) h WHERE period_start < h.day`);
  if (Number(n) === 0) return [];
  const day = toIsoDate(Number(first) as EpochDay); // a day of lines
  return [
    {
      en: `market: ${english.counted(Number(n), "row begins", "rows begin")} before the first transaction (${day}); no share is told for ${n === 1 ? "it" : "them"}`,
      ru: `рынок: в ${russian.counted(Number(n), "строке", "строках", "строках")} период начинается раньше первой транзакции (${day}); доля за него не указана`,
    },
  ];
}
