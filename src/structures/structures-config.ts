import * as z from "zod";
import { climateConfig } from "./climate-zone.ts";
import { reservedNames } from "./reserved-names.ts";
import { rulesConfig } from "./rules/rules-config.ts";

const days = (text: string, standard: number) => z.int().min(1).default(standard).describe(text);
const ascending = z
  .array(z.number().nonnegative())
  .refine((edges) => edges.every((edge, i) => i === 0 || edge > edges[i - 1]), "edges of bands ascend");
/** A share of customers, such as p90, or a number of its own. */
const threshold = z.union([
  z.number().nonnegative(),
  z.string().regex(/^p\d{1,2}$/, "a share of customers is written p50 to p99"),
]);
export type Threshold = z.output<typeof threshold>;

export const structuresConfig = z
  .strictObject({
    demographic: z
      .strictObject({
        ageBands: ascending.default([30, 50]).describe("Ages at which a new band begins."),
        incomeBands: ascending
          .default([])
          .describe("Incomes a year at which a new band begins; thirds of the known incomes when left out."),
      })
      .prefault({}),
    geographic: climateConfig.prefault({}).describe("Climate zones of the places customers live in."),
    psychographic: z
      .strictObject({
        minPurchases: z
          .int()
          .min(1)
          .default(5)
          .describe("Purchased lines before an interest is inferred from what somebody buys."),
      })
      .prefault({}),
    behavioural: z
      .strictObject({
        often: threshold.default("p50").describe("Orders above which somebody buys often."),
        bigBasket: threshold.default("p50").describe("Average order above which baskets are big."),
        siteDays: days("Days since the last visit within which somebody is active on the site.", 30),
      })
      .prefault({}),
    lifecycle: z
      .strictObject({
        newDays: days("Days since the first order within which a customer is new.", 90),
        regularOrders: z.int().min(2).default(3).describe("Orders from which on a customer is regular."),
        sleepingDays: days("Days without an order after which a customer sleeps.", 180),
        lostDays: days("Days without an order after which a customer is lost.", 365),
        reactivatedDays: days("Days for which a customer who woke up counts as reactivated.", 90),
      })
      .refine(({ sleepingDays, lostDays }) => sleepingDays < lostDays, {
        message: "a customer sleeps before being lost: sleepingDays must be below lostDays",
        path: ["sleepingDays"],
      })
      .prefault({}),
    loyalty: z
      .strictObject({ longAbsentDays: days("Days without an order after which a customer is long absent.", 365) })
      .prefault({}),
    clientType: z
      .strictObject({ inactiveDays: days("Days without order, answer, visit or feedback that make inactive.", 180) })
      .prefault({}),
    highIncome: z
      .strictObject({ threshold: threshold.default("p90").describe("Income above which it is high.") })
      .prefault({}),
    combined: z
      .array(
        z.strictObject({
          name: z
            .string()
            .regex(/^[a-z][a-z0-9_]*$/, "names are written in a-z, 0-9 and _")
            .default("combined")
            .describe("Name of the crossing: a column of customers.parquet."),
          of: z
            .array(z.string())
            .min(2)
            .describe("Structures to cross, the most important first; segment stands for the learned segments."),
          minCell: z
            .int()
            .min(1)
            .default(100)
            .describe("Fewest customers a cell may have; smaller ones are put together."),
        }),
      )
      .default([{ name: "combined", of: ["lifecycle", "behavioural"], minCell: 100 }])
      .describe("Crossings of structures."),
    rules: rulesConfig.default([]).describe("Structures of your own."),
  })
  .superRefine(({ combined, rules }, context) => {
    const seen = new Set(rules.map(({ name }) => name));
    const report = (path: readonly (string | number)[], name: string) =>
      context.addIssue({ code: "custom", path: [...path, "name"], message: `"${name}" is taken; choose another name` });
    for (const [i, { name }] of rules.entries()) if (reservedNames.includes(name)) report(["rules", i], name);
    for (const [i, { name }] of combined.entries()) {
      if (reservedNames.includes(name) || seen.has(name)) report(["combined", i], name);
      seen.add(name);
    }
  });
export type StructuresConfig = z.output<typeof structuresConfig>;
