import {
  type Display,
  jsonLines,
  type LineStream,
  plainLines,
  redrawnLine,
  type StageState,
} from "./progress-displays.ts";

/** Tells the person or the program that watches how far a run is. It writes to stderr only. */
export interface Progress {
  /** Ends the stage before it, if any, and begins another; `index` counts from 1. */
  stage(name: string, position: { readonly index: number; readonly total: number }): void;
  /** Rows seen so far, and the share of the stage that is done, 0…1. */
  update(state: { readonly rows?: number; readonly share?: number }): void;
  /** Something the reader should know, such as a warning. */
  note(text: string): void;
  /** Ends the last stage. */
  done(): void;
  /** Leaves the stage unfinished, after a failure or an interruption. */
  stop(): void;
}

/** auto: one redrawn line on a terminal, plain lines elsewhere. */
export type ProgressMode = "auto" | "plain" | "json";

export interface ProgressOptions {
  readonly stream: LineStream;
  /** A terminal that can redraw its line; under CI say false. */
  readonly isTTY: boolean;
  readonly mode: ProgressMode;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export function createProgress({ stream, isTTY, mode, now }: ProgressOptions): Progress {
  if (mode === "json") return trackStages(now, jsonLines(stream));
  return trackStages(now, isTTY && mode === "auto" ? redrawnLine(stream) : plainLines(stream));
}

function trackStages(now: () => number, display: Display): Progress {
  let current: (Omit<StageState, "seconds" | "at"> & { begun: number }) | undefined;

  function state(): StageState | undefined {
    if (current === undefined) return undefined;
    const { begun, ...stage } = current;
    const at = now();
    return { ...stage, at, seconds: (at - begun) / 1000 };
  }

  function leave(how: "end" | "stop") {
    const left = state();
    if (left !== undefined) display[how](left);
    current = undefined;
  }

  return {
    stage(name, { index, total }) {
      leave("end");
      current = { name, index, total, rows: undefined, share: undefined, begun: now() };
      display.begin(state() as StageState); // there is a current stage
    },
    update({ rows, share }) {
      if (current === undefined) throw new RangeError("progress: update needs a stage; call stage first");
      current = { ...current, rows: rows ?? current.rows, share: share ?? current.share };
      display.advance(state() as StageState); // there is a current stage
    },
    note: (text) => display.note(text, state(), now()),
    done: () => leave("end"),
    stop: () => leave("stop"),
  };
}
