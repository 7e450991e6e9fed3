import * as z from "zod";

export const transitionsConfig = z.strictObject({
  horizon: z.int().min(1).max(60).default(6).describe("Windows ahead that sizes and revenue are forecast for."),
  discount: z
    .number()
    .min(0)
    .max(10)
    .default(0.1)
    .describe("Yearly rate by which later revenue is worth less; 0.1 is 10 % a year."),
  activity: z
    .strictObject({
      mode: z
        .enum(["auto", "off"])
        .default("auto")
        .describe("`off` leaves the models of monthly activity out: no expected orders, no hidden states."),
      months: z.int().min(12).max(60).default(24).describe("Months before as-of that are looked at, at most."),
      customers: z
        .int()
        .min(1000)
        .max(200_000)
        .default(20_000)
        .describe("Customers that the models are fitted to, at most; everybody is scored."),
    })
    .prefault({}),
});
export type TransitionsConfig = z.output<typeof transitionsConfig>;
