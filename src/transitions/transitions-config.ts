import * as z from "zod";

export const transitionsConfig = z.strictObject({
  horizon: z.int().min(1).max(60).default(6).describe("Windows ahead that sizes and revenue are forecast for."),
  discount: z
    .number()
    .min(0)
    .max(10)
    .default(0.1)
    .describe("Yearly rate by which later revenue is worth less; 0.1 is 10 % a year."),
});
export type TransitionsConfig = z.output<typeof transitionsConfig>;
