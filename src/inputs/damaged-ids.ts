import type { Engine } from "../engine/engine.ts";
import { english } from "../language/english.ts";
import { russian } from "../language/russian.ts";
import { tableWords } from "../language/table-words.ts";
import type { Text } from "../language/text.ts";
import type { TableName } from "./columns.ts";

/** Customer ids that a spreadsheet has rounded, with how many rows they would have thrown together, in words. */
export async function damagedIds(engine: Engine): Promise<Text[]> {
  const rounded = engine.dialect.matches("raw_text", "^\\d([.,]\\d+)?[eE]\\+\\d+$");
  const rows =
    await engine.rows(`SELECT "table", CAST(count(*) AS DOUBLE) AS n, CAST(count(DISTINCT raw_text) AS DOUBLE) AS ids,
      min(raw_text) AS example FROM rejects
    WHERE "column" = 'customer_id' AND raw_text IS NOT NULL AND ${rounded} GROUP BY "table" ORDER BY "table"`);
  return rows.map(({ table, n, ids, example }) => {
    const [damaged, left] = [Number(n), Number(ids)];
    const { en, ru } = tableWords[table as TableName]; // rejects name the table they come from
    return {
      en: `${en}: ${english.counted(damaged, "row carries a customer id", "rows carry customer ids")} that a spreadsheet rounded (such as ${example}), which would have merged all their customers into ${english.count(left)}; export the ids as text`,
      ru: `${ru}: в ${russian.counted(damaged, "строке", "строках", "строках")} идентификаторы клиентов округлены электронной таблицей (например, ${example}): все эти клиенты слились бы в ${russian.counted(left, "клиента", "клиентов", "клиентов")}; выгрузите идентификаторы как текст`,
    };
  });
}
