import { expect, it } from "vitest";
import { covariances } from "../../../src/segments/kernel/covariances.ts";
import { type Crew, openCrew, openTwin } from "../../../src/segments/kernel/crew.ts";
import { prepareRows } from "../../../src/segments/kernel/prepare-rows.ts";
import { clumps, fillRows } from "./random-rows.ts";

async function covariancesOf(crew: Crew, values: Float64Array, n: number, d: number): Promise<number[][]> {
  const arena = crew.lay({ n, d, k: 1, correlated: true });
  fillRows(arena, values);
  await prepareRows(crew, arena);
  const found = await covariances(crew, arena);
  crew.clear(arena);
  return found;
}

it.each([1, 3, 4, 6, 13])("are those of the definition, with the same bits on all threads: %i columns", async (d) => {
  const n = 5000;
  const values = clumps(n, d, 3, d);
  const means = Array.from({ length: d }, (_, j) => values.filter((_, at) => at % d === j).reduce((a, b) => a + b) / n);
  const crews = [openTwin(), await openCrew(1), await openCrew(3)];
  const [expected, ...others] = await Promise.all(crews.map((crew) => covariancesOf(crew, values, n, d)));
  for (const other of others) expect(other).toEqual(expected);
  for (let j = 0; j < d; j++) {
    for (let l = 0; l < d; l++) {
      let sum = 0;
      for (let i = 0; i < n; i++) sum += (values[i * d + j] - means[j]) * (values[i * d + l] - means[l]);
      expect(Math.abs(expected[j][l] - sum / n)).toBeLessThan(1e-5);
    }
  }
  for (const crew of crews) await crew.close();
});
