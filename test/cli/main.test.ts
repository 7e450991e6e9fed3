import { EventEmitter } from "node:events";
import { describe, expect, it } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { main } from "../../src/cli/main.ts";
import { parseAsOf } from "../../src/run/as-of.ts";
import type { RunOptions, RunOutcome } from "../../src/run/run-contract.ts";
import { UserError } from "../../src/user-error.ts";
import { noWork } from "./no-work.ts";

const outcome: RunOutcome = {
  status: "done",
  exitCode: 0,
  runId: "0123456789abcdef",
  runDir: "runs/shop/2024-12-01/0123456789abcdef",
  asOf: parseAsOf("2024-12-01"),
  promotion: "none",
  verdict: { word: "safe", sentences: ["All segments stand."] },
  summary: ["safe: all segments stand", "report: runs/shop/2024-12-01/0123456789abcdef/report.html"],
};

type Batch = (options: RunOptions, signals: EventEmitter) => Promise<RunOutcome>;

/** Runs a command line in a world of its own, where the batch is the given function. */
async function command(
  line: string,
  batch: Batch = async () => outcome,
  env: Record<string, string> = {},
  isTTY = false,
) {
  let stdout = "";
  let stderr = "";
  const signals = Object.assign(new EventEmitter(), { exit: () => {} });
  const exitCode = await main(line === "" ? [] : line.split(" "), {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text), isTTY },
    env,
    signals,
    now: () => 0,
    ...noWork,
    loadRunBatch: async () => (options) => batch(options, signals),
  });
  return { exitCode, stdout, stderr, signals };
}

describe("tessera run", () => {
  it("prints the summary on stdout and nothing else", async () => {
    expect(await command("run --as-of 2024-12-01")).toMatchObject({
      exitCode: 0,
      stdout: `${outcome.summary[0]}\n${outcome.summary[1]}\n`,
      stderr: "",
    });
  });

  it("prints one line of JSON when asked to", async () => {
    const { stdout } = await command("run --as-of 2024-12-01 --json");
    expect(stdout).toBe(
      '{"status":"done","runId":"0123456789abcdef","runDir":"runs/shop/2024-12-01/0123456789abcdef",' +
        '"asOf":"2024-12-01","promotion":"none","verdict":{"word":"safe","sentences":["All segments stand."]}}\n',
    );
  });

  it("hands its options on, with defaults for what is left out", async () => {
    const seen: RunOptions[] = [];
    const batch: Batch = async (options) => {
      seen.push(options);
      return outcome;
    };
    await command("run --as-of 2024-12-01", batch, { DATA: "/srv" });
    await command("run --force --out /srv/runs --config shop.yaml --as-of 2025-01-01", batch);
    expect(seen[0]).toMatchObject({
      asOf: "2024-12-01",
      configFile: "tessera.yaml",
      out: "runs",
      force: false,
      version: manifest.version,
      env: { DATA: "/srv" },
    });
    expect(seen[1]).toMatchObject({ asOf: "2025-01-01", configFile: "shop.yaml", out: "/srv/runs", force: true });
  });

  it("ends with the outcome's exit code", async () => {
    const { exitCode, stdout } = await command("run --as-of 2024-12-01", async () => ({ ...outcome, exitCode: 4 }));
    expect(exitCode).toBe(4);
    expect(stdout).not.toBe("");
  });

  it.each([2, 3, 75] as const)("tells what the user can mend in one sentence, exit code %i", async (code) => {
    const batch: Batch = async ({ progress }) => {
      progress.stage("inputs", { index: 1, total: 12 });
      throw new UserError(code, "tx.csv: there is no such file");
    };
    expect(await command("run --as-of 2024-12-01 --json", batch)).toMatchObject({
      exitCode: code,
      stdout: "",
      stderr: "[1/12] inputs\n[1/12] inputs: stopped after 0.0 s\ntessera: tx.csv: there is no such file\n",
    });
  });

  it("keeps the stack of what is a bug, exit code 1", async () => {
    const { exitCode, stdout, stderr } = await command("run --as-of 2024-12-01", async () => {
      throw new RangeError("no customers to compare");
    });
    expect(exitCode).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toMatch(
      /^tessera: unexpected error, please report it\nRangeError: no customers to compare\n {4}at .*main\.test\.ts/,
    );
  });

  it.each([
    ["SIGINT", 130, "tessera: interrupted; nothing was published\n"],
    ["SIGTERM", 143, "tessera: terminated; nothing was published\n"],
  ])("ends cleanly on %s, exit code %i, however the work fails then", async (name, exitCode, stderr) => {
    const batch: Batch = async ({ signal }, signals) => {
      signals.emit(name);
      expect(signal.aborted).toBe(true);
      throw new Error("the stream was cut");
    };
    const result = await command("run --as-of 2024-12-01", batch);
    expect(result).toMatchObject({ exitCode, stdout: "", stderr });
    expect(result.signals.listenerCount(name)).toBe(0);
  });

  const oneStage: Batch = async ({ progress }) => {
    progress.stage("inputs", { index: 1, total: 1 });
    return outcome;
  };
  it.each([
    ["a redrawn line on a terminal", {}, true, "", "\r\u001b[K[1/1] inputs\r\u001b[K"],
    ["plain lines under CI", { CI: "true" }, true, "", "[1/1] inputs\n[1/1] inputs: done in 0.0 s\n"],
    ["plain lines on a dumb terminal", { TERM: "dumb" }, true, "", "[1/1] inputs\n[1/1] inputs: done in 0.0 s\n"],
    ["a redrawn line when CI is off", { CI: "false" }, true, "", "\r\u001b[K[1/1] inputs\r\u001b[K"],
    ["plain lines when asked to", {}, true, " --log-format plain", "[1/1] inputs\n[1/1] inputs: done in 0.0 s\n"],
  ])("shows %s", async (_, env, isTTY, option, stderr) => {
    expect((await command(`run --as-of 2024-12-01${option}`, oneStage, env, isTTY)).stderr).toBe(stderr);
  });
});

describe("wrong usage", () => {
  it.each([
    ["run", "tessera: run needs --as-of yyyy-mm-dd, the first day that is not seen\n"],
    ["run --as-of", "tessera: option '--as-of <date>' argument missing\n"],
    [
      "run --as-of 2024-02-30",
      "tessera: --as-of 2024-02-30 is not a date; write it as yyyy-mm-dd, such as 2024-12-01\n",
    ],
    [
      "run --as-of 01.12.2024",
      "tessera: --as-of 01.12.2024 is not a date; write it as yyyy-mm-dd, such as 2024-12-01\n",
    ],
    ["run --as-off 2024-12-01", "tessera: unknown option '--as-off' (Did you mean --as-of?)\n"],
    ["rum --as-of 2024-12-01", "tessera: unknown command 'rum' (Did you mean run?)\n"],
    ["run 2024-12-01 --as-of 2024-12-01", "tessera: too many arguments for 'run'. Expected 0 arguments but got 1.\n"],
    [
      "run --as-of 2024-12-01 --log-format xml",
      "tessera: option '--log-format <format>' argument 'xml' is invalid. Allowed choices are auto, plain, json.\n",
    ],
  ])("tessera %s", async (line, stderr) => {
    expect(await command(line)).toMatchObject({ exitCode: 2, stdout: "", stderr });
  });

  it("without a command shows the help", async () => {
    const { exitCode, stdout, stderr } = await command("");
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("Usage: tessera [options] [command]");
  });
});

describe("help and version", () => {
  it("prints the version of the package", async () => {
    expect(await command("--version")).toMatchObject({ exitCode: 0, stdout: `${manifest.version}\n`, stderr: "" });
  });

  it("tells options, examples and exit codes", async () => {
    const { exitCode, stdout, stderr } = await command("run --help");
    expect([exitCode, stderr]).toEqual([0, ""]);
    expect(stdout).toBe(`Usage: tessera run [options]

Run the whole job as of a date and publish its folder.

Options:
  --as-of <date>         required: first day that is not seen, yyyy-mm-dd
  --config <file>        configuration (default: "tessera.yaml")
  --out <folder>         where runs are published (default: "runs")
  --models <folder>      where models are kept, a folder for each project
                         (default: "models")
  --promote <policy>     whether a model that is proved replaces the champion,
                         or waits for people (choices: "auto", "never", default:
                         "auto")
  --force                run again though nothing has changed
  --json                 print the result as one line of JSON
  --log-format <format>  progress on stderr: a redrawn line on a terminal, plain
                         lines, or JSON lines (choices: "auto", "plain", "json",
                         default: "auto")
  -h, --help             print this help

Examples:
  tessera run --as-of 2024-12-01
  tessera run --as-of 2024-12-01 --config shop/tessera.yaml --out /srv/runs
  tessera run --as-of "$(date -u +%Y-%m-01)" --log-format json --json

Exit codes:
  0    done, also when nothing had to be done
  1    unexpected error
  2    wrong usage or configuration
  3    the data breaks its contract; nothing is published
  4    the model fails its own gates; the run is kept, not delivered
  75   locked by another run; try again later
  130  interrupted (Ctrl-C)
  143  terminated
`);
  });

  it("lists the commands", async () => {
    const { stdout } = await command("--help");
    expect(stdout).toMatch(/^ {2}run \[options\] +Run the whole job as of a date and publish its folder\.$/m);
    expect(stdout).toContain("Exit codes:");
  });
});
