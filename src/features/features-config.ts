import * as z from "zod";
import { featureFamily } from "./feature-table.ts";

export const featuresConfig = z.strictObject({
  families: z
    .array(featureFamily)
    .min(1)
    .default(featureFamily.options)
    .describe("Families of features the segments are built on; a family without input is reported as unavailable."),
});
export type FeaturesConfig = z.output<typeof featuresConfig>;
