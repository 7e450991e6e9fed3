/** Where progress is written: stderr, or a test. */
export interface LineStream {
  write(text: string): unknown;
  /** Width of a terminal. */
  readonly columns?: number;
}

/** A stage as it stands, with everything a display may show. */
export interface StageState {
  readonly name: string;
  readonly index: number;
  readonly total: number;
  readonly rows: number | undefined;
  readonly share: number | undefined;
  /** Since the stage began. */
  readonly seconds: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** How progress is shown. */
export interface Display {
  begin(stage: StageState): void;
  advance(stage: StageState): void;
  note(text: string, stage: StageState | undefined, at: number): void;
  end(stage: StageState): void;
  stop(stage: StageState): void;
}

/** A line for the start and the end of a stage, and for every quarter of it. */
export function plainLines(stream: LineStream): Display {
  const quarters = eachQuarter();
  const line = (stage: StageState, text: string) => stream.write(`${position(stage)} ${stage.name}${text}\n`);
  return {
    begin(stage) {
      quarters.restart();
      line(stage, "");
    },
    advance(stage) {
      if (quarters.reached(stage.share)) line(stage, `: ${amounts(stage).join(", ")}`);
    },
    note: (text) => void stream.write(`${text}\n`),
    end: (stage) => line(stage, `: done in ${duration(stage.seconds)}`),
    stop: (stage) => line(stage, `: stopped after ${duration(stage.seconds)}`),
  };
}

/** The same lines as JSON objects. */
export function jsonLines(stream: LineStream): Display {
  const quarters = eachQuarter();
  const line = (event: string, at: number, fields: object) =>
    void stream.write(`${JSON.stringify({ time: new Date(at).toISOString(), event, ...fields })}\n`);
  const place = ({ name, index, total }: StageState) => ({ stage: name, index, total });
  return {
    begin(stage) {
      quarters.restart();
      line("stage-begin", stage.at, place(stage));
    },
    advance(stage) {
      if (quarters.reached(stage.share))
        line("stage-share", stage.at, { ...place(stage), rows: stage.rows, share: stage.share });
    },
    note: (text, stage, at) => line("note", at, { stage: stage?.name, text }),
    end: (stage) => line("stage-end", stage.at, { ...place(stage), rows: stage.rows, seconds: stage.seconds }),
    stop: (stage) => line("stage-stop", stage.at, { ...place(stage), rows: stage.rows, seconds: stage.seconds }),
  };
}

/** One line that is drawn over itself, at most ten times a second, and gone at the end. */
export function redrawnLine(stream: LineStream): Display {
  const clear = "\r\u001b[K";
  let drawnAt = Number.NEGATIVE_INFINITY;

  function draw(stage: StageState) {
    const text = [`${position(stage)} ${stage.name}`, ...amounts(stage), ...timeLeft(stage)].join("  ");
    // One column stays free: a full line would make some terminals wrap.
    stream.write(`${clear}${text.slice(0, (stream.columns ?? 80) - 1)}`);
    drawnAt = stage.at;
  }

  return {
    begin: draw,
    advance(stage) {
      if (stage.at - drawnAt >= 100) draw(stage);
    },
    note(text, stage) {
      stream.write(`${clear}${text}\n`);
      if (stage !== undefined) draw(stage);
    },
    end: () => void stream.write(clear),
    stop: () => void stream.write(clear),
  };
}

/** Tells when 25 %, 50 % or 75 % of a stage are reached, each once. */
function eachQuarter() {
  let told = 0;
  return {
    restart() {
      told = 0;
    },
    reached(share: number | undefined): boolean {
      const quarter = Math.min(3, Math.floor((share ?? 0) * 4));
      if (quarter <= told) return false;
      told = quarter;
      return true;
    },
  };
}

function position({ index, total }: StageState): string {
  return `[${index}/${total}]`;
}

function amounts({ rows, share }: StageState): string[] {
  return [
    ...(share === undefined ? [] : [`${Math.floor(share * 100)} %`]),
    ...(rows === undefined ? [] : [`${String(rows).replace(/\B(?=(\d{3})+$)/g, ",")} rows`]),
  ];
}

/** By the pace so far; nothing before there is one. */
function timeLeft({ share, seconds }: StageState): string[] {
  if (share === undefined || share < 0.02 || seconds < 1) return [];
  return [`${duration((seconds * (1 - share)) / share)} left`];
}

function duration(seconds: number): string {
  if (seconds < 60) return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
}
