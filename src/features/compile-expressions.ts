import type { NumericColumn } from "../engine/engine.ts";
import type { BinaryOp, ColumnName, Expression, UnaryOp } from "./expression.ts";

export type Block = readonly NumericColumn[];

/**
 * Prepares expressions to be worked out row by row. They become one JavaScript function, in which a part that several
 * share is worked out once and nothing between columns and results is written to memory: an operation at a time over
 * whole columns took twice as long. The text of the function is made of operators, numbers and places alone.
 *
 * @param placeOf position in the block of a column
 * @returns puts the results for the rows that `rows` begins with into `results[…][at…]`
 */
export function compileExpressions(
  expressions: readonly Expression[],
  placeOf: (column: ColumnName) => number,
): (block: Block, rows: Int32Array, count: number, results: readonly Float64Array[], at: number) => void {
  const { columns, steps, values } = stepsOf(expressions, placeOf);
  return functionOf(
    ["block", "rows", "count", "results", "at"],
    [
      ...columns,
      ...values.map((_, j) => `const r${j} = results[${j}];`),
      "for (let k = 0; k < count; k++) {",
      "const i = rows[k];",
      ...steps,
      ...values.map((value, j) => `r${j}[at + k] = ${value};`),
      "}",
    ],
  );
}

/**
 * Prepares rows to be added up: for row i of a block, what is known of the sums is added to `target` from `places[i]` on,
 * behind them what is larger replaces the largest values. Rows whose place is negative are left out.
 */
export function compileSums(
  sums: readonly Expression[],
  largest: readonly Expression[],
  placeOf: (column: ColumnName) => number,
): (block: Block, places: Int32Array, count: number, target: Float64Array) => void {
  const { columns, steps, values } = stepsOf([...sums, ...largest], placeOf);
  const add = (value: string, k: number) =>
    k < sums.length
      ? `if (${value} === ${value}) target[place + ${k}] += ${value};`
      : `if (${value} > target[place + ${k}] || target[place + ${k}] !== target[place + ${k}]) target[place + ${k}] = ${value};`;
  return functionOf(
    ["block", "places", "count", "target"],
    [
      ...columns,
      "for (let i = 0; i < count; i++) {",
      "const place = places[i];",
      "if (place < 0) continue;",
      ...steps,
      ...values.map(add),
      "}",
    ],
  );
}

/**
 * Prepares columns that are differences of two numbers of a buffer, each a distance behind one of the places of a row:
 * `columns[c][i] = buffer[ends[i] + behind] - buffer[starts[c][i] + behind]`.
 */
export function compileDifferences(
  columns: readonly { readonly behind: number; readonly start: number }[],
): (
  buffer: Float64Array,
  ends: Int32Array,
  starts: readonly Int32Array[],
  columns: readonly Float64Array[],
  from: number,
  until: number,
) => void {
  const used = [...new Set(columns.map(({ start }) => start))];
  return functionOf(
    ["buffer", "ends", "starts", "columns", "from", "until"],
    [
      ...used.map((start) => `const starts${start} = starts[${start}];`),
      ...columns.map((_, c) => `const column${c} = columns[${c}];`),
      "for (let i = from; i < until; i++) {",
      "const end = ends[i];",
      ...used.map((start) => `const start${start} = starts${start}[i];`),
      ...columns.map(
        ({ behind, start }, c) => `column${c}[i] = buffer[end + ${behind}] - buffer[start${start} + ${behind}];`,
      ),
      "}",
    ],
  );
}

function functionOf<T>(parameters: readonly string[], lines: readonly string[]): T {
  return new Function(...parameters, `"use strict";\n${lines.join("\n")}`) as T; // as its lines are written above
}

/** The steps for row `i`: the columns they read, a statement for each part, and where the results are. */
function stepsOf(expressions: readonly Expression[], placeOf: (column: ColumnName) => number) {
  const columns: string[] = [];
  const steps: string[] = [];
  const names = new Map<Expression, string>();
  const columnNames = new Map<number, string>();
  const nameOf = (expression: Expression): string => {
    if (expression.op === "number") return literal(expression.value);
    const known = names.get(expression);
    if (known !== undefined) return known;
    const name = expression.op === "column" ? columnOf(expression) : step(sourceOf(expression));
    names.set(expression, name);
    return name;
  };
  const columnOf = (column: ColumnName): string => {
    const place = placeOf(column);
    const known = columnNames.get(place);
    if (known !== undefined) return known;
    columns.push(`const c${place} = block[${place}];`);
    const name = step(`c${place}[i]`);
    columnNames.set(place, name);
    return name;
  };
  const step = (source: string): string => {
    const name = `v${steps.length}`;
    steps.push(`const ${name} = ${source};`);
    return name;
  };
  const sourceOf = (expression: Exclude<Expression, { op: "number" | "column" }>): string => {
    if (expression.op === "when") {
      const [condition, value, otherwise] = [expression.condition, expression.value, expression.otherwise].map(nameOf);
      return `${condition} === 1 ? ${value} : ${otherwise}`;
    }
    if ("left" in expression) return binarySource[expression.op](nameOf(expression.left), nameOf(expression.right));
    return unarySource[expression.op](nameOf(expression.value));
  };
  const values = expressions.map(nameOf);
  return { columns, steps, values };
}

function literal(value: number): string {
  return value < 0 ? `(${value})` : String(value);
}

const unarySource: Record<UnaryOp, (a: string) => string> = {
  floor: (a) => `Math.floor(${a})`,
  round: (a) => `Math.floor(${a} + 0.5)`,
  sqrt: (a) => `Math.sqrt(${a})`,
  known: (a) => `${a} === ${a} ? 1 : 0`,
};

const binarySource: Record<BinaryOp, (a: string, b: string) => string> = {
  "+": (a, b) => `${a} + ${b}`,
  "-": (a, b) => `${a} - ${b}`,
  "*": (a, b) => `${a} * ${b}`,
  "/": (a, b) => `${a} / ${b}`,
  ">": (a, b) => `${a} > ${b} ? 1 : 0`,
  ">=": (a, b) => `${a} >= ${b} ? 1 : 0`,
  "=": (a, b) => `${a} === ${b} ? 1 : 0`,
  smaller: (a, b) => `${a} < ${b} || ${b} !== ${b} ? ${a} : ${b}`,
  larger: (a, b) => `${a} > ${b} || ${b} !== ${b} ? ${a} : ${b}`,
  "or-else": (a, b) => `${a} === ${a} ? ${a} : ${b}`,
};
