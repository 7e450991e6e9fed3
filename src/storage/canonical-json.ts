import { createHash } from "node:crypto";

/**
 * JSON with the keys of every object in code unit order, so that equal data has equal text. Keys whose value is
 * undefined are left out, as in JSON.
 *
 * @param indent spaces per level; 0 puts everything on one line
 * @throws RangeError for what JSON would change silently: numbers that are not finite, functions, typed arrays, maps
 */
export function canonicalJson(value: unknown, indent = 0): string {
  return JSON.stringify(sorted(value, "value"), undefined, indent);
}

/** Lower-case hexadecimal SHA-256 of the canonical JSON of a value. */
export function sha256OfValue(value: unknown): string {
  return createHash("sha256").update(canonicalJson(value)).digest("hex");
}

function sorted(value: unknown, path: string): unknown {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  if (Array.isArray(value)) return value.map((item, i) => sorted(item, `${path}[${i}]`));
  if (typeof value === "object" && Object.getPrototypeOf(value) === Object.prototype) {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    entries.sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item, `${path}.${key}`)]));
  }
  throw new RangeError(`canonicalJson: ${path} is ${String(value)}, which JSON cannot hold unchanged`);
}
