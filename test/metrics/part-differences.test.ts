import { describe, expect, it } from "vitest";
import { createRandom } from "../../src/math/random.ts";
import { partDifferences } from "../../src/metrics/part-differences.ts";

/** Customers in a row: `count` of them in part `part` with these numbers above and below the line. */
type Group = readonly [count: number, part: number, above: number, below: number];

function customersOf(groups: readonly Group[]) {
  const all = groups.flatMap(([count, ...each]) => Array<typeof each>(count).fill(each));
  const codes = Int16Array.from(all, ([part]) => part);
  const ratio = {
    above: Float64Array.from(all, ([, above]) => above),
    below: Float64Array.from(all, ([, , below]) => below),
  };
  return { codes, ratio };
}

function differences(groups: readonly Group[], parts = 2) {
  const { codes, ratio } = customersOf(groups);
  return [...partDifferences(ratio, codes, parts)];
}

describe("partDifferences", () => {
  // 40 of 200 against 240 of 600. Everybody: 0.35; Σe² is 36.5 and 145.5, expected are 45.56 and 136.67, so that
  // z = −0.2 ÷ √(45.56/200² + 145.5/600²) = −5.0914.
  it("takes the larger spread of what a part has and what its size makes expect", () => {
    const groups: Group[] = [
      [40, 0, 1, 1],
      [160, 0, 0, 1],
      [240, 1, 1, 1],
      [360, 1, 0, 1],
    ];
    const [here, there] = differences(groups);
    expect(here / 3.554e-7).toBeCloseTo(1, 3);
    expect(there).toBeCloseTo(here, 15);
  });

  it("counts customers, not what they did: ten times the messages of each make nothing surer", () => {
    const groups: Group[] = [
      [60, 0, 1, 2],
      [90, 0, 0, 3],
      [200, 1, 2, 2],
      [100, 1, 0, 1],
    ];
    const more = groups.map(([count, part, above, below]): Group => [count, part, 10 * above, 10 * below]);
    expect(differences(more)[0]).toBeCloseTo(differences(groups)[0], 12);
  });

  it("leaves out who has nothing above and below the line", () => {
    const groups: Group[] = [
      [60, 0, 1, 1],
      [90, 0, 0, 1],
      [200, 1, 1, 1],
      [100, 1, 0, 1],
    ];
    expect(differences([...groups, [500, 0, 0, 0], [70, 1, 0, 0]])).toEqual(differences(groups));
  });

  it("does not judge a part of fewer than 100 customers, nor one that leaves fewer to compare with", () => {
    const groups = (count: number): Group[] => [
      [count, 0, 0, 1],
      [200, 1, 1, 1],
      [200, 1, 0, 1],
    ];
    expect(differences(groups(99))).toEqual([Number.NaN, Number.NaN]);
    expect(differences(groups(100))[0]).toBeLessThan(1e-9);
  });

  it("is not impressed by one customer with most of the money, whichever part has it", () => {
    const [here, there] = differences([
      [1, 0, 1e6, 1],
      [400, 0, 10, 1],
      [400, 1, 11, 1],
    ]);
    expect(here).toBeGreaterThan(0.2);
    expect(there).toBeCloseTo(here, 12);
  });

  it("says nothing where everybody is alike", () => {
    expect(
      differences([
        [300, 0, 2, 4],
        [300, 1, 1, 2],
      ]),
    ).toEqual([Number.NaN, Number.NaN]);
  });

  it.each([
    ["an event of one in eighty customers", rare],
    ["answers to one to sixty messages, with an inclination of one's own", messages],
    ["money of orders with a heavy tail", money],
  ])("calls chance a finding no more often than it says: %s", (_, draw) => {
    let below = 0;
    const seeds = 400;
    for (let seed = 0; seed < seeds; seed++) {
      const random = createRandom(seed);
      const groups = Array.from({ length: 600 }, (): Group => [1, random.next() < 0.3 ? 0 : 1, ...draw(random)]);
      if (differences(groups)[0] < 0.05) below++;
    }
    // 20 expected; four standard deviations above are 37.
    expect(below).toBeLessThan(38);
  });
});

function rare(random: ReturnType<typeof createRandom>): [number, number] {
  return [random.next() < 1 / 80 ? 1 : 0, 1];
}

function messages(random: ReturnType<typeof createRandom>): [number, number] {
  const sent = 1 + random.below(60);
  const inclination = random.next() ** 3;
  let answered = 0;
  for (let i = 0; i < sent; i++) if (random.next() < inclination) answered++;
  return [answered, sent];
}

function money(random: ReturnType<typeof createRandom>): [number, number] {
  const orders = 1 + random.below(8);
  return [orders * Math.exp(3 + 1.2 * random.normal()), orders];
}
