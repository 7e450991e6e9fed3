import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRandom } from "../../../src/math/random.ts";
import type { Arena } from "../../../src/segments/kernel/arena.ts";
import { type Crew, openCrew, openTwin } from "../../../src/segments/kernel/crew.ts";
import { type LloydOptions, lloyd } from "../../../src/segments/kernel/lloyd.ts";
import { prepareRows } from "../../../src/segments/kernel/prepare-rows.ts";
import { clumps, fillRows } from "./random-rows.ts";

const crews = new Map<string, Crew>();
beforeAll(async () => {
  for (const threads of [1, 2, 4]) crews.set(`${threads} threads`, await openCrew(threads));
  crews.set("twin", openTwin());
});
afterAll(async () => {
  for (const crew of crews.values()) await crew.close();
});

interface Fit {
  readonly labels: number[];
  readonly centroids: number[];
  readonly inertia: number;
  readonly iterations: number;
  readonly emptied: number;
}

interface Case {
  readonly values: Float64Array;
  readonly n: number;
  readonly d: number;
  readonly k: number;
  readonly weights?: Int32Array;
}

/** The fit of one crew, from the rows that stand at some places. */
async function fitted(
  crew: Crew,
  { values, n, d, k, weights }: Case,
  options: Partial<LloydOptions> = {},
): Promise<Fit> {
  const arena = crew.lay({ n, d, k });
  fillRows(arena, values);
  const weighted = weights !== undefined;
  if (weighted) arena.weights.set(weights);
  const { variance } = await prepareRows(crew, arena, { weighted });
  const result = await lloyd(crew, arena, startOf(arena), {
    maxIterations: 300,
    tolerance: 1e-4 * variance,
    weighted,
    ...options,
  });
  const fit = {
    labels: [...arena.labels.subarray(0, n)],
    centroids: [...arena.centroids],
    ...{ inertia: result.inertia, iterations: result.iterations, emptied: result.emptied },
  };
  crew.clear(arena);
  return fit;
}

/** Rows far apart in the list. */
function startOf({ n, d, k, stride, rows }: Arena): Float64Array {
  const start = new Float64Array(k * d);
  for (let c = 0; c < k; c++) {
    const row = Math.floor(((c + 0.5) * n) / k);
    start.set(rows.subarray(row * stride, row * stride + d), c * d);
  }
  return start;
}

describe("the same bits", () => {
  const cases: Record<string, Case> = {
    "five dimensions, three clusters": { values: clumps(5003, 5, 3, 1), n: 5003, d: 5, k: 3 },
    "twelve dimensions, eight clusters": { values: clumps(9001, 12, 8, 2), n: 9001, d: 12, k: 8 },
    "one dimension, four clusters": { values: clumps(4097, 1, 4, 3), n: 4097, d: 1, k: 4 },
    "sixteen dimensions, thirty-three clusters": { values: clumps(6000, 16, 33, 4), n: 6000, d: 16, k: 33 },
    "fewer rows than a tile": { values: clumps(3, 2, 2, 5), n: 3, d: 2, k: 2 },
    "scores from 1 to 5, with many ties": {
      values: clumps(7000, 3, 4, 7).map((value) => Math.max(1, Math.min(5, Math.round(value / 2 + 3)))),
      ...{ n: 7000, d: 3, k: 6 },
    },
    "one row far away": { values: clumps(5000, 7, 5, 8).fill(1e6, 0, 1), n: 5000, d: 7, k: 5 },
    crumbs: { values: clumps(5000, 4, 3, 9).map((value) => value / 1e5), n: 5000, d: 4, k: 3 },
    "a cluster": { values: clumps(2050, 3, 2, 6), n: 2050, d: 3, k: 1 },
  };

  it.each(Object.keys(cases))("for any number of threads, with bounds and without, and the twin: %s", async (name) => {
    const expected = await fitted(crews.get("twin") as Crew, cases[name]);
    expect(expected.iterations).toBeGreaterThan(0);
    for (const crew of crews.values()) {
      for (const bounded of [true, false]) expect(await fitted(crew, cases[name], { bounded })).toEqual(expected);
    }
  });

  it("with weights, which count a row as often as if it stood there so often", async () => {
    const { values, n, d, k } = cases["five dimensions, three clusters"];
    const random = createRandom(9);
    const weights = Int32Array.from({ length: n }, () => random.below(4));
    const whole = { maxIterations: 300, tolerance: 0 };
    const expected = await fitted(crews.get("twin") as Crew, { values, n, d, k, weights }, whole);
    for (const crew of crews.values()) {
      for (const bounded of [true, false]) {
        expect(await fitted(crew, { values, n, d, k, weights }, { ...whole, bounded })).toEqual(expected);
      }
    }
    const rows = [...weights.keys()].flatMap((i) => Array<number>(weights[i]).fill(i));
    const repeated = Float64Array.from(
      { length: rows.length * d },
      (_, at) => values[rows[Math.floor(at / d)] * d + (at % d)],
    );
    expect(
      naiveInertia(
        repeated,
        rows.map((i) => expected.labels[i]),
        d,
        k,
      ),
    ).toBeCloseTo(expected.inertia, 2);
  });
});

describe("Lloyd's iterations", () => {
  it("end where every centroid is the mean of the rows nearest to it", async () => {
    const one: Case = { values: clumps(3000, 4, 5, 11), n: 3000, d: 4, k: 5 };
    const fit = await fitted(crews.get("2 threads") as Crew, one, { tolerance: 0 });
    // Rows are rounded to multiples of 2⁻²⁰, so the inertia is that of the rows up to some millionths.
    expect(fit.inertia / naiveInertia(one.values, fit.labels, one.d, one.k)).toBeCloseTo(1, 6);
  });

  it("stop on request", async () => {
    const aborted = AbortSignal.abort(new Error("enough"));
    const one: Case = { values: clumps(3000, 4, 5, 11), n: 3000, d: 4, k: 5 };
    await expect(fitted(crews.get("1 threads") as Crew, one, { signal: aborted })).rejects.toThrow("enough");
  });

  it("start an empty cluster again from the farthest row, and say so", async () => {
    // Two rows of a kind twice: the second centroid on the first place never wins a tie.
    const values = Float64Array.of(0, 0, 0, 0, 10, 10, 10, 90);
    const one: Case = { values, n: 8, d: 1, k: 3 };
    const expected = await fitted(crews.get("twin") as Crew, one, { tolerance: 0 });
    expect(expected.emptied).toBeGreaterThan(0);
    expect(expected.inertia).toBe(0);
    expect(new Set(expected.labels).size).toBe(3);
    expect(await fitted(crews.get("2 threads") as Crew, one, { tolerance: 0 })).toEqual(expected);
  });

  it("leave a cluster empty where no rows differ", async () => {
    const one: Case = { values: new Float64Array(20).fill(7), n: 20, d: 1, k: 2 };
    const fit = await fitted(crews.get("1 threads") as Crew, one);
    expect(fit).toMatchObject({ inertia: 0, emptied: 0 });
    expect(new Set(fit.labels)).toEqual(new Set([0]));
  });
});

describe("bad rows", () => {
  const prepared = async (values: readonly number[], weights?: readonly number[]) => {
    const crew = crews.get("2 threads") as Crew;
    const arena = crew.lay({ n: values.length / 2, d: 2, k: 1 });
    fillRows(arena, Float64Array.from(values));
    arena.weights.set(weights ?? []);
    try {
      return await prepareRows(crew, arena, { weighted: weights !== undefined });
    } finally {
      crew.clear(arena);
    }
  };

  it("are named", async () => {
    await expect(prepared([1, 2, 3, Number.NaN])).rejects.toThrow(
      "k-means: row 1, column 1 is NaN; expected a finite number",
    );
    await expect(prepared([1, 2, Number.NEGATIVE_INFINITY, 4])).rejects.toThrow("row 1, column 0 is -Infinity");
  });

  it("have no negative weights, and not all of them 0", async () => {
    await expect(prepared([1, 2, 3, 4], [1, -1])).rejects.toThrow("k-means: row 1 has the weight -1");
    await expect(prepared([1, 2, 3, 4], [0, 0])).rejects.toThrow("all weights are 0");
    await expect(prepared([1, 2, 3, 4], [2 ** 27, 1])).rejects.toThrow("more than 2^27");
  });

  it("are cut at 32 and counted", async () => {
    const { centre, cut, variance } = await prepared([0, 0, 100, 0]);
    expect({ centre: [...centre], cut }).toEqual({ centre: [50, 0], cut: 2 });
    expect(variance).toBe(32 ** 2 / 2);
  });
});

describe("a crew that is closed", () => {
  it("refuses tasks instead of hanging", async () => {
    const crew = await openCrew(3);
    const arena = crew.lay({ n: 5000, d: 2, k: 2 });
    await crew.close();
    await expect(crew.run(arena, "sum")).rejects.toThrow("segments: the kernel is closed");
  });
});

function naiveInertia(values: Float64Array, labels: readonly number[], d: number, k: number): number {
  let inertia = 0;
  for (let c = 0; c < k; c++) {
    const rows = labels.flatMap((label, i) => (label === c ? [i] : []));
    for (let j = 0; j < d; j++) {
      const mean = rows.reduce((sum, i) => sum + values[i * d + j], 0) / rows.length;
      for (const i of rows) inertia += (values[i * d + j] - mean) ** 2;
    }
  }
  return inertia;
}
