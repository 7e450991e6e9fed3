import * as z from "zod";

export const stabilityConfig = z.strictObject({
  bootstraps: z.int().min(10).max(1000).default(100).describe("Bootstrap samples of the stability certificate."),
  minJaccard: z
    .number()
    .min(0)
    .max(1)
    .default(0.75)
    .describe("Smallest mean bootstrap Jaccard of the weakest segment."),
  minPredictionStrength: z
    .number()
    .min(0)
    .max(1)
    .default(0.8)
    .describe("Smallest share of pairs of customers that segments of one half of the base keep together in the other."),
});
export type StabilityConfig = z.output<typeof stabilityConfig>;
