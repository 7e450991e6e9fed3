import { Command, Option } from "commander";
import type { Language } from "../language/text.ts";
import { listenForInterruption } from "../run/interruption.ts";
import { UserError } from "../user-error.ts";
import { modelsOption } from "./models-option.ts";
import type { Terminal } from "./terminal.ts";
import { textTable } from "./text-table.ts";

interface ScoreFlags {
  readonly model?: string;
  readonly in?: string;
  readonly out?: string;
  readonly models: string;
  readonly language: Language;
  readonly json?: boolean;
}

const examples = `
FILE is Parquet with customer_id and a column for each feature of the model, one row per customer, such as features.parquet
of a run. Features other than those the model was fitted on are refused, with the difference.

Examples:
  tessera score --model shop --in fresh.parquet --out scores.parquet
  tessera score --model shop@challenger --in runs/shop/2024-12-01/4f1c9a7be2d05836/features.parquet --out scores.parquet
  tessera score --model shop@v3 --in fresh.parquet --out scores.parquet --json`;

/** `tessera score`: customers into the segments of a model that was kept, without fitting anything. */
export function scoreCommand(terminal: Terminal): Command {
  return new Command("score")
    .description("Put customers into the segments of a model that was kept.")
    .option("--model <name>", "required: project, or project@champion, @challenger, @previous, @v3")
    .option("--in <file>", "required: features of the customers, Parquet")
    .option("--out <file>", "required: Parquet to be written")
    .addOption(modelsOption())
    .addOption(new Option("--language <code>", "of the names of segments").choices(["en", "ru"]).default("en"))
    .option("--json", "print the result as one line of JSON")
    .addHelpText("after", examples)
    .action(async ({ model, in: input, out: output, models, language, json }: ScoreFlags) => {
      if (model === undefined || input === undefined || output === undefined)
        throw new UserError(2, "score needs --model NAME, --in FILE and --out FILE");
      const { signal, stop } = listenForInterruption(terminal.signals);
      try {
        const scoreCustomers = await terminal.loadScore();
        const outcome = await scoreCustomers({ models, model, input, output, language, signal });
        const lines = json
          ? [JSON.stringify(outcome)]
          : [
              `${outcome.project} ${outcome.version}: ${outcome.customers} customers`,
              ...textTable(
                [
                  { title: "segment", align: "left" },
                  { title: "name", align: "left", flexible: true },
                  { title: "customers", align: "right" },
                ],
                outcome.segments.map(({ id, name, customers }) => [id, name, String(customers)]),
                terminal.stdout.columns,
              ),
              outcome.output,
            ];
        terminal.stdout.write(lines.map((line) => `${line}\n`).join(""));
      } catch (error) {
        // Work that was cut short fails in many ways, all for this reason.
        throw signal.aborted ? signal.reason : error;
      } finally {
        stop();
      }
    });
}
