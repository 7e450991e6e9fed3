import type { LabelledCut } from "../../src/ltv/protocol/ltv-cut.ts";
import { type EpochDay, epochDayOf } from "../../src/math/calendar.ts";
import { createRandom } from "../../src/math/random.ts";

/** Money of the horizon of a made-up customer: with chance p lognormal of mean mu and standard deviation 0.5 of its log. */
export const planted = {
  chance: (eagerness: number) => 1 / (1 + Math.exp(-2 * eagerness)),
  mu: (basket: number) => Math.log(5000) + basket,
  sigma: 0.5,
};

export const firstCut = epochDayOf(2024, 1, 1);

/**
 * A made-up base with a known law: `eagerness` (normal) sets the chance of money and `basket` (normal) its size; `noise`
 * is unrelated, and unknown for every tenth customer. The past period tells a little, the lifetime nothing.
 */
export function smallBase(customers: number, seed: number, cut: EpochDay = firstCut, horizonDays = 90): LabelledCut {
  const random = createRandom(seed);
  const rows = Array.from({ length: customers }, () => ({
    eagerness: random.normal(),
    basket: random.normal(),
    noise: random.normal(),
  }));
  const draw = ({ eagerness, basket }: (typeof rows)[number]) =>
    random.next() < planted.chance(eagerness)
      ? Math.round(Math.exp(planted.mu(basket) + planted.sigma * random.normal()))
      : 0;
  const values = (value: (row: (typeof rows)[number], i: number) => number) => Float64Array.from(rows, value);
  return {
    cut,
    horizonDays,
    customers: Int32Array.from(rows, (_, i) => i),
    columns: [
      { name: "eagerness", values: values(({ eagerness }) => eagerness) },
      { name: "basket", values: values(({ basket }) => Math.exp(basket)) },
      { name: "noise", values: values(({ noise }, i) => (i % 10 === 0 ? Number.NaN : noise)) },
    ],
    categories: [],
    history: {
      orders: values(() => 2),
      purchaseDays: values(() => 2),
      lastAfterDays: values(() => 200),
      grossMinor: values(() => 10_000),
      firstDayMinor: values(() => 5000),
      netMinor: values(() => 10_000),
      ageDays: values(() => 400),
      lastPeriodMinor: values(draw),
    },
    label: values(draw),
  };
}
