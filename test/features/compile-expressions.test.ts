import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileDifferences, compileExpressions, compileSums } from "../../src/features/compile-expressions.ts";
import {
  above,
  all,
  atLeast,
  columnsOf,
  columnsRead,
  type Expression,
  equal,
  floor,
  known,
  largest,
  minus,
  number,
  orElse,
  over,
  plus,
  ratio,
  round,
  smallest,
  sqrt,
  times,
  unknown,
  when,
} from "../../src/features/expression.ts";

const column = columnsOf("t");
const [a, b] = [column("a"), column("b")];
const placeOf = ({ name }: { name: string }) => (name === "a" ? 0 : 1);

/** The value of an expression over one row. */
function worth(expression: Expression, ofA = Number.NaN, ofB = Number.NaN): number {
  const result = new Float64Array(1);
  compileExpressions([expression], placeOf)(
    [Float64Array.of(ofA), Float64Array.of(ofB)],
    Int32Array.of(0),
    1,
    [result],
    0,
  );
  return result[0];
}

/** The same by walking along the expression. */
function walk(expression: Expression, row: Record<string, number>): number {
  switch (expression.op) {
    case "number":
      return expression.value;
    case "column":
      return row[expression.name];
    case "when":
      return walk(expression.condition, row) === 1 ? walk(expression.value, row) : walk(expression.otherwise, row);
    case "known":
      return Number.isNaN(walk(expression.value, row)) ? 0 : 1;
    case "floor":
      return Math.floor(walk(expression.value, row));
    case "round":
      return Math.floor(walk(expression.value, row) + 0.5);
    case "sqrt":
      return Math.sqrt(walk(expression.value, row));
    default: {
      const [left, right] = [walk(expression.left, row), walk(expression.right, row)];
      if (expression.op === "or-else") return Number.isNaN(left) ? right : left;
      if (expression.op === "smaller" || expression.op === "larger") {
        if (Number.isNaN(left) || Number.isNaN(right)) return Number.isNaN(left) ? right : left;
        return expression.op === "smaller" ? Math.min(left, right) : Math.max(left, right);
      }
      const operations = {
        "+": left + right,
        "-": left - right,
        "*": left * right,
        "/": left / right,
        ">": Number(left > right),
        ">=": Number(left >= right),
        "=": Number(left === right),
      };
      return operations[expression.op];
    }
  }
}

const someNumber = fc.oneof(fc.integer({ min: -20, max: 20 }), fc.constant(Number.NaN), fc.double({ noNaN: true }));
const { tree } = fc.letrec<{ tree: Expression }>((tie) => {
  const two = fc.tuple(tie("tree"), tie("tree"));
  return {
    tree: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc.constantFrom(a, b),
      someNumber.map(number),
      ...[plus, minus, times, over, above, atLeast, equal, smallest, largest, orElse].map((make) =>
        two.map(([left, right]) => make(left, right)),
      ),
      ...[floor, round, sqrt, known].map((make) => tie("tree").map(make)),
      fc.tuple(tie("tree"), tie("tree"), tie("tree")).map(([condition, value, rest]) => when(condition, value, rest)),
    ),
  };
});

describe("an expression", () => {
  it("is worked out as walking along it does, for any rows and any places", () => {
    fc.assert(
      fc.property(
        fc.array(tree, { minLength: 1, maxLength: 4 }),
        fc.array(fc.tuple(someNumber, someNumber), { minLength: 1, maxLength: 9 }),
        (expressions, rows) => {
          const block = [0, 1].map((k) => Float64Array.from(rows, (each) => each[k]));
          const chosen = Int32Array.from(rows.keys()).filter((i) => i % 2 === 0);
          const results = expressions.map(() => new Float64Array(rows.length + 2).fill(7));
          compileExpressions(expressions, placeOf)(block, chosen, chosen.length, results, 2);
          for (const [e, expression] of expressions.entries()) {
            const expected = [...chosen].map((i) => walk(expression, { a: rows[i][0], b: rows[i][1] }));
            expect([...results[e].subarray(0, 2 + chosen.length)]).toEqual([7, 7, ...expected]);
          }
        },
      ),
    );
  });

  it("knows nothing from what is unknown, and holds no condition that cannot be known", () => {
    expect(worth(plus(a, 1))).toBeNaN();
    expect([worth(above(a, 1)), worth(atLeast(1, a)), worth(equal(a, a)), worth(known(a))]).toEqual([0, 0, 0, 0]);
    expect([worth(orElse(a, b, 3)), worth(orElse(a, 3), 2), worth(known(a), 0)]).toEqual([3, 2, 1]);
    expect([worth(smallest(a, b), 2), worth(largest(a, b), Number.NaN, -2)]).toEqual([2, -2]);
    expect(worth(when(above(a, 1), 5), 1)).toBeNaN();
    expect([worth(all(above(a, 1), above(b, 1)), 2, 2), worth(all(above(a, 1), above(b, 1)), 2, 1)]).toEqual([1, 0]);
  });

  it("divides by nothing to the unknown", () => {
    expect([worth(ratio(a, b), 3, 2), worth(ratio(a, b), 0, 5)]).toEqual([1.5, 0]);
    expect([worth(ratio(a, b), 3, 0), worth(ratio(a, b), 3), worth(unknown)]).toEqual([
      Number.NaN,
      Number.NaN,
      Number.NaN,
    ]);
  });

  it("rounds halves up and writes negative numbers and large ones so that they are read again", () => {
    expect([worth(round(a), 2.5), worth(round(a), -2.5), worth(floor(a), -0.5)]).toEqual([3, -2, -1]);
    expect([worth(minus(a, -3), 1), worth(times(a, -1e300), -1e-300), worth(number(-0.1))]).toEqual([4, 1, -0.1]);
  });

  it("names the columns it reads once", () => {
    expect(columnsRead([plus(a, b), when(above(b, 0), sqrt(a))])).toEqual([
      { of: "t", name: "a" },
      { of: "t", name: "b" },
    ]);
  });
});

describe("sums of rows", () => {
  it("add what is known where the row says, keep the largest, leave out rows without a place", () => {
    const add = compileSums([a, times(a, b)], [b], placeOf);
    const target = Float64Array.of(0, 0, Number.NaN, 0, 0, Number.NaN);
    const block = [Float64Array.of(1, Number.NaN, 3, 9, 5), Float64Array.of(-4, -2, Number.NaN, 9, -7)];
    add(block, Int32Array.of(0, 0, 3, -1, 3), 5, target);
    expect([...target]).toEqual([1, -4, -2, 8, -35, -7]);
    add(block, Int32Array.of(0, -1, -1, -1, -1), 1, target);
    expect([...target]).toEqual([2, -8, -2, 8, -35, -7]);
  });

  it("differ between two places by what lies between them", () => {
    const buffer = Float64Array.of(0, 0, 3, 5, 10, 20);
    const columns = [new Float64Array(2), new Float64Array(2)];
    const fill = compileDifferences([
      { behind: 0, start: 0 },
      { behind: 1, start: 1 },
    ]);
    fill(buffer, Int32Array.of(4, 2), [Int32Array.of(2, 0), Int32Array.of(0, 2)], columns, 0, 2);
    expect(columns.map((values) => [...values])).toEqual([
      [7, 3],
      [20, 0],
    ]);
  });
});
