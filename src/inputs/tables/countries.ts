import type { Engine } from "../../engine/engine.ts";
import { loadRows } from "../../engine/write-rows.ts";
import { countryCodes, countryKey } from "../parsing/country-names.ts";

/**
 * Turns the names in a column into ISO 3166 codes; a name that is no country's becomes unknown, and stays in
 * `unread_<column>` to be told.
 *
 * @param column `own_country`, say
 */
export async function codeCountries(engine: Engine, staged: string, column: string, unread: string): Promise<void> {
  const names = await engine.rows(
    `SELECT DISTINCT ${column} AS name FROM ${staged} WHERE ${column} IS NOT NULL ORDER BY name`,
  );
  const known = countryCodes();
  await loadRows(
    engine,
    "country_codes",
    [
      { name: "name", type: "VARCHAR" },
      { name: "code", type: "VARCHAR" },
    ],
    names.map(({ name }) => [String(name), known.get(countryKey(String(name))) ?? null]),
  );
  await engine.run(`UPDATE ${staged} SET ${column} = c.code, ${unread} = CASE WHEN c.code IS NULL THEN c.name END
    FROM country_codes c WHERE ${staged}.${column} = c.name`);
  await engine.run("DROP TABLE country_codes");
}
