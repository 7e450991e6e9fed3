import { stringify } from "yaml";
import type { TableName } from "../../src/inputs/columns.ts";
import type { CleanBase } from "./clean-base.ts";
import { combine } from "./combine.ts";
import type { TroublePart } from "./dirty-table.ts";
import type { Trouble } from "./trouble.ts";

/** The delivered files of a table, and the troubles in them. */
export interface Source {
  readonly files: readonly string[];
  readonly parts: readonly TroublePart[];
}

/** `tessera.yaml` beside the files, with what has to be said for them to be read right. */
export function messyConfiguration(
  base: CleanBase,
  wanted: readonly Trouble[],
  sources: ReadonlyMap<TableName, Source>,
): string {
  const described = [...sources].map(([table, { files, parts }]) => {
    const says = parts.map(({ trouble, part }) => ({ by: trouble.name, says: { ...part.settings } }));
    return [table, { path: files.length === 1 ? files[0] : files, ...combine(says, `sources.${table}`) }];
  });
  const about = wanted.map(({ number, name, about }) => `# ${number} ${name}: ${about}\n`).join("");
  const configuration = {
    version: 1,
    project: "messy",
    timezone: base.timezone,
    currency: base.currency,
    sources: Object.fromEntries(described),
  };
  return `${about}${stringify(configuration, { lineWidth: 0 })}`;
}
