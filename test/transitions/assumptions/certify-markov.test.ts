import { describe, expect, it } from "vitest";
import { createRandom } from "../../../src/math/random.ts";
import { type Cohorts, certifyMarkov } from "../../../src/transitions/assumptions/certify-markov.ts";
import { type MarkovEvidence, markovEvidence } from "../../../src/transitions/assumptions/markov-evidence.ts";
import { drawChain, history, names, type Past } from "./chain-builder.ts";

const rows = [
  [0.6, 0.2, 0.1, 0.1],
  [0.2, 0.5, 0.1, 0.2],
  [0.1, 0.1, 0.7, 0.1],
  [0.1, 0.2, 0.1, 0.6],
];
const settings = { seed: 1, names };

function certified(
  rowOf: (past: Past) => readonly number[],
  { cohorts, ...windows }: { readonly cohorts?: Cohorts; readonly lookback?: number; readonly short?: number } = {},
): MarkovEvidence {
  const labels = drawChain(createRandom(8), 4000, 8, 4, rowOf);
  const found = certifyMarkov(history(labels, windows), { ...settings, cohorts });
  expect(markovEvidence.parse(JSON.parse(JSON.stringify(found)))).toEqual(found);
  return found;
}

const english = ({ reasons }: MarkovEvidence) => reasons.map(({ en }) => en);

describe("certifyMarkov", () => {
  it("passes a chain, which needs no memory", () => {
    const found = certified(({ state }) => rows[state]);
    expect(found).toMatchObject({ status: "passed", reasons: [], memory: null, overlapping: false });
    expect([found.order, found.homogeneity, found.dwell].map(({ status }) => status)).toEqual(Array(3).fill("passed"));
    // Everybody was there from the first window on.
    expect(found.cohorts.status).toBe("refused");
    expect(found.windows).toHaveLength(8);
  });

  it("tells a segment that depends on the one before, and says what states should remember", () => {
    const found = certified(({ state, previous }) => (state === 1 ? rows[previous] : rows[state]));
    expect(found.status).toBe("failed");
    expect(found.order.status).toBe("failed");
    expect(found.memory).toMatchObject({ status: "done", chosen: "previous" });
    expect(english(found)[0]).toBe(
      'where customers go next also depends on where they were before (p < 0.001), in "Lapsing"',
    );
    expect(english(found).at(-1)).toMatch(
      /^states that remember the segment one window before foretell the last moves best \(\+0\.0\d+ nats per move\): they are the ones to go on with$/,
    );
    expect(found.reasons[0].ru).toBe(
      "следующее состояние клиента зависит и от предыдущего (p < 0,001), в состояниях: «Уходящие»",
    );
  });

  it("tells a segment that is left less the longer it lasts", () => {
    const found = certified(({ state, age }) => (state === 0 && age >= 3 ? [0.85, 0.05, 0.05, 0.05] : rows[state]));
    expect(found.dwell.status).toBe("failed");
    expect(found.dwell.states.filter(({ q }) => q !== null && q <= found.level).map(({ id }) => id)).toEqual(["loyal"]);
    expect(found.memory).toMatchObject({ status: "done", chosen: "age" });
    expect(english(found).find((reason) => reason.startsWith("the chance of leaving"))).toMatch(
      /^the chance of leaving "Loyal" depends on how long a customer has been there \(q < 0\.001\): out of "Loyal" it is (39|40|41)\.\d% in the first window and 2\d\.\d% later$/,
    );
  });

  it("tells when moves changed, and needs no memory for it", () => {
    const found = certified(({ window, state }) =>
      state === 0 && window === 7 ? [0.6, 0.37, 0.02, 0.01] : rows[state],
    );
    expect(found.homogeneity.status).toBe("failed");
    expect(found.homogeneity.shifts).toHaveLength(1);
    expect(found.homogeneity.shifts[0]).toMatchObject({
      ...{ origin: "loyal", destination: "lapsing", group: 6 },
      ...{ share: expect.closeTo(0.37, 1), otherwise: expect.closeTo(0.2, 1) },
    });
    expect(english(found)).toEqual([
      expect.stringMatching(
        /^moves out of "Loyal" are not alike in all windows \(q < 0\.001\), so the pooled matrix is an average of different ones: up to 1973-04-\d\d \d+\.\d% of those in "Loyal" went to "Lapsing", otherwise \d+\.\d%$/,
      ),
    ]);
    expect(found.memory).toBeNull();
  });

  it("says that changed moves are not what order and dwell are about, where these fail with them", () => {
    const found = certified(({ window, state }) => (state === 0 && window === 7 ? [0.2, 0.6, 0.1, 0.1] : rows[state]));
    expect(found.dwell.status).toBe("failed");
    expect(english(found)).toContainEqual(
      expect.stringMatching(/^order and time spent are judged over all windows together/),
    );
  });

  it("tells cohorts that move otherwise", () => {
    const random = createRandom(9);
    const [web, store] = [rows, rows.with(0, [0.4, 0.4, 0.1, 0.1])].map((own) =>
      drawChain(random, 2000, 5, 4, ({ state }) => own[state]),
    );
    const labels = web.map((own, w) => [...own, ...store[w]]);
    const cohorts = {
      cohortOf: Int16Array.from({ length: 4000 }, (_, customer) => (customer < 2000 ? 0 : 1)),
      names: [
        { en: "web", ru: "сайт" },
        { en: "store", ru: "магазин" },
      ],
    };
    const found = certifyMarkov(history(labels), { ...settings, cohorts });
    expect(found.cohorts.status).toBe("failed");
    expect(english(found)).toContainEqual(
      expect.stringMatching(
        /^moves out of "Loyal" are not alike in all cohorts \(q < 0\.001\): in the cohort "(web|store)" \d+\.\d% of those in "Loyal" (stayed|went to "Lapsing"), otherwise \d+\.\d%$/,
      ),
    );
    expect(found.reasons.map(({ ru }) => ru).join()).toMatch(
      /в когорте «(сайт|магазин)» (в «Верные» осталось|из «Верные» в «Уходящие» перешло) /,
    );
  });

  it("compares customers who joined later with the others, unless told of cohorts", () => {
    const labels = drawChain(createRandom(8), 2000, 5, 4, ({ state }) => rows[state]);
    const joined = labels.map((own, w) => own.map((state, customer) => (customer % 2 === 0 && w < 2 ? -1 : state)));
    const found = certifyMarkov(history(joined), settings);
    expect(found.cohorts).toMatchObject({
      status: "passed",
      names: [{ en: expect.any(String) }, { en: "joined later" }],
    });
  });

  it("warns that overlapping look-backs remember by themselves", () => {
    const rowOf = ({ state, previous }: Past) => (state === 1 ? rows[previous] : rows[state]);
    const found = certified(rowOf, { lookback: 90 });
    expect(found.overlapping).toBe(true);
    expect(english(found)).toContainEqual(expect.stringMatching(/^look-backs overlap/));
    expect(english(certified(rowOf))).not.toContainEqual(expect.stringMatching(/^look-backs overlap/));
  });

  it("leaves out windows without a full look-back", () => {
    const odd = ({ window, state }: Past) => (window < 3 ? [0.25, 0.25, 0.25, 0.25] : rows[state]);
    expect(certified(odd).status).toBe("failed");
    const found = certified(odd, { short: 3 });
    expect(found.windows).toHaveLength(5);
    expect(found.homogeneity.status).toBe("passed");
  });

  it("is refused with fewer than three windows", () => {
    const labels = drawChain(createRandom(8), 100, 2, 4, ({ state }) => rows[state]);
    for (const some of [labels, labels.slice(0, 1), []]) {
      const found = certifyMarkov(history(some), settings);
      expect(found.status).toBe("refused");
      expect(found.reasons).toEqual([
        {
          en: `the assumptions of a Markov chain need 3 windows with a full look-back, got ${some.length}`,
          ru: `чтобы проверить предпосылки марковской цепи, нужно 3 окна с полной глубиной истории, есть ${some.length}`,
        },
      ]);
      expect(markovEvidence.parse(found)).toEqual(found);
    }
  });

  it("says in words what it cannot test: everybody stays", () => {
    const found = certified(({ state }) => [0, 0, 0, 0].with(state, 1));
    expect(found.status).toBe("refused");
    expect(english(found)).toEqual([
      expect.stringMatching(/^no segment was reached from two states/),
      expect.stringMatching(/^no segment is left in two groups of moves/),
    ]);
  });

  it("gives the same evidence for the same seed", () => {
    const labels = drawChain(createRandom(8), 60, 5, 4, ({ state }) => rows[state]);
    const [a, b] = [0, 0].map(() => certifyMarkov(history(labels), settings));
    expect(a).toEqual(b);
    expect(a.order.test).toMatchObject({ order1Against2: { method: "monte-carlo" } });
  });

  it("refuses names of other states", () => {
    expect(() => certifyMarkov(history([]), { seed: 1, names: names.slice(1) })).toThrow(
      "certifyMarkov: 3 names of 4 states",
    );
  });
});
