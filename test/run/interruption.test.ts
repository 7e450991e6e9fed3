import { EventEmitter } from "node:events";
import { describe, expect, it } from "vitest";
import { Interruption, listenForInterruption } from "../../src/run/interruption.ts";

/** A process that notes how it was ended. */
function processLike() {
  const exits: number[] = [];
  const source = Object.assign(new EventEmitter(), { exit: (code: number) => void exits.push(code) });
  return { source, exits };
}

describe("listenForInterruption", () => {
  it.each([
    ["SIGINT", 130, "interrupted; nothing was published"],
    ["SIGTERM", 143, "terminated; nothing was published"],
  ] as const)("turns %s into a reason to stop with exit code %i", (name, exitCode, message) => {
    const { source, exits } = processLike();
    const { signal } = listenForInterruption(source);
    expect(signal.aborted).toBe(false);
    source.emit(name);
    expect(signal.reason).toBeInstanceOf(Interruption);
    expect(signal.reason).toMatchObject({ exitCode, message });
    expect(exits).toEqual([]);
  });

  it("ends the process at once on the second signal, with the code of that one", () => {
    const { source, exits } = processLike();
    const { signal } = listenForInterruption(source);
    source.emit("SIGINT");
    source.emit("SIGTERM");
    expect(exits).toEqual([143]);
    expect(signal.reason.exitCode).toBe(130);
  });

  it("leaves signals to others when it has stopped", () => {
    const { source } = processLike();
    const { signal, stop } = listenForInterruption(source);
    stop();
    expect(source.emit("SIGINT")).toBe(false);
    expect(signal.aborted).toBe(false);
  });
});
