import * as z from "zod";

export const engineConfig = z.strictObject({
  kind: z.enum(["duckdb"]).default("duckdb").describe("Where table work runs."),
  memory: z
    .string()
    .regex(/^\d+(\.\d+)?\s*(MB|GB|MiB|GiB)$/, "an amount of memory is written like 4GB")
    .default("4GB")
    .describe("Memory the tables may take before they spill to disk."),
  threads: z
    .union([z.literal("auto"), z.int().min(1).max(256)])
    .default("auto")
    .describe("Threads of the engine."),
});
export type EngineConfig = z.output<typeof engineConfig>;
