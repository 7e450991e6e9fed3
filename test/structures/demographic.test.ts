import { describe, expect, it } from "vitest";
import { divide } from "./divided-base.ts";

const asOf = "2024-07-01";

describe("demographic", () => {
  const customers = `customer_id,birth_date,sex,income,children,family_status,profession,education
    ann,1994-07-02,female,20000,0,married,baker,phd
    bob,1994-07-01,male,30000,1,single,,
    cy,1974-07-02,,40000,2,divorced,baker,
    di,1974-07-01,female,50000,3,,nurse,
    ed,2010-01-01,other,60000,,widowed,,
    fay,,male,,5,partnered,,`;

  it("draws age bands at 30 and 50, a band beginning on the birthday", async () => {
    const divided = await divide({ asOf, customers });
    expect(divided.partsOf("demographic")).toEqual({
      ...{ ann: "under_30", bob: "30_49", cy: "30_49", di: "50_and_over", ed: "under_30", fay: "unknown" },
    });
    const { parts } = divided.divisions.find(({ id }) => id === "demographic") ?? { parts: [] };
    expect(parts.map(({ title }) => title.en)).toEqual(["under 30", "30–49", "50 and over", "unknown"]);
  });

  it("draws the bands that are configured", async () => {
    const divided = await divide({ asOf, customers }, { demographic: { ageBands: [18], incomeBands: [30000, 50000] } });
    expect(divided.partsOf("demographic")).toMatchObject({ ed: "under_18", ann: "18_and_over", fay: "unknown" });
    expect(divided.partsOf("demographic_income")).toEqual({
      ann: "under_30000",
      bob: "30000_50000",
      cy: "30000_50000",
      di: "50000_and_over",
      ed: "50000_and_over",
      fay: "unknown",
    });
  });

  it("divides incomes in thirds and marks the highest tenth where nothing else is said", async () => {
    const divided = await divide({ asOf, customers });
    expect(divided.partsOf("demographic_income")).toEqual({
      ann: "lower_third",
      bob: "lower_third",
      cy: "middle_third",
      di: "upper_third",
      ed: "upper_third",
      fay: "unknown",
    });
    expect([...divided.highIncome]).toEqual([0, 0, 0, 0, 1, -1]);
    const fixed = await divide({ asOf, customers }, { highIncome: { threshold: 30000 } });
    expect([...fixed.highIncome]).toEqual([0, 0, 1, 1, 1, -1]);
  });

  it("has a part for every word of a category, and one for the unknown", async () => {
    const divided = await divide({ asOf, customers });
    expect(divided.partsOf("demographic_sex")).toMatchObject({
      ann: "female",
      bob: "male",
      cy: "unknown",
      ed: "other",
    });
    expect(divided.partsOf("demographic_profession")).toMatchObject({ ann: "baker", di: "nurse", ed: "unknown" });
    expect(divided.partsOf("demographic_family_status")).toMatchObject({ fay: "partnered", di: "unknown" });
    expect(divided.partsOf("demographic_children")).toMatchObject({
      ...{ ann: "none", bob: "one", cy: "two", di: "three_and_more", ed: "unknown", fay: "three_and_more" },
    });
  });

  it("puts words beyond the fifty most frequent together as other", async () => {
    const rows = Array.from({ length: 120 }, (_, i) => `c${100 + i},job${i < 60 ? i : i - 60}`);
    const divided = await divide({
      asOf,
      customers: ["customer_id,profession", ...rows, "d1,rare", "d2,rarer"].join("\n"),
    });
    expect(divided.partsOf("demographic_profession")).toMatchObject({ d1: "other", d2: "other", c100: "job0" });
  });

  it("is as of the date where attributes have a history", async () => {
    const divided = await divide({
      asOf,
      customers: `customer_id,valid_from,profession
        ann,2020-01-01,student
        ann,2024-01-01,nurse
        ann,2024-07-01,manager`,
    });
    expect(divided.partsOf("demographic_profession")).toEqual({ ann: "nurse" });
  });

  it("is refused for what the table does not have", async () => {
    const divided = await divide({ asOf, customers: "customer_id,sex\n ann,female" });
    expect(divided.refusal("demographic")).toBe("the customers' table has no age");
    expect(divided.refusal("demographic_income")).toBe("the customers' table has no income");
    expect(divided.refusal("demographic_education")).toBe("the customers' table has no education");
  });
});
