import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { markovEvidence } from "../../src/transitions/assumptions/markov-evidence.ts";
import { transitionRules } from "../../src/transitions/rules/transition-rules.ts";
import { lastOnes, query, type Row } from "./query.ts";

/** What a run says of moves: the pooled matrix with intervals, the tests of what a chain assumes, and rules. */
export async function readRun(runDir: string) {
  const cells = await query(
    `SELECT from_segment, to_segment, CAST("count" AS INTEGER) AS moves, probability, lo, hi, flags
     FROM '${runDir}/transitions.parquet' WHERE basis = 'raw' AND window_from = 'pooled'
     ORDER BY ${lastOnes("from_segment")}, ${lastOnes("to_segment")}`,
  );
  const saved = JSON.parse(readFileSync(join(runDir, "transitions.json"), "utf8"));
  return { cells, assumptions: assumptionsOf(saved.assumptions), rules: rulesOf(runDir) };
}

type RunMoves = Awaited<ReturnType<typeof readRun>>;

function assumptionsOf(saved: unknown) {
  const found = markovEvidence.safeParse(saved);
  if (!found.success) throw new Error(`assumptions: ${JSON.stringify(saved)}`);
  const { status, reasons, windows, order, homogeneity, cohorts, dwell, memory } = found.data;
  return {
    status,
    windows,
    order: order.status,
    homogeneity: homogeneity.status,
    cohorts: cohorts.status,
    dwell: dwell.status,
    memory,
    reasons: reasons.map(({ en }) => en),
  };
}

/** Null where the run has none. */
function rulesOf(runDir: string) {
  const file = join(runDir, "transition_rules.json");
  if (!existsSync(file)) return null;
  const found = transitionRules.parse(JSON.parse(readFileSync(file, "utf8")));
  if (found.status === "refused") return { refused: found.reason.en, origins: [], rules: [] };
  return {
    refused: null,
    origins: found.origins.map(({ origin, customers, found: learned, confirmed, reason }) => ({
      ...{ origin, customers, found: learned, confirmed },
      reason: reason?.en ?? null,
    })),
    rules: found.rules.map(({ origin, destination, words, sql, train, later }) => ({
      ...{ origin, destination, words: words.en, sql, train, later },
    })),
  };
}

export function printRun(name: string, { cells, assumptions, rules }: RunMoves): void {
  console.log(`\n${name}, pooled moves with 95 % intervals`);
  console.table(tableOf(cells));
  const { order, homogeneity, cohorts, dwell } = assumptions;
  console.log(`Markov assumptions ${assumptions.status}:`, { order, homogeneity, cohorts, dwell });
  for (const line of assumptions.reasons) console.log(`  ${line}`);
  if (rules === null) return;
  if (rules.refused !== null) console.log(`rules: ${rules.refused}`);
  for (const { origin, customers, found, confirmed, reason } of rules.origins)
    console.log(
      `rules out of ${origin}: ${reason ?? `${customers} customers, ${found} found, ${confirmed} confirmed`}`,
    );
  for (const { words, sql, later } of rules.rules)
    console.log(`  ${words}\n    ${sql} (${later.hits} of ${later.covered}, lift ${later.lift.toFixed(2)})`);
}

function tableOf(cells: readonly Row[]): Record<string, Record<string, string>> {
  const table: Record<string, Record<string, string>> = {};
  for (const { from_segment, to_segment, moves, probability, lo, hi } of cells) {
    const row = table[String(from_segment)] ?? {};
    const percent = (share: unknown) => (100 * Number(share)).toFixed(1);
    row[String(to_segment)] =
      probability === null ? "–" : `${moves}: ${percent(probability)} % (${percent(lo)}–${percent(hi)})`;
    table[String(from_segment)] = row;
  }
  return table;
}
