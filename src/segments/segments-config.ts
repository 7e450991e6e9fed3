import * as z from "zod";
import { featureFamily } from "../features/feature-table.ts";

export const segmentsConfig = z.strictObject({
  k: z
    .union([
      z.int().min(1).max(50),
      z
        .strictObject({ min: z.int().min(2).max(50).default(2), max: z.int().min(2).max(50).default(10) })
        .refine(({ min, max }) => min <= max, "k.min is above k.max"),
    ])
    .prefault({})
    .describe("Number of segments: one number, or the range to choose from."),
  families: z
    .array(featureFamily)
    .min(1)
    .default(["recency", "frequency", "monetary"])
    .describe("Families customers are grouped by; every other computed family still describes the segments."),
  weights: z
    .partialRecord(featureFamily, z.number().positive())
    .default({})
    .describe("What a family of features counts in the squared distance between customers; 1 unless given."),
  minShare: z
    .number()
    .min(0)
    .max(0.5)
    .default(0.05)
    .describe("Smallest share of clustered customers a segment may hold."),
  minCustomers: z
    .int()
    .min(1)
    .default(100)
    .describe(
      "Fewest customers a segment may hold, in bases where the largest number of segments tried could have as many each.",
    ),
  variance: z.number().gt(0).max(1).default(0.9).describe("Share of variance the principal components keep."),
  engine: z
    .enum(["auto", "reference"])
    .default("auto")
    .describe("auto is the kernel in WebAssembly; reference is ml-kmeans, slower and on samples, to check it by."),
  restarts: z.int().min(1).max(100).default(10).describe("Random starts of k-means; the best one is kept."),
  seed: z.int().min(0).max(4294967295).default(7).describe("Seed of every random choice of the run."),
});
export type SegmentsConfig = z.output<typeof segmentsConfig>;
