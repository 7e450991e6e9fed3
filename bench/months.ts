import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { retailConfiguration } from "./commands/retail.ts";
import { tessera } from "./commands/tessera.ts";

/**
 * Twelve months of a wholesaler (Online Retail II) by `tessera backfill`: which segments there are in each month, under which
 * ids and names, whether they hold, and what was decided of each month's model. Written to bench/results/months.json.
 *
 *     npm run study:months
 */
const root = resolve(import.meta.dirname, "../..");
const configuration = retailConfiguration();
if (configuration === undefined) {
  console.error("months: the study reads Online Retail II beside the project, which is not there");
  process.exit(2);
}

interface Month {
  readonly asOf: string;
  readonly promotion: string;
  readonly reasons: readonly string[];
  readonly certificate: string;
  readonly segments: readonly { readonly id: string; readonly name: string; readonly size: number }[];
}

const work = mkdtempSync(join(tmpdir(), "tessera-months-"));
try {
  const { result } = tessera("backfill", work, configuration, ["--from", "2011-01-01", "--to", "2011-12-01"]);
  const { runs } = result as { runs: Month[] }; // as backfill prints it
  const months = runs.map(({ asOf, promotion, reasons, certificate, segments }) => ({
    ...{ asOf, promotion, reasons, certificate, segments },
  }));
  for (const { asOf, promotion, certificate, segments, reasons } of months) {
    const sizes = segments.map(({ id, size }) => `${id} ${size}`).join(", ");
    console.log(`${asOf}  ${promotion.padEnd(9)} ${certificate.padEnd(8)} ${sizes}\n            ${reasons.join("; ")}`);
  }
  const file = join(root, "bench", "results", "months.json");
  mkdirSync(join(root, "bench", "results"), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ command: "npm run study:months", months }, null, 2)}\n`);
  console.log(`\nwritten: ${file}`);
} finally {
  rmSync(work, { recursive: true, force: true });
}
