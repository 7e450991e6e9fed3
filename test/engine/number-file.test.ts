import { join } from "node:path";
import { expect, it } from "vitest";
import { appendNumbers, readNumbers, startNumberFile } from "../../src/engine/number-file.ts";
import { openEngine } from "../inputs/staging.ts";

it("gives numbers back from any place on, to the last bit, and says where the file ends", async () => {
  const { folder } = await openEngine();
  const path = join(folder, "numbers");
  startNumberFile(path);
  appendNumbers(path, Float64Array.of(1, Math.PI, Number.NaN));
  appendNumbers(path, Float64Array.of(0, -5e-324, 9).subarray(1));
  const into = new Float64Array(4);
  expect([readNumbers(path, 1, into), ...into]).toEqual([4, Math.PI, Number.NaN, -5e-324, 9]);
  expect(readNumbers(path, 4, into.subarray(2))).toBe(1);
  expect(into[2]).toBe(9);
  expect(readNumbers(path, 5, into)).toBe(0);
  startNumberFile(path);
  expect(readNumbers(path, 0, into)).toBe(0);
});
