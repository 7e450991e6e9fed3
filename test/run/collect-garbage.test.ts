import { expect, it } from "vitest";
import { collectGarbage } from "../../src/run/collect-garbage.ts";

const arrays = () => process.memoryUsage().arrayBuffers;
const large = 300 * 1024 * 1024;

/** In a function of its own, so that nothing keeps the array. */
function leaveBehind() {
  return new Float64Array(large / 8).fill(1).length;
}

it("gives back the memory of arrays that nobody holds, and keeps those that somebody does", () => {
  const kept = new Float64Array(large / 8).fill(7);
  leaveBehind(); // which may be gone already
  collectGarbage();
  expect(arrays()).toBeLessThan(2 * large);
  expect(arrays()).toBeGreaterThanOrEqual(large);
  expect(kept[kept.length - 1]).toBe(7);
});
