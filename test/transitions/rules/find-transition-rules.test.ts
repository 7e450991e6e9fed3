import { tmpdir } from "node:os";
import { describe, expect, it } from "vitest";
import { judgeRules, ruleLine } from "../../../bench/rules/judge-rules.ts";
import { plantedWorld, shuffledMoves } from "../../../bench/rules/planted.ts";
import { duckdbDialect } from "../../../src/engine/dialect.ts";
import { openDuckDb } from "../../../src/engine/duckdb.ts";
import { engineConfig } from "../../../src/engine/engine-config.ts";
import { bareTable } from "../../../src/features/bare-table.ts";
import { meetingAll } from "../../../src/features/conditions/condition.ts";
import { conditionsSql } from "../../../src/features/conditions/condition-sql.ts";
import { createRandom } from "../../../src/math/random.ts";
import { segmentId } from "../../../src/segments/segmentation.ts";
import type { MovesOfWindow } from "../../../src/transitions/moves-of-window.ts";
import { findTransitionRules } from "../../../src/transitions/rules/find-transition-rules.ts";
import { transitionRules } from "../../../src/transitions/rules/transition-rules.ts";
import { category, number } from "../../segments/feature-tables.ts";

const options = { seed: 1, dialect: duckdbDialect };
const states = ["regular", "sleeping", "dormant"].map((name) => ({
  id: segmentId.parse(name),
  name: { en: name, ru: name },
}));

function done(result: ReturnType<typeof findTransitionRules>) {
  if (result.status === "refused") throw new Error(result.reason.en);
  return result;
}

/** Customers who stay where they are unless `moves` says where they go, in windows with features drawn anew. */
function windowsOf(
  customers: number,
  windows: number,
  goesTo: (at: {
    readonly gap: number;
    readonly channel: string;
    readonly breadth: number;
    readonly visits: number;
    readonly random: number;
  }) => number,
  seed = 6,
): MovesOfWindow[] {
  const random = createRandom(seed);
  return Array.from({ length: windows }, () => {
    const gap = Array.from({ length: customers }, () => Math.round(60 * Math.exp(random.normal())));
    const channel = Array.from({ length: customers }, () => ["app", "shop", "web"][random.below(3)]);
    const breadth = Array.from({ length: customers }, () => (random.next() < 0.1 ? Number.NaN : random.below(9)));
    const visits = Array.from({ length: customers }, () => random.below(9));
    const features = [
      number("gap", gap),
      category("channel", channel),
      number("breadth", breadth),
      number("visits", visits),
    ];
    return {
      table: { ...bareTable(Int32Array.from(gap.keys()), []), features },
      origin: new Int16Array(customers),
      destination: Int16Array.from(gap, (_, i) =>
        goesTo({ gap: gap[i], channel: channel[i], breadth: breadth[i], visits: visits[i], random: random.next() }),
      ),
    };
  });
}

describe("findTransitionRules", () => {
  it.each([1, 2])("finds the rules of a planted world and no others: seed %d", (seed) => {
    const world = plantedWorld({ customers: 6000, windows: 4, seed, terms: [1, 2], lifts: [3, 4] });
    const { rules, origins } = done(findTransitionRules(world.moves, world.states, options));
    expect(rules.map(ruleLine)).toHaveLength(2);
    expect(judgeRules(world.rules, rules).recovered).toHaveLength(2);
    expect(origins.reduce((sum, { confirmed }) => sum + confirmed, 0)).toBe(2);
    for (const { train, later } of rules) {
      expect(train.covered).toBeGreaterThanOrEqual(Math.max(30, train.customers / 100));
      expect(train.liftLo).toBeGreaterThan(1.1);
      expect(train.q).toBeLessThan(0.05);
      expect(later.lift).toBeGreaterThan(1);
      expect(later.q).toBeLessThanOrEqual(0.05);
    }
  });

  it("finds none when destinations are shuffled within origins", () => {
    const world = plantedWorld({ customers: 4000, windows: 4, seed: 3, terms: [1, 2] });
    const found = done(findTransitionRules(shuffledMoves(world.moves, 1), world.states, options));
    expect(found.rules).toEqual([]);
    expect(found.origins).toHaveLength(4);
  });

  it("says a rule in words that claim no cause, and in SQL that DuckDB reads alike", async () => {
    const moves = windowsOf(3000, 3, ({ gap, channel, random }) =>
      random < (gap >= 90 && channel === "web" ? 0.6 : 0.15) ? 1 : 0,
    );
    const found = done(findTransitionRules(moves, states, options));
    expect(transitionRules.parse(JSON.parse(JSON.stringify(found)))).toEqual(found);
    const [{ words, sql, conditions, train, later }] = found.rules;
    expect(found.rules).toHaveLength(1);
    expect(train.q).toBeGreaterThanOrEqual(found.origins[0].tested * train.p);
    expect(words.en).toMatch(
      /^regular: customers with (gap 90 or more and channel is web|channel is web and gap 90 or more) move to sleeping 2\.\d times as often as all customers of the segment \(\d+\.\d% against \d+\.\d%\)$/,
    );
    expect(words.ru).toMatch(/^«regular»: клиенты \(.*gap: от 90.*\) переходят в «sleeping» в 2,\d раза чаще/);
    expect(words.en).not.toMatch(/because|cause/);

    const engine = await openDuckDb(engineConfig.parse({ threads: 1 }), tmpdir());
    try {
      const { features } = moves[2].table;
      const levels = features[1].levels;
      const rows = moves[2].table.customers.slice(0, 400);
      const values = Array.from(rows, (row) => {
        const breadth = features[2].values[row];
        return `(${row}, ${features[0].values[row]}, '${levels[features[1].values[row]]}', ${Number.isNaN(breadth) ? "NULL" : breadth})`;
      });
      const told = await engine.rows(
        `SELECT row FROM (VALUES ${values.join(", ")}) t(row, gap, channel, breadth) WHERE ${sql} ORDER BY row`,
      );
      const covered = meetingAll(conditions, features, 3000);
      expect(told.map(({ row }) => Number(row))).toEqual(Array.from(rows).filter((row) => covered[row] === 1));
      expect(covered.reduce((sum, one) => sum + one, 0)).toBe(later.covered);
    } finally {
      await engine.close();
    }
  });

  it("does not take one customer's windows for many customers", () => {
    // The same 200 people in the same windows over and over: what they have in common by chance is seen once.
    const [first] = windowsOf(200, 1, ({ random }) => Number(random < 0.2));
    const { origins } = done(findTransitionRules([first, first, first, first, first], states, options));
    expect(origins[0].customers).toBe(200);
    expect(origins[0].found).toBe(0);
  });

  it.each([
    ["nothing holds", 0.3, 0.3, 0.3],
    ["a term lowers it", 0.5, 0.7, 0.15],
  ])("does not publish what was so before the last window, where %s", (_, both, web, others) => {
    const planted =
      (long: number, short: number, rest: number) => (at: { gap: number; channel: string; random: number }) =>
        Number(at.random < (at.channel === "web" ? (at.gap >= 60 ? long : short) : rest));
    const before = windowsOf(2000, 3, planted(0.5, 0.15, 0.15));
    const [after] = windowsOf(2000, 1, planted(both, web, others), 8);
    const found = done(findTransitionRules([...before, after], states, options));
    expect(found.origins[0]).toMatchObject({ found: 1, confirmed: 0 });
    expect(found.rules).toEqual([]);
  });

  it("finds rules that share a term, and not the term alone, which tells more than each of them", () => {
    const moves = windowsOf(5000, 3, ({ gap, channel, breadth, visits, random }) =>
      Number(random < (gap >= 60 && (channel === "web" || breadth >= 6 || visits >= 6) ? 0.45 : 0.1)),
    );
    const { rules } = done(findTransitionRules(moves, states, options));
    const from = (feature: string, threshold: number) =>
      ({ question: { kind: "below", feature, threshold, unknown: true }, answer: false }) as const;
    const web = { question: { kind: "level", feature: "channel", level: "web" }, answer: true } as const;
    const planted = [web, from("breadth", 6), from("visits", 6)].map((term) => ({
      ...{ origin: "regular", destination: "sleeping", conditions: [from("gap", 60), term] },
    }));
    expect(judgeRules(planted, rules)).toMatchObject({ missed: [], wrong: [] });
  });

  it("tells what grows along a feature at one threshold", () => {
    const moves = windowsOf(5000, 3, ({ gap, random }) => Number(random < Math.min(0.8, gap / 200)));
    expect(done(findTransitionRules(moves, states, options)).rules.map(ruleLine)).toEqual([
      expect.stringMatching(/^regular → sleeping: gap ≥ \d+$/),
    ]);
  });

  it("names no rule that only mirrors another", () => {
    // Web customers leave for sleeping; of those who do not, everybody goes dormant alike.
    const moves = windowsOf(4000, 3, ({ channel, random }) => {
      const sleeping = channel === "web" ? 0.7 : 0.1;
      return random < sleeping ? 1 : random < sleeping + 0.5 * (1 - sleeping) ? 2 : 0;
    });
    const { rules } = done(findTransitionRules(moves, states, options));
    expect(rules.map(ruleLine)).toEqual(["regular → sleeping: channel = web"]);
  });

  it("searches the features it is given, and no origin that is too small", () => {
    const moves = windowsOf(50, 3, ({ gap }) => Number(gap > 60));
    expect(done(findTransitionRules(moves, states, options)).origins[0].reason?.en).toBe(
      "50 customers in the earlier windows; a search needs 60",
    );
    const more = windowsOf(500, 3, ({ gap }) => Number(gap > 60));
    const found = done(findTransitionRules(more, states, { ...options, features: ["channel"] }));
    expect(found.rules).toEqual([]);
    expect(done(findTransitionRules(more, states, { ...options, features: [] })).origins[0].reason?.en).toBe(
      "no feature divides its customers",
    );
  });

  it("needs one pair of windows to find rules in and one to confirm them", () => {
    const moves = windowsOf(100, 1, () => 0);
    expect(findTransitionRules(moves, states, options)).toEqual({
      status: "refused",
      reason: {
        en: "rules of transition need 2 pairs of neighbouring windows, one to find them in and one to confirm them; there is 1",
        ru: "для правил перехода нужны 2 пары соседних окон: на одних правила находят, на последней проверяют; сейчас их 1",
      },
    });
  });

  it("rejects moves that do not line up with their table", () => {
    const [moves] = windowsOf(3, 1, () => 0);
    const short = { ...moves, destination: new Int16Array(2) };
    expect(() => findTransitionRules([moves, short], states, options)).toThrow(
      "transitions: 3 customers with 3 origins and 2 destinations",
    );
    const strange = { ...moves, destination: Int16Array.of(0, 1, 3) };
    expect(() => findTransitionRules([moves, strange], states, options)).toThrow("transitions: states are 0…2");
  });
});

describe("conditionsSql", () => {
  it("says every condition as the rows are told, unknown values too", async () => {
    const orders = number("orders", [1, 5, Number.NaN, 7]);
    const place = category('place of "home"', ["city", undefined, "o'town", "city"]);
    const engine = await openDuckDb(engineConfig.parse({ threads: 1 }), tmpdir());
    try {
      for (const question of [
        { kind: "below", feature: orders.name, threshold: 5, unknown: false },
        { kind: "below", feature: orders.name, threshold: 5, unknown: true },
        { kind: "known", feature: orders.name },
        { kind: "known", feature: place.name },
        { kind: "level", feature: place.name, level: "o'town" },
      ] as const) {
        for (const answer of [true, false]) {
          const told = await engine.rows(
            `SELECT CASE WHEN ${conditionsSql([{ question, answer }], duckdbDialect)} THEN 1 ELSE 0 END AS told
             FROM (VALUES (0, 1.0, 'city'), (1, 5.0, NULL), (2, NULL, 'o''town'), (3, 7.0, 'city')) t(row, orders, "place of ""home""") ORDER BY row`,
          );
          const own = meetingAll([{ question, answer }], [orders, place], 4);
          expect(told.map((row) => row.told)).toEqual([...own]);
        }
      }
    } finally {
      await engine.close();
    }
  });
});
