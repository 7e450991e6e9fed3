import { type Alias, type Document, isMap, isNode, isSeq, type Node } from "yaml";
import type { Path } from "./environment-values.ts";

/** Characters of a text. */
export interface Extent {
  readonly from: number;
  readonly length: number;
}

/** The value at a path as it stands in the file, in words. */
export function written(document: Document, path: Path): string {
  const value = nodesAt(document, path)?.value;
  if (isMap(value)) return "keys with values";
  if (isSeq(value)) return "a list";
  const source = value !== undefined && "source" in value ? value.source : undefined;
  if (value === undefined || source === undefined || (source === "" && !quoted(value))) return "nothing";
  const short = source.length > 40 ? `${source.slice(0, 39)}…` : source;
  return "value" in value && typeof value.value === "string" ? JSON.stringify(short) : short;
}

function quoted(node: Node): boolean {
  return "type" in node && node.type !== "PLAIN";
}

/** Where to underline for a path: a value on one line itself, otherwise its key; of a missing key, its parent's. */
export function placeOf(document: Document, path: Path): Extent {
  const nodes = nodesAt(document, path);
  if (nodes === undefined) return placeOf(document, path.slice(0, -1));
  const { key, value } = nodes;
  const block = (isMap(value) || isSeq(value)) && value.flow !== true;
  const empty = value !== undefined && extent(value).length === 0;
  if (value !== undefined && !block && !empty) return extent(value);
  if (key !== undefined) return extent(key);
  return { from: value === undefined ? 0 : extent(value).from, length: 1 };
}

/** Where the key at a path stands. */
export function keyPlace(document: Document, path: Path): Extent {
  const key = nodesAt(document, path)?.key;
  return key === undefined ? placeOf(document, path) : extent(key);
}

export function extent(node: Node): Extent {
  const [from, valueEnd] = node.range ?? [0, 0];
  return { from, length: valueEnd - from };
}

/** Whether the document says anything at a path. */
export function hasValueAt(document: Document, path: Path): boolean {
  return nodesAt(document, path) !== undefined;
}

/** The nodes a path leads to, aliases followed; undefined when there is nothing at that path. */
function nodesAt(document: Document, path: Path): { key?: Node; value?: Node } | undefined {
  let here: { key?: Node; value?: Node } = { value: document.contents ?? undefined };
  for (const step of path) {
    const { value } = here;
    const parent = value !== undefined && "resolve" in value ? (value as Alias).resolve(document) : value; // only aliases resolve
    if (isMap(parent)) {
      const pair = parent.items.find(({ key }) => String(key) === String(step));
      if (pair === undefined) return undefined;
      here = { key: nodeOrNothing(pair.key), value: nodeOrNothing(pair.value) };
    } else if (isSeq(parent) && Number(step) < parent.items.length) {
      here = { value: nodeOrNothing(parent.items[Number(step)]) };
    } else return undefined;
  }
  return here;
}

function nodeOrNothing(item: unknown): Node | undefined {
  return isNode(item) ? item : undefined;
}
