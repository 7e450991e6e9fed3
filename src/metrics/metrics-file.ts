import * as z from "zod";
import { text } from "../language/text.ts";

/** A part that lies behind the base by more than chance. */
const laggingPart = z.strictObject({
  /** Id of the structure, and key of its part. */
  scope: z.string(),
  key: z.string(),
  title: text,
  value: z.number(),
  /** Change of the base's value if the part came up to it: the size of an opportunity, no forecast. */
  gain: z.number(),
  /** Share of false ones among findings as clear as this one. */
  q: z.number().min(0).max(1),
});
export type LaggingPartOfFile = z.output<typeof laggingPart>;

export const metricUnit = z.enum(["money", "share", "count", "per-1000", "months", "ratio"]);

/** `2025-12-01`. */
const date = z.string();

const metric = z.strictObject({
  /** As in `kpis.parquet`. */
  id: z.string(),
  title: text,
  formula: text,
  unit: metricUnit,
  better: z.enum(["more", "less", "neither"]),
  /** What a business can do to move it. */
  levers: z.array(text),
  /** Of the whole history; of a typical month, or of the last one, where there is no such figure. */
  base: z.strictObject({
    periodKind: z.enum(["history", "typical_month", "month", "period"]),
    periodStart: date,
    periodEnd: date,
    value: z.number(),
  }),
  /** Where it would move most, the largest gain first; null where parts are not compared in it. */
  parts: z.array(laggingPart).nullable(),
  /** The same of the learned segments, which are made of behaviour themselves. */
  segments: z.array(laggingPart).nullable(),
});

/** What `metrics.json` holds: every metric that the run has, what moves it, and where it would move most. */
export const metricsFile = z.strictObject({
  schemaVersion: z.literal(1),
  metrics: z.array(metric),
  /** Structures whose parts were compared: those that tell who customers are. */
  compared: z.array(z.string()),
  /** Structures made of what customers did: their parts are ahead or behind by definition. */
  leftOut: z.array(z.string()),
});
export type MetricsFile = z.output<typeof metricsFile>;
