import type { Text } from "../language/text.ts";
import type { Division, Part } from "./structure.ts";

/**
 * Crosses divisions: a part for each combination of their parts with at least `minCell` customers. The customers of smaller
 * ones are together in the combination without its last part (`new/*` is the rest of `new`), which takes in the smallest
 * of its own until it is large enough; where all of them are not, they go one step further up, at last to `*`. So no part
 * has fewer than `minCell` customers unless the whole base has.
 *
 * Total and disjoint, since customers are only ever moved.
 */
export function combine(name: string, divisions: readonly Division[], minCell: number): Division {
  const n = divisions[0].codes.length;
  /** The customers of each cell, by the codes of its parts; those that were cut off are missing. */
  const cells = new Map<string, Cell>();
  const cellOf = (codes: readonly number[]) => {
    const id = codes.join("/");
    const cell = cells.get(id) ?? { codes, customers: [] };
    cells.set(id, cell);
    return cell;
  };
  for (let i = 0; i < n; i++) cellOf(divisions.map(({ codes }) => codes[i])).customers.push(i);

  const partOf = (codes: readonly number[]) => partNamed(divisions, codes);
  const moves: { from: readonly number[]; customers: number; into: readonly number[] }[] = [];
  const move = (cell: Cell, into: Cell) => {
    cells.delete(cell.codes.join("/"));
    for (const customer of cell.customers) into.customers.push(customer);
    moves.push({ from: cell.codes, customers: cell.customers.length, into: into.codes });
  };
  for (let length = divisions.length; length > 0; length--) {
    const small = new Set(
      [...cells.values()].filter(({ codes, customers }) => codes.length === length && customers.length < minCell),
    );
    const parents = new Map([...small].map(({ codes }) => [codes.slice(0, -1).join("/"), codes.slice(0, -1)]));
    for (const parent of parents.values()) {
      const rest = cellOf(parent);
      const below = [...cells.values()].filter((cell) => cell !== rest && isPartOf(cell.codes, parent)).sort(bySize);
      for (const cell of below) if (rest.customers.length < minCell || small.has(cell)) move(cell, rest);
    }
  }

  const kept = [...cells.values()].sort(byCodes);
  const codes = new Int16Array(n);
  for (const [code, { customers }] of kept.entries()) for (const customer of customers) codes[customer] = code;
  const parts = kept.map((cell) => partOf(cell.codes));
  const titles = divisions.map(({ title }) => title);
  const title = (language: keyof Text) => titles.map((each) => each[language]).join(" × ");
  return {
    id: name,
    kind: "combined",
    title: { en: title("en"), ru: title("ru") },
    definition: {
      en: `Combinations with at least ${minCell} customers; the others are together in the coarser part marked *.`,
      ru: `Сочетания, в которых не меньше ${minCell} клиентов; остальные объединены в более крупной части со знаком *.`,
    },
    keys: parts.map(({ key }) => key),
    parts,
    codes,
    backedOff: moves.map(({ from, customers, into }) => ({
      cell: partOf(from).key,
      customers,
      into: partOf(into).key,
    })),
  };
}

interface Cell {
  readonly codes: readonly number[];
  readonly customers: number[];
}

function partNamed(divisions: readonly Division[], codes: readonly number[]): Part {
  const parts = codes.map((code, d) => divisions[d].parts[code]);
  const rest = codes.length < divisions.length ? ["*"] : [];
  const title = (language: keyof Text) => [...parts.map((part) => part.title[language]), ...rest].join(" · ");
  return {
    key: [...parts.map(({ key }) => key), ...rest].join("/"),
    title: { en: title("en"), ru: title("ru") },
  };
}

function isPartOf(codes: readonly number[], parent: readonly number[]): boolean {
  return parent.every((code, d) => codes[d] === code);
}

/** The smallest first, ties in the order of their codes. */
function bySize(a: Cell, b: Cell): number {
  return a.customers.length - b.customers.length || byCodes(a, b);
}

/** In the order of the parts; the rest of a part stands behind its combinations. */
function byCodes(a: Cell, b: Cell): number {
  for (let d = 0; d < Math.max(a.codes.length, b.codes.length); d++) {
    const difference = (a.codes[d] ?? Number.POSITIVE_INFINITY) - (b.codes[d] ?? Number.POSITIVE_INFINITY);
    if (!Number.isNaN(difference) && difference !== 0) return difference;
  }
  return 0;
}
