import * as z from "zod";

export const stabilityConfig = z.strictObject({
  bootstraps: z.int().min(10).max(1000).default(100).describe("Bootstrap samples of the stability certificate."),
  minJaccard: z
    .number()
    .min(0)
    .max(1)
    .default(0.75)
    .describe("Smallest mean bootstrap Jaccard of the weakest segment."),
});
export type StabilityConfig = z.output<typeof stabilityConfig>;
