import { tablePurchaseCounts } from "../../../src/ltv/btyd/purchase-counts.ts";
import { btydDistributions } from "../../../src/ltv/pool/btyd-distributions.ts";
import type { MoneyDistributions } from "../../../src/ltv/pool/money-distributions.ts";
import { netDistributions } from "../../../src/ltv/pool/net-distributions.ts";
import type { Random } from "../../../src/math/random.ts";

/** What is known of n made-up customers, in weeks and euros, a few histories over and over. */
export const spendModel = { kind: "gamma-gamma", p: 6.25, q: 3.74, gamma: 15.44 } as const;
const pareto = { kind: "pareto-nbd", r: 0.553, alpha: 10.578, s: 0.606, beta: 11.669 } as const;
const histories = {
  x: Float64Array.of(0, 0, 1, 2, 5, 12),
  tx: Float64Array.of(0, 0, 10, 30.43, 25, 36),
  T: Float64Array.of(38.86, 12, 30, 38.86, 27, 37),
};

/** The classical side, from spend in a unit of money worth so many cents. */
export function classicalSide(n: number, minorPerMoney = 100): MoneyDistributions {
  const rowOf = Int32Array.from({ length: n }, (_, i) => i % 6);
  const inUnit = 100 / minorPerMoney;
  const side = btydDistributions({
    counts: tablePurchaseCounts(pareto, histories, 39),
    rowOf,
    spendModel: { ...spendModel, gamma: spendModel.gamma * inUnit },
    spend: {
      purchases: Float64Array.from(rowOf, (row) => histories.x[row] + 1),
      mean: Float64Array.from(rowOf, (_, i) => (10 + ((i * 31) % 60)) * inUnit),
    },
    minorPerMoney,
  });
  if ("status" in side) throw new Error(side.reason.en);
  return side;
}

/** A net that thinks otherwise: two lognormals each, in cents. */
export function netSide(n: number): MoneyDistributions {
  const parameters = Array.from({ length: n }, (_, i) => {
    const chance = 0.3 + 0.08 * (i % 6);
    return [0.6 * chance, 7 + 0.05 * (i % 20), 0.5, 0.4 * chance, 8.5, 0.9];
  });
  return netDistributions({ customers: n, components: 2, parameters: Float64Array.from(parameters.flat()) });
}

/** Money that comes as the distributions say. */
export function drawMoney(distributions: MoneyDistributions, random: Random): Float64Array {
  return Float64Array.from({ length: distributions.customers }, (_, i) => distributions.quantile(i, random.next()));
}

/** Money of the one side with chance `weight`, else of the other: what their linear pool means. */
export function drawEither(
  btyd: MoneyDistributions,
  net: MoneyDistributions,
  weight: number,
  random: Random,
): Float64Array {
  return Float64Array.from({ length: net.customers }, (_, i) =>
    (random.next() < weight ? btyd : net).quantile(i, random.next()),
  );
}
