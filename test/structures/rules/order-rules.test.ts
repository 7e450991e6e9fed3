import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { orderRules } from "../../../src/structures/rules/order-rules.ts";

const names = ["a", "b", "c", "d", "e"];
const references = fc
  .array(fc.subarray(names, { maxLength: 2 }), { minLength: names.length, maxLength: names.length })
  .map((lists) => new Map(names.map((name, i) => [name, lists[i]])));

describe("orderRules", () => {
  it("puts a rule after those it refers to, otherwise in the order of writing", () => {
    const rules = { z: ["x", "lifecycle"], y: [], x: ["w", "w"], w: [] };
    expect(orderRules(new Map(Object.entries(rules)))).toEqual({ order: ["w", "x", "z", "y"], circles: [] });
  });

  it("names the rules of a circle in the order of their references", () => {
    const rules = { top: ["a"], a: ["b"], b: ["c"], c: ["a"], self: ["self"] };
    expect(orderRules(new Map(Object.entries(rules))).circles).toEqual([
      ["a", "b", "c", "a"],
      ["self", "self"],
    ]);
  });

  it("finds an order or a circle, and either is one", () => {
    fc.assert(
      fc.property(references, (graph) => {
        const { order, circles } = orderRules(graph);
        expect([...order].sort()).toEqual(names);
        for (const circle of circles) {
          expect(circle.length).toBeGreaterThan(1);
          expect(circle[0]).toBe(circle.at(-1));
          for (const [i, name] of circle.slice(1).entries()) expect(graph.get(circle[i])).toContain(name);
        }
        const isOrder = order.every((name, i) => graph.get(name)?.every((other) => order.indexOf(other) < i));
        expect(isOrder).toBe(circles.length === 0);
      }),
    );
  });
});
