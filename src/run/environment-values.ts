/** The variables a configuration may refer to, as in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Keys and list positions that lead from the root of a document to a value. */
export type Path = readonly PropertyKey[];

/** A text that held `${env:NAME}`: as written, and with the values filled in. */
export interface FilledText {
  readonly path: Path;
  readonly written: string;
  readonly filled: string;
}

export interface FilledDocument {
  readonly value: unknown;
  readonly filled: readonly FilledText[];
  /** References to variables that are not set; their texts are left as written. */
  readonly unset: readonly { readonly path: Path; readonly name: string }[];
}

const reference = /\$\{env:([^}]*)\}/g;

/** Replaces `${env:NAME}` in every text value (not in keys) of plain data; the data itself is not changed. */
export function fillFromEnvironment(document: unknown, env: Environment): FilledDocument {
  const filled: FilledText[] = [];
  const unset: { path: Path; name: string }[] = [];

  function fill(value: unknown, path: Path): unknown {
    if (typeof value === "string") return fillText(value, path);
    if (Array.isArray(value)) return value.map((item, i) => fill(item, [...path, i]));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fill(item, [...path, key])]));
  }

  function fillText(written: string, path: Path): string {
    const missing = [...written.matchAll(reference)].map(([, name]) => name).filter((name) => env[name] === undefined);
    for (const name of missing) unset.push({ path, name });
    if (missing.length > 0) return written;
    const text = written.replace(reference, (_, name: string) => env[name] as string); // none of them is missing
    if (text !== written) filled.push({ path, written, filled: text });
    return text;
  }

  return { value: fill(document, []), filled, unset };
}

/** A copy of plain data in which the filled texts read as they were written, so that no secret is stored. */
export function withoutFilledValues(document: unknown, filled: readonly FilledText[]): unknown {
  if (filled.length === 0) return document;
  if (typeof document === "string") return filled[0].written;
  if (typeof document !== "object" || document === null) return document;
  const hide = (item: unknown, key: PropertyKey) =>
    withoutFilledValues(
      item,
      filled.filter(({ path }) => path[0] === key).map((text) => ({ ...text, path: text.path.slice(1) })),
    );
  if (Array.isArray(document)) return document.map(hide);
  return Object.fromEntries(Object.entries(document).map(([key, item]) => [key, hide(item, key)]));
}
