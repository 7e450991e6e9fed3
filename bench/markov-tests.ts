import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { createRandom, type Random } from "../src/math/random.ts";
import { countMoves, countPaths } from "../src/transitions/assumptions/count-paths.ts";
import { dwellTest } from "../src/transitions/assumptions/dwell-test.ts";
import { homogeneityTest } from "../src/transitions/assumptions/homogeneity-test.ts";
import { countSpells } from "../src/transitions/assumptions/life-table.ts";
import { orderTest } from "../src/transitions/assumptions/order-test.ts";
import type { TableTest } from "../src/transitions/assumptions/test-tables.ts";

/**
 * How often the tests of the Markov assumptions reject, at the level of .05, where the assumptions hold and where one of them
 * does not: `npm run study:markov-tests` simulates every design 2,000 times and writes bench/results/markov-tests.json;
 * `npm run study:markov-tests -- 200` fewer times. Goals: .03 to .07 where they hold, with 200 or more moves per origin in all
 * windows, and at most .07 with fewer, where random tables leave few p to choose from; .9 or more for the q of an origin whose row
 * moves by a total variation of .20 half-way through the windows, with 200 or more moves per origin in each pair of windows. The
 * rest is printed. Each design is simulated in a process of its own, as many at a time as there are cores.
 */
const root = resolve(import.meta.dirname, "../..");
const simulations = Number(process.argv[2] ?? 2000);
/** The design this process simulates; none in the one that asks. */
const own = process.argv[3];
const level = 0.05;
/** Random tables of a Monte-Carlo p: .05/8 of 1 + 319 is a whole number, so that the level is met exactly, of eight origins too. */
const draws = 319;

/** What the first state does otherwise, by a total variation of .20: nothing, or stay less and move on to the second more. */
type Departure = "none" | "half-way" | "by previous" | "by age";

interface Design {
  /** Moves per origin in each pair of windows, on average. */
  readonly moves: number;
  readonly windows: number;
  /** Chances of the first row; the others are the same, turned, so that all states are equally frequent. */
  readonly row: readonly number[];
  readonly departure: Departure;
}

const rows = {
  four: [0.6, 0.2, 0.12, 0.08],
  eight: [0.5, 0.15, 0.1, 0.07, 0.06, 0.05, 0.04, 0.03],
  rare: [0.86, 0.02, 0.02, 0.02, 0.02, 0.02, 0.02, 0.02],
};
const departure = "none";

const designs: Record<string, Design> = {
  // By the limit for many moves, where nothing is rare.
  "4 states, 200 moves, 3 windows": { row: rows.four, moves: 200, windows: 3, departure },
  "4 states, 300 moves": { row: rows.four, moves: 300, windows: 7, departure },
  "4 states, 1,000 moves": { row: rows.four, moves: 1000, windows: 7, departure },
  "8 states, 200 moves, 3 windows": { row: rows.eight, moves: 200, windows: 3, departure },
  "8 states, 300 moves": { row: rows.eight, moves: 300, windows: 7, departure },
  "8 states, 1,000 moves": { row: rows.eight, moves: 1000, windows: 7, departure },
  "8 states, rare moves, 300 moves": { row: rows.rare, moves: 300, windows: 4, departure },
  "8 states, rare moves, 1,000 moves": { row: rows.rare, moves: 1000, windows: 4, departure },
  // By random tables: 30, 99 and 300 moves in all.
  "4 states, 10 moves": { row: rows.four, moves: 10, windows: 4, departure },
  "4 states, 33 moves": { row: rows.four, moves: 33, windows: 4, departure },
  "4 states, 50 moves": { row: rows.four, moves: 50, windows: 7, departure },
  "8 states, 10 moves": { row: rows.eight, moves: 10, windows: 4, departure },
  "8 states, 33 moves": { row: rows.eight, moves: 33, windows: 4, departure },
  "8 states, rare moves, 70 moves": { row: rows.rare, moves: 70, windows: 4, departure },
  "4 states, 50 moves, half-way": { row: rows.four, moves: 50, windows: 7, departure: "half-way" },
  "4 states, 200 moves, 3 windows, half-way": { row: rows.four, moves: 200, windows: 3, departure: "half-way" },
  "4 states, 300 moves, half-way": { row: rows.four, moves: 300, windows: 7, departure: "half-way" },
  "8 states, 200 moves, 3 windows, half-way": { row: rows.eight, moves: 200, windows: 3, departure: "half-way" },
  "8 states, 300 moves, half-way": { row: rows.eight, moves: 300, windows: 7, departure: "half-way" },
  "8 states, rare moves, 300 moves, half-way": { row: rows.rare, moves: 300, windows: 7, departure: "half-way" },
  "4 states, 300 moves, by previous": { row: rows.four, moves: 300, windows: 7, departure: "by previous" },
  "4 states, 300 moves, by age": { row: rows.four, moves: 300, windows: 7, departure: "by age" },
};

/** How often one test was rejected, how often it was refused, and how often it went by random tables. */
interface Rate {
  readonly test: string;
  readonly rejected: number | null;
  readonly tested: number;
  readonly refused: number;
  readonly monteCarlo: number;
  readonly goal: string | null;
  readonly holds: boolean;
}

interface Simulated {
  readonly design: string;
  readonly states: number;
  readonly windows: number;
  readonly movesPerOriginAndPair: number;
  readonly movesPerOrigin: number;
  readonly departure: Departure;
  readonly rates: readonly Rate[];
}

if (own === undefined) await simulateAll();
else console.log(JSON.stringify(simulate(own)));

async function simulateAll() {
  const names = Object.keys(designs);
  const results: Simulated[] = [];
  const waiting = [...names];
  const worker = async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      const child = spawn(process.execPath, [process.argv[1], String(simulations), name], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      const simulated = JSON.parse(await text(child.stdout)) as Simulated; // as simulate() writes it
      results.push(simulated);
      print(simulated);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  results.sort((a, b) => names.indexOf(a.design) - names.indexOf(b.design));
  const file = join(root, "bench", "results", "markov-tests.json");
  mkdirSync(join(root, "bench", "results"), { recursive: true });
  const study = { command: "npm run study:markov-tests", simulations, level, draws, results };
  writeFileSync(file, `${JSON.stringify(study, null, 2)}\n`);
  const missed = results.flatMap(({ rates }) => rates).filter(({ holds }) => !holds).length;
  console.log(`${missed === 0 ? "all goals hold" : `${missed} goals MISSED`}\nwritten: ${file}`);
  process.exitCode = missed === 0 ? 0 : 1;
}

function print({ design, movesPerOrigin, rates }: Simulated) {
  console.log(`${design} in each pair, ${movesPerOrigin} in all`);
  for (const { test, rejected, tested, refused, monteCarlo, goal, holds } of rates) {
    const share = rejected === null ? "    –" : rejected.toFixed(3);
    const verdict = goal === null ? "" : `${goal} ${holds ? "holds" : "MISSED"}`;
    console.log(
      `  ${test.padEnd(34)} ${share}  of ${String(tested).padStart(6)} (${refused} refused, ${monteCarlo} by random tables)  ${verdict}`,
    );
  }
}

function simulate(name: string): Simulated {
  const design = designs[name];
  const k = design.row.length;
  const tallies = new Map<string, Tally>();
  const tally = (test: string, p: number | null, method: TableTest["method"]) => {
    const so = tallies.get(test) ?? { rejected: 0, tested: 0, refused: 0, monteCarlo: 0 };
    if (p === null) so.refused += 1;
    else {
      so.tested += 1;
      if (p <= level) so.rejected += 1;
      if (method === "monte-carlo") so.monteCarlo += 1;
    }
    tallies.set(test, so);
  };

  for (let seed = 1; seed <= simulations; seed++) {
    const windows = drawWindows(design, createRandom(seed, Object.keys(designs).indexOf(name)));
    for (const [test, p, method] of testWindows(windows, k, seed, design.departure)) tally(test, p, method);
  }
  return {
    design: name,
    states: k,
    windows: design.windows,
    movesPerOriginAndPair: design.moves,
    movesPerOrigin: design.moves * (design.windows - 1),
    departure: design.departure,
    rates: Array.from(tallies, ([test, so]) => judge(test, so, design)),
  };
}

/** p or q of the tests that are to find a departure, and of all where nothing departs; null where refused. */
function testWindows(windows: readonly Int16Array[], k: number, seed: number, departure: Departure): Tested[] {
  const tested: Tested[] = [];
  const settings = { seed, draws };
  const pairs = windows.slice(1).map((after, before) => countMoves(windows[before], after, k));
  if (departure === "none" || departure === "by previous") {
    const pooled = new Float64Array(k * k);
    for (const counts of pairs) for (let cell = 0; cell < pooled.length; cell++) pooled[cell] += counts[cell];
    const order = orderTest(pooled, countPaths(windows, k), k, settings);
    if (order.status === "refused") tested.push(["order", null, "chi-square"]);
    else tested.push(["order", order.order1Against2.p, order.order1Against2.method]);
  }
  if (departure === "none" || departure === "half-way") {
    const homogeneity = homogeneityTest(pairs, k, settings);
    if (homogeneity.status === "refused") return [...tested, ["homogeneity", null, "chi-square"]];
    const { total, origins } = homogeneity;
    tested.push(["homogeneity", total.p, total.method]);
    tested.push(["homogeneity, any origin by q", Math.min(...origins.map(({ q }) => q ?? 1)), total.method]);
    const [first, ...others] = origins;
    if (departure === "half-way") tested.push(["homogeneity, changed origin by q", first.q, first.method]);
    const unchanged = departure === "half-way" ? others : origins;
    for (const { p, method } of unchanged) tested.push(["homogeneity, each unchanged origin", p, method]);
  }
  if (departure === "none" || departure === "by age") {
    for (const [state, spells] of countSpells(windows, k).entries()) {
      const test = departure === "by age" && state === 0 ? "dwell, changed state" : "dwell, each unchanged state";
      const dwell = dwellTest(spells, settings);
      tested.push(dwell.status === "refused" ? [test, null, "chi-square"] : [test, dwell.test.p, dwell.test.method]);
    }
  }
  return tested;
}

type Tested = readonly [test: string, p: number | null, method: TableTest["method"]];

interface Tally {
  rejected: number;
  tested: number;
  refused: number;
  monteCarlo: number;
}

function judge(
  test: string,
  { rejected, tested, refused, monteCarlo }: Tally,
  { departure, moves, windows }: Design,
): Rate {
  const rate = tested === 0 ? null : rejected / tested;
  const counts = { test, rejected: rate, tested, refused, monteCarlo };
  // A test that is refused nearly always is not judged by the few times it is not.
  if (rate === null || tested < simulations / 2) return { ...counts, goal: null, holds: true };
  if (departure === "none" && moves * (windows - 1) < 200)
    return { ...counts, goal: ".07 at most", holds: rate <= 0.07 };
  if (departure === "none") return { ...counts, goal: ".03 to .07", holds: rate >= 0.03 && rate <= 0.07 };
  if (departure === "half-way" && test === "homogeneity, changed origin by q" && moves >= 200)
    return { ...counts, goal: ".9 or more", holds: rate >= 0.9 };
  return { ...counts, goal: null, holds: true };
}

/** Labels of customers who are equally often in every state of the first window. */
function drawWindows({ row, moves, windows, departure }: Design, random: Random): Int16Array[] {
  const k = row.length;
  const n = k * moves;
  const usual = cumulative(row);
  const moved = cumulative([row[0] - 0.2, row[1] + 0.2, ...row.slice(2)]);
  const labels = Array.from({ length: windows }, () => new Int16Array(n));
  for (let customer = 0; customer < n; customer++) {
    let previous = random.below(k);
    let state = random.below(k);
    let age = 1;
    labels[0][customer] = state;
    for (let w = 1; w < windows; w++) {
      const isMoved =
        state === 0 &&
        ((departure === "half-way" && w > (windows - 1) / 2) ||
          (departure === "by previous" && previous === 1) ||
          (departure === "by age" && age === 1));
      const next = (state + drawFrom(isMoved ? moved : usual, random)) % k;
      age = next === state ? age + 1 : 1;
      previous = state;
      state = next;
      labels[w][customer] = state;
    }
  }
  return labels;
}

function cumulative(row: readonly number[]): Float64Array {
  let sum = 0;
  return Float64Array.from(row, (chance) => {
    sum += chance;
    return sum;
  });
}

function drawFrom(steps: Float64Array, random: Random): number {
  const u = random.next();
  let at = 0;
  while (at < steps.length - 1 && u >= steps[at]) at += 1;
  return at;
}
