import { describe, expect, it } from "vitest";
import { createProgress, type ProgressMode } from "../../src/run/progress.ts";

/** Runs a fixed story through a progress display whose clock is set by hand, and returns what it wrote. */
function story(mode: ProgressMode, isTTY: boolean, columns?: number): string {
  let clock = Date.UTC(2024, 11, 1, 3);
  let written = "";
  const stream = { write: (text: string) => (written += text), columns };
  const progress = createProgress({ stream, isTTY, mode, now: () => clock });
  const after = (milliseconds: number) => (clock += milliseconds);

  progress.stage("inputs", { index: 1, total: 12 });
  after(50);
  progress.update({ share: 0.1 });
  after(1950);
  progress.update({ rows: 1_234_567, share: 0.25 });
  progress.update({ share: 0.26 });
  progress.note("3 rows were rejected");
  after(2000);
  progress.update({ share: 0.8 });
  after(1000);
  progress.stage("segments", { index: 2, total: 12 });
  after(75_000);
  progress.stop();
  progress.done();
  return written;
}

describe("createProgress", () => {
  const plain = `[1/12] inputs
[1/12] inputs: 25 %, 1,234,567 rows
3 rows were rejected
[1/12] inputs: 80 %, 1,234,567 rows
[1/12] inputs: done in 5.0 s
[2/12] segments
[2/12] segments: stopped after 1 min 15 s
`;

  it.each([
    ["no terminal", "auto", false],
    ["a terminal when plain is asked for", "plain", true],
    ["no terminal when plain is asked for", "plain", false],
  ] as const)("writes plain lines for %s", (_, mode, isTTY) => {
    expect(story(mode, isTTY)).toBe(plain);
  });

  it("redraws one line on a terminal, not too often, and clears it at the end", () => {
    const clear = "\r\u001b[K";
    expect(story("auto", true)).toBe(
      [
        `${clear}[1/12] inputs`,
        `${clear}[1/12] inputs  25 %  1,234,567 rows  6.0 s left`,
        `${clear}3 rows were rejected\n`,
        `${clear}[1/12] inputs  26 %  1,234,567 rows  5.7 s left`,
        `${clear}[1/12] inputs  80 %  1,234,567 rows  1.0 s left`,
        clear,
        `${clear}[2/12] segments`,
        clear,
      ].join(""),
    );
  });

  it("never draws wider than the terminal", () => {
    const drawn = story("auto", true, 20)
      .split("\r\u001b[K")
      .filter((line) => !line.endsWith("\n"));
    for (const line of drawn) expect(line.length).toBeLessThan(20);
  });

  it("writes JSON lines", () => {
    const lines = story("json", true)
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    const inputs = { stage: "inputs", index: 1, total: 12 };
    const segments = { stage: "segments", index: 2, total: 12 };
    expect(lines).toEqual([
      { time: "2024-12-01T03:00:00.000Z", event: "stage-begin", ...inputs },
      { time: "2024-12-01T03:00:02.000Z", event: "stage-share", ...inputs, rows: 1234567, share: 0.25 },
      { time: "2024-12-01T03:00:02.000Z", event: "note", stage: "inputs", text: "3 rows were rejected" },
      { time: "2024-12-01T03:00:04.000Z", event: "stage-share", ...inputs, rows: 1234567, share: 0.8 },
      { time: "2024-12-01T03:00:05.000Z", event: "stage-end", ...inputs, rows: 1234567, seconds: 5 },
      { time: "2024-12-01T03:00:05.000Z", event: "stage-begin", ...segments },
      { time: "2024-12-01T03:01:20.000Z", event: "stage-stop", ...segments, seconds: 75 },
    ]);
  });

  it("needs a stage before an update", () => {
    const progress = createProgress({ stream: { write: () => true }, isTTY: false, mode: "plain", now: () => 0 });
    expect(() => progress.update({ rows: 1 })).toThrow("progress: update needs a stage; call stage first");
  });
});
