import * as z from "zod";
import { configurationSchema } from "./configuration.ts";

/**
 * JSON Schema (draft 2020-12) of `tessera.yaml` for editors: names, types, defaults and help of every key.
 * `schema/tessera.schema.json` is its committed form.
 */
export function configurationJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(configurationSchema, { io: "input" });
}
