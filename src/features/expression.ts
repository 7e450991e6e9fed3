/**
 * How a number follows from others, as data: it is compiled and worked out here, and could be written as SQL for an
 * engine elsewhere. NaN is unknown, and what is computed from it is unknown too.
 *
 * A condition is a number: 1 where it holds, 0 where it does not or cannot be known.
 */
export type Expression =
  | { readonly op: "number"; readonly value: number }
  | { readonly op: "column"; readonly of: string; readonly name: string }
  | { readonly op: UnaryOp; readonly value: Expression }
  | { readonly op: BinaryOp; readonly left: Expression; readonly right: Expression }
  | { readonly op: "when"; readonly condition: Expression; readonly value: Expression; readonly otherwise: Expression };
export type UnaryOp = "floor" | "round" | "sqrt" | "known";
/** `smaller` and `larger` take the other one where one is unknown, `or-else` the second where the first is. */
export type BinaryOp = "+" | "-" | "*" | "/" | ">" | ">=" | "=" | "smaller" | "larger" | "or-else";
/** A number stands for itself. */
type Term = Expression | number;

export const unknown = number(Number.NaN);

export function number(value: number): Expression {
  return { op: "number", value };
}

/** Columns of one table, by name. */
export function columnsOf(of: string): (name: string) => Expression {
  return (name) => ({ op: "column", of, name });
}

export function plus(...terms: readonly [Term, ...Term[]]): Expression {
  return terms.slice(1).reduce((left: Expression, right) => binary("+", left, right), term(terms[0]));
}

export function minus(left: Term, right: Term): Expression {
  return binary("-", left, right);
}

export function times(left: Term, right: Term): Expression {
  return binary("*", left, right);
}

/** A ratio; unknown where the lower one is zero. */
export function ratio(upper: Term, lower: Term): Expression {
  return when(binary("=", lower, 0), unknown, binary("/", upper, lower));
}

/** A division by what is never zero. */
export function over(upper: Term, lower: Term): Expression {
  return binary("/", upper, lower);
}

export function above(left: Term, right: Term): Expression {
  return binary(">", left, right);
}

export function atLeast(left: Term, right: Term): Expression {
  return binary(">=", left, right);
}

export function equal(left: Term, right: Term): Expression {
  return binary("=", left, right);
}

/** Whether all of some conditions hold. */
export function all(...conditions: readonly [Expression, ...Expression[]]): Expression {
  return conditions.slice(1).reduce((left, right) => binary("*", left, right), conditions[0]);
}

/** Whether a value is known. */
export function known(value: Term): Expression {
  return { op: "known", value: term(value) };
}

export function when(condition: Expression, value: Term, otherwise: Term = unknown): Expression {
  return { op: "when", condition, value: term(value), otherwise: term(otherwise) };
}

/** The first value that is known. */
export function orElse(...terms: readonly [Term, ...Term[]]): Expression {
  return terms.slice(1).reduce((left: Expression, right) => binary("or-else", left, right), term(terms[0]));
}

/** The largest of the known values. */
export function largest(...terms: readonly [Term, ...Term[]]): Expression {
  return terms.slice(1).reduce((left: Expression, right) => binary("larger", left, right), term(terms[0]));
}

/** The smallest of the known values. */
export function smallest(...terms: readonly [Term, ...Term[]]): Expression {
  return terms.slice(1).reduce((left: Expression, right) => binary("smaller", left, right), term(terms[0]));
}

export function floor(value: Term): Expression {
  return { op: "floor", value: term(value) };
}

/** To the nearest whole number, halves up. */
export function round(value: Term): Expression {
  return { op: "round", value: term(value) };
}

export function sqrt(value: Term): Expression {
  return { op: "sqrt", value: term(value) };
}

function binary(op: BinaryOp, left: Term, right: Term): Expression {
  return { op, left: term(left), right: term(right) };
}

function term(value: Term): Expression {
  return typeof value === "number" ? number(value) : value;
}

export interface ColumnName {
  readonly of: string;
  readonly name: string;
}

/** The columns that some expressions read, each once, in the order in which they are met. */
export function columnsRead(expressions: readonly Expression[]): ColumnName[] {
  const found = new Map<string, ColumnName>();
  const visit = (expression: Expression): void => {
    if (expression.op === "column") found.set(`${expression.of}.${expression.name}`, expression);
    else if (expression.op === "when") [expression.condition, expression.value, expression.otherwise].forEach(visit);
    else if ("left" in expression) [expression.left, expression.right].forEach(visit);
    else if (expression.op !== "number") visit(expression.value);
  };
  expressions.forEach(visit);
  return [...found.values()].map(({ of, name }) => ({ of, name }));
}
