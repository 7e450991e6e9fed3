import { UserError } from "../../src/user-error.ts";

type Plain = Readonly<Record<string, unknown>>;

/**
 * Settings or layouts of several troubles as one: objects are joined key by key, lists one after the other.
 *
 * @param of what they are of, for the error
 * @throws UserError 2 when two troubles want something different of the same key
 */
export function combine(parts: readonly { readonly by: string; readonly says: Plain }[], of: string): Plain {
  const joined: Record<string, unknown> = {};
  const saidBy = new Map<string, string>();
  for (const { by, says } of parts) {
    for (const [key, value] of Object.entries(says)) {
      const before = joined[key];
      if (before === undefined || before === value) joined[key] = value;
      else if (Array.isArray(before) && Array.isArray(value)) joined[key] = [...new Set([...before, ...value])];
      else if (isPlain(before) && isPlain(value)) {
        joined[key] = combine(
          [
            { by: saidBy.get(key) ?? by, says: before },
            { by, says: value },
          ],
          `${of}.${key}`,
        );
      } else {
        throw new UserError(2, `${saidBy.get(key)} and ${by} want different things of ${of}.${key}; take one of them`);
      }
      saidBy.set(key, by);
    }
  }
  return joined;
}

function isPlain(value: unknown): value is Plain {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
