import { describe, expect, it } from "vitest";
import { growthAccounting } from "../../src/metrics/growth-accounting.ts";
import { sharedReference } from "../segments/shared-reference.ts";

interface GrowthCase {
  readonly id: string;
  /** Customers × months, 1 where the customer was active. */
  readonly input: { readonly activity: number[][] };
  readonly expected: {
    readonly periods: {
      readonly active: number;
      readonly new: number;
      readonly retained: number;
      readonly resurrected: number;
      readonly churned: number;
      readonly quick_ratio: number | null;
    }[];
  };
}

// The kind decides the fields of a case.
const cases = sharedReference("stability", "growth").cases as unknown as readonly GrowthCase[];

describe.skipIf(cases.length === 0)("growth accounting", () => {
  it.each(cases)("is what the definitions say: $id", ({ input, expected }) => {
    const months = expected.periods.map((_, month) => {
      const active = input.activity.filter((customer) => customer[month] === 1);
      const isOld = (customer: number[]) => customer.slice(0, month).includes(1);
      const retained = active.filter((customer) => month > 0 && customer[month - 1] === 1).length;
      const newcomers = active.filter((customer) => !isOld(customer)).length;
      return { newcomers, retained, reactivated: active.length - newcomers - retained };
    });
    const found = growthAccounting(months).map(({ active, newcomers, retained, reactivated, churned }) => ({
      ...{ active, new: newcomers, retained, resurrected: reactivated, churned },
      quick_ratio: churned === 0 ? null : (newcomers + reactivated) / churned,
    }));
    expect(found).toEqual(
      expected.periods.map(({ quick_ratio, active, retained, resurrected, churned, ...rest }) => ({
        ...{ active, new: rest.new, retained, resurrected, churned },
        quick_ratio: quick_ratio === null ? null : expect.closeTo(quick_ratio, 9),
      })),
    );
  });
});
