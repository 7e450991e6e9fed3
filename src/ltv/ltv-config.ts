import * as z from "zod";
import { calendarSpan } from "../math/calendar.ts";

export const ltvConfig = z.strictObject({
  horizon: calendarSpan.prefault("6mo").describe("How far ahead lifetime value is forecast."),
  target: z.enum(["revenue"]).default("revenue").describe("revenue: money net of returns."),
});
export type LtvConfig = z.output<typeof ltvConfig>;
