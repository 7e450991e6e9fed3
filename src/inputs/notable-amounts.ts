import type { Engine } from "../engine/engine.ts";
import { english } from "../language/english.ts";
import { russian } from "../language/russian.ts";
import type { Text } from "../language/text.ts";
import type { RowNumbers } from "./row-numbers.ts";
import { lineKind } from "./tables/transactions.ts";

/** A row that holds this share of all sales is worth a look. */
const notableShare = 0.02;
/** So is a sale that is taken back within a day and holds this share. */
const notablePair = 0.002;

/**
 * Amounts that move the figures of everybody, in words: rows that hold a notable share of all revenue, and big sales that
 * were cancelled within a day. They stay in; whoever reads the figures should know.
 *
 * @param money writes an amount in money units
 */
export async function notableAmounts(
  engine: Engine,
  { staged, numbers, files }: { staged: string; numbers: RowNumbers; files: readonly { name: string }[] },
  money: (amount: number) => Text,
): Promise<Text[]> {
  const sale = `policy IS NULL AND line_kind = ${lineKind.sale}`;
  const [{ gross }] = await engine.rows(
    `SELECT CAST(coalesce(sum(money), 0) AS DOUBLE) AS gross FROM ${staged} WHERE ${sale}`,
  );
  const revenue = Number(gross);
  if (revenue <= 0) return [];
  const said: Text[] = [];

  const [{ n }] = await engine.rows(`SELECT CAST(count(*) AS DOUBLE) AS n FROM ${staged} WHERE ${sale}`);
  // In a base of a few dozen rows every row holds a notable share.
  if (Number(n) >= 500) {
    await numbers.number("notable_rows", `${sale} AND money >= ${Math.ceil(revenue * notableShare)}`, "money");
    const rows = await engine.rows(
      "SELECT file, CAST(row_number AS DOUBLE) AS place, CAST(money AS DOUBLE) AS money FROM notable_rows ORDER BY money DESC, file, place LIMIT 5",
    );
    await engine.run("DROP TABLE notable_rows");
    for (const row of rows) {
      const [amount, file] = [Number(row.money), files[Number(row.file)].name];
      const { en, ru } = money(amount);
      said.push({
        en: `transactions: one row (${file}, row ${row.place}) holds ${english.share(amount / revenue)} of all revenue, ${en}; it stays in, and money is compared on a logarithmic scale`,
        ru: `транзакции: одна строка (${file}, строка ${row.place}) даёт ${russian.share(amount / revenue)} всей выручки, ${ru}; она учтена, а деньги сравниваются в логарифмической шкале`,
      });
    }
    const least = Math.ceil(revenue * notablePair);
    const pairs = await engine.rows(`SELECT CAST(sold.money AS DOUBLE) AS money, CAST(count(*) AS DOUBLE) AS n
      FROM (SELECT customer_id, day, money FROM ${staged} WHERE ${sale} AND money >= ${least}) sold
      JOIN (SELECT customer_id, day, abs(money) AS money FROM ${staged}
            WHERE policy IS NULL AND line_kind = ${lineKind.return} AND abs(money) >= ${least}) back
      ON back.customer_id = sold.customer_id AND back.money = sold.money AND back.day >= sold.day AND back.day <= sold.day + 1
      GROUP BY sold.money ORDER BY money DESC LIMIT 5`);
    for (const pair of pairs) {
      const amount = Number(pair.money);
      const { en, ru } = money(amount);
      said.push({
        en: `transactions: a sale of ${en} (${english.share(amount / revenue)} of all revenue) was taken back within a day; net money is not moved by it, gross money is`,
        ru: `транзакции: продажу на ${ru} (${russian.share(amount / revenue)} всей выручки) отменили в течение суток; на выручку за вычетом возвратов она не влияет, на выручку без вычета влияет`,
      });
    }
  }
  return said;
}
