import type * as z from "zod";
import type { Path } from "./environment-values.ts";

/** The keys a schema knows for the mapping at a path, in the order of the schema; of a union, those of every branch. */
export function knownKeys(schema: z.core.$ZodType, path: Path): string[] {
  let here = branches(schema);
  for (const key of path) here = here.flatMap((branch) => child(branch, key)).flatMap(branches);
  return [...new Set(here.flatMap((branch) => (branch.type === "object" ? Object.keys(branch.shape) : [])))];
}

type Definition = z.core.$ZodTypes["_zod"]["def"];

/** What a value may be once defaults, transformations and unions are taken off. */
function branches(schema: z.core.$ZodType): Definition[] {
  const definition = (schema as z.core.$ZodTypes)._zod.def; // $ZodTypes lists every type zod has
  switch (definition.type) {
    case "optional":
    case "nullable":
    case "default":
    case "prefault":
    case "nonoptional":
    case "readonly":
    case "catch":
      return branches(definition.innerType);
    case "pipe":
      return branches(definition.in);
    case "lazy":
      return branches(definition.getter());
    case "union":
      return definition.options.flatMap(branches);
    default:
      return [definition];
  }
}

function child(definition: Definition, key: PropertyKey): z.core.$ZodType[] {
  if (definition.type === "object") return Object.hasOwn(definition.shape, key) ? [definition.shape[String(key)]] : [];
  if (definition.type === "record") return [definition.valueType];
  if (definition.type === "array") return [definition.element];
  if (definition.type === "tuple") return definition.items.slice(Number(key), Number(key) + 1);
  return [];
}
