import { Command, Option } from "commander";
import { acceptsAnswer } from "../run/init/given-answers.ts";
import type { InitOptions, InitOutcome } from "../run/init/init-configuration.ts";
import { UserError } from "../user-error.ts";
import type { Terminal } from "./terminal.ts";
import { textTable } from "./text-table.ts";

interface InitFlags {
  readonly from?: readonly string[];
  readonly force?: boolean;
  readonly dates: ReadonlyMap<string, string>;
  readonly decimal?: string;
  readonly contactsAt?: string;
}

const examples = `
Examples:
  tessera init --from orders.csv customers.csv
  tessera init shop --from exports/orders.csv --dates order_date=dd/MM/yyyy
  tessera init --from experiment.csv --contacts-at 2024-03-20`;

/** `tessera init`: looks at files and proposes a configuration. */
export function initCommand(terminal: Terminal): Command {
  return new Command("init")
    .description("Look at files and write the tessera.yaml they seem to need, with the reason for every line.")
    .argument("[dir]", "folder of the configuration", ".")
    .option("--from <file...>", "files to look at: CSV, JSON lines, Parquet; a template is written without")
    .option("--force", "overwrite a tessera.yaml that is there")
    .option("--dates <column=format>", "format of a column's dates; repeatable", addFormat, new Map<string, string>())
    .addOption(new Option("--decimal <mark>", "decimal mark, where no number decides").choices([".", ","]))
    .option("--contacts-at <date>", "day of a campaign whose contacts carry none, yyyy-mm-dd")
    .addHelpText("after", examples)
    .action(async (dir: string, { from = [], force = false, dates, decimal, contactsAt }: InitFlags) => {
      const initConfiguration = await terminal.loadInit();
      const given = { dates, decimal, contactsAt };
      const outcome = await initConfiguration({ dir, from, force, given, ask: answering(terminal) });
      terminal.stdout.write(
        summaryOf(outcome, terminal.stdout.columns)
          .map((line) => `${line}\n`)
          .join(""),
      );
    });
}

function addFormat(text: string, formats: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const split = text.lastIndexOf("=");
  if (split < 1) throw new UserError(2, `--dates ${text}: expected column=format, such as order_date=dd/MM/yyyy`);
  return new Map([...formats, [text.slice(0, split), text.slice(split + 1)]]);
}

const attempts = 3;

/** Asks a person as long as one is there, three times at most. */
function answering({ ask }: Terminal): InitOptions["ask"] {
  if (ask === undefined) return undefined;
  return async (question) => {
    const { sentence, choices, optional } = question;
    const list = choices.map((choice, i) => `  ${i + 1}) ${choice}\n`).join("");
    const hint = choices.length > 0 ? "number or text" : "yyyy-mm-dd";
    for (let attempt = 0; attempt < attempts; attempt++) {
      const line = (await ask(`${sentence}\n${list}${hint}${optional ? ", or nothing" : ""}> `)).trim();
      const answer = choices[Number(line) - 1] ?? line;
      if (answer === "" && optional) return undefined;
      if (acceptsAnswer(question, answer)) return answer;
    }
    return undefined;
  };
}

function summaryOf({ file, proposal }: InitOutcome, width: number | undefined): string[] {
  if (proposal === undefined) return [`Wrote ${file}, a template: fill in the sources.`, nextStep(file)];
  const rows = proposal.sources.map(({ table, title, lines, confidence, incomplete }) => {
    const mapped = lines.filter(({ key }) => key === "columns" || key === "metrics");
    const columns = mapped.reduce((sum, { value }) => sum + (Array.isArray(value) ? value.length : 0), 0);
    const state = incomplete === undefined ? confidence.toFixed(2) : "a comment";
    return [table, title, String(columns), state];
  });
  const table = textTable(
    [
      { title: "table", align: "left" },
      { title: "from", align: "left", flexible: true },
      { title: "columns", align: "right" },
      { title: "sure", align: "right" },
    ],
    rows,
    width,
  );
  const open = proposal.sources.flatMap(({ table: name, incomplete }) =>
    incomplete === undefined ? [] : [`${name}: ${incomplete}.`],
  );
  return [...table, "", ...open, `Wrote ${file}; every line says why. Read those below 0.70 first.`, nextStep(file)];
}

function nextStep(file: string): string {
  return file === "tessera.yaml" ? "Next: tessera check" : `Next: tessera check --config ${file}`;
}
