import { describe, expect, it } from "vitest";
import { drawCustomers } from "../../../src/ltv/evaluation/draw-customers.ts";
import { logCrps } from "../../../src/ltv/evaluation/log-crps.ts";
import { linearPool } from "../../../src/ltv/pool/linear-pool.ts";
import { likelihoodOf, type MoneyDistributions } from "../../../src/ltv/pool/money-distributions.ts";
import { netDistributions } from "../../../src/ltv/pool/net-distributions.ts";
import { choosePoolWeight, poolWeight } from "../../../src/ltv/pool/pool-weight.ts";
import { createRandom } from "../../../src/math/random.ts";
import { classicalSide, drawEither, drawMoney, netSide } from "./two-sides.ts";

const n = 1500;
const [btyd, net] = [classicalSide(n), netSide(n)];
const customers = Int32Array.from({ length: n }, (_, i) => 7 * i);
const choose = (money: Float64Array) => choosePoolWeight({ btyd, net, customers, money, minorPerUnit: 100 });

/** The same customers in another order. */
function reordered(side: MoneyDistributions, rows: Int32Array): MoneyDistributions {
  return {
    customers: rows.length,
    mean: (i) => side.mean(rows[i]),
    chanceOfMoney: (i) => side.chanceOfMoney(rows[i]),
    chanceOfAtMost: (i, money) => side.chanceOfAtMost(rows[i], money),
    density: (i, money) => side.density(rows[i], money),
    quantile: (i, level) => side.quantile(rows[i], level),
  };
}

describe("choosePoolWeight", () => {
  it("is 1 or nearly where the classical side is the truth, and says that the net drifts", () => {
    const chosen = choose(drawMoney(btyd, createRandom(1)));
    expect(chosen.weight).toBeGreaterThan(0.9);
    expect(chosen.byLogScore).toBeGreaterThan(0.9);
    expect(chosen.crps.btyd).toBeLessThan(chosen.crps.net);
    expect(chosen.warning?.en).toMatch(/^ltv: the classical model is \d+\.\d% of the pool, more than 80\.0%: /);
    expect(chosen.warning?.ru).toContain("больше 80,0\u00a0%");
    expect(poolWeight.parse(chosen)).toEqual(chosen);
  });

  it("is 0 or nearly where the net is the truth", () => {
    const chosen = choose(drawMoney(net, createRandom(2)));
    expect(chosen.weight).toBeLessThan(0.1);
    expect(chosen.byLogScore).toBeLessThan(0.1);
    expect(chosen.warning).toBeNull();
  });

  it("finds the share of money that came as the classical side has it", () => {
    for (const share of [0.3, 0.6]) {
      const { weight, byLogScore, crps } = choose(drawEither(btyd, net, share, createRandom(10 * share)));
      expect(Math.abs(weight - share)).toBeLessThan(0.1);
      expect(Math.abs((byLogScore ?? 2) - share)).toBeLessThan(0.1);
      expect(crps.pool).toBeLessThan(Math.min(crps.btyd, crps.net));
    }
  });

  it("is what trying a hundred weights finds, with the score of the pool there", () => {
    const few = 50;
    const rows = Int32Array.from({ length: few }, (_, i) => i * 30);
    const money = drawEither(btyd, net, 0.5, createRandom(6)).filter((_, i) => i % 30 === 0);
    const [one, other] = [reordered(btyd, rows), reordered(net, rows)];
    const chosen = choosePoolWeight({ btyd: one, net: other, customers: rows, money, minorPerUnit: 100 });
    const scores = Array.from({ length: 101 }, (_, step) => {
      const pool = linearPool(one, other, step / 100);
      let [crps, logScore] = [0, 0];
      for (let i = 0; i < few; i++) {
        crps += logCrps(pool, i, money[i], 100) / few;
        logScore -= Math.log(likelihoodOf(pool, i, money[i])) / few;
      }
      return { weight: step / 100, crps, logScore };
    });
    const byCrps = scores.toSorted((a, b) => a.crps - b.crps)[0];
    const byLogScore = scores.toSorted((a, b) => a.logScore - b.logScore)[0];
    expect(byCrps.weight).toBeGreaterThan(0);
    expect(byCrps.weight).toBeLessThan(1);
    expect(Math.abs(chosen.weight - byCrps.weight)).toBeLessThan(0.0051);
    expect(Math.abs((chosen.byLogScore ?? 2) - byLogScore.weight)).toBeLessThan(0.0051);
    expect(Math.abs(chosen.crps.pool - byCrps.crps)).toBeLessThan(1e-4);
    expect(chosen.crps.btyd).toBeCloseTo(scores[100].crps, 9);
    expect(chosen.crps.net).toBeCloseTo(scores[0].crps, 9);
  });

  it("depends on the customers and what they brought, not on the order of rows", () => {
    const money = drawEither(btyd, net, 0.4, createRandom(3));
    const trialOf = (rows: Int32Array) => ({
      btyd: reordered(btyd, rows),
      net: reordered(net, rows),
      customers: Int32Array.from(rows, (row) => customers[row]),
      money: Float64Array.from(rows, (row) => money[row]),
      minorPerUnit: 100,
    });
    const rows = Int32Array.from({ length: 200 }, (_, i) => 7 * i);
    const chosen = choosePoolWeight(trialOf(rows));
    const again = choosePoolWeight(trialOf(rows.toReversed()));
    expect(again.weight).toBeCloseTo(chosen.weight, 9);
    expect(again.byLogScore).toBeCloseTo(chosen.byLogScore ?? 2, 8);
    expect(choosePoolWeight(trialOf(rows))).toEqual(chosen);
  });

  it("looks at 10,000 customers and at nobody else's labels", () => {
    const many = 12_000;
    const nobody = netDistributions({ customers: many, components: 1, parameters: lognormals(many, [0.5, 7, 1]) });
    const other = netDistributions({ customers: many, components: 1, parameters: lognormals(many, [0.4, 8, 0.7]) });
    const numbers = Int32Array.from({ length: many }, (_, i) => i);
    const money = drawEither(nobody, other, 0.4, createRandom(5));
    const changed = money.slice();
    const drawn = new Set(drawCustomers(numbers, 10_000));
    for (let i = 0; i < many; i++) if (!drawn.has(i)) changed[i] = 1e9;
    const trial = { btyd: nobody, net: other, customers: numbers, minorPerUnit: 100 };
    const chosen = choosePoolWeight({ ...trial, money });
    expect(chosen.customers).toBe(10_000);
    expect(choosePoolWeight({ ...trial, money: changed })).toEqual(chosen);
  });

  it("is 0 where both sides say the same, and has no weight by log score where all came out impossible", () => {
    const sure = netDistributions({ customers: 2, components: 1, parameters: lognormals(2, [1, 5, 0.01]) });
    const trial = { btyd: sure, net: sure, customers: Int32Array.of(1, 2), minorPerUnit: 100 };
    const { weight, byLogScore, warning } = choosePoolWeight({ ...trial, money: Float64Array.of(0, 1e9) });
    expect({ weight, byLogScore, warning }).toEqual({ weight: 0, byLogScore: null, warning: null });
  });

  it("wants labels that fit", () => {
    const trial = { btyd, net, customers, minorPerUnit: 100 };
    expect(() => choosePoolWeight({ ...trial, money: new Float64Array(2) })).toThrow("1500 customers and 2 labels");
    const negative = new Float64Array(n).fill(-1, 4, 5);
    expect(() => choosePoolWeight({ ...trial, money: negative })).toThrow("row 4: money is at least 0, got -1");
    const money = new Float64Array(n);
    expect(() => choosePoolWeight({ ...trial, money, minorPerUnit: 0 })).toThrow("are above 0, got 0");
  });
});

function lognormals(n: number, parameters: readonly [number, number, number]): Float64Array {
  return Float64Array.from({ length: 3 * n }, (_, at) => parameters[at % 3]);
}
