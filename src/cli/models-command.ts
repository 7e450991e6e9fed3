import { Command } from "commander";
import type * as Models from "../run/models/manage-models.ts";
import { UserError } from "../user-error.ts";
import { modelsOption } from "./models-option.ts";
import type { Terminal } from "./terminal.ts";
import { textTable } from "./text-table.ts";

interface Flags {
  readonly models: string;
  readonly project?: string;
  readonly why?: string;
  readonly json?: boolean;
}

const examples = `
VERSION is v3, champion, challenger or previous.

Examples:
  tessera models list
  tessera models show challenger --project shop
  tessera models promote v3 --why "the new segments were tried in spring"
  tessera models rollback --why "campaigns still use the old ones"
  tessera models verify`;

/** `tessera models`: what is in the registry, and who of it is in use. */
export function modelsCommand(terminal: Terminal, end: (exitCode: number) => void): Command {
  const print = (flags: Flags, value: unknown, lines: () => readonly string[]) =>
    terminal.stdout.write(
      flags.json
        ? `${JSON.stringify(value)}\n`
        : lines()
            .map((line) => `${line}\n`)
            .join(""),
    );
  const part = (name: string, description: string) =>
    new Command(name)
      .description(description)
      .addOption(modelsOption())
      .option("--project <name>", "whose models; may be left out where there is one project")
      .option("--json", "print the result as one line of JSON");
  const now = () => new Date(terminal.now()).toISOString();
  const changed = (flags: Flags, { from, to, project }: Models.ChangedChampion) =>
    print(flags, { project, from, to }, () => [`${project}: the champion is ${to ?? "none"}, was ${from ?? "none"}`]);

  return new Command("models")
    .description("Show the models that runs have kept, and choose which one is in use.")
    .addHelpText("after", examples)
    .addCommand(
      part("list", "All versions, who is champion, and every change of it.").action(async (flags: Flags) => {
        const models = (await terminal.loadModels()).listModels(flags);
        print(flags, models, () => listText(models, terminal.stdout.columns ?? Number.POSITIVE_INFINITY));
      }),
    )
    .addCommand(
      part("show", "The card of a version: what it is, from what data, how good, its limits.")
        .argument("<version>", "v3, champion, challenger or previous")
        .action(async (version: string, flags: Flags) => {
          const shown = (await terminal.loadModels()).showModel(flags, version);
          print(flags, shown, () => [
            `${shown.version}${shown.aliases.length > 0 ? ` (${shown.aliases.join(", ")})` : ""}${damageOf(shown)}`,
            "",
            ...shown.card.trimEnd().split("\n"),
          ]);
        }),
    )
    .addCommand(
      part("promote", "Make a version the champion.")
        .argument("<version>", "v3, challenger or previous")
        .option("--why <text>", "required: the reason, for the history")
        .action(async (version: string, flags: Flags) => {
          const why = reasonOf("promote", flags);
          changed(flags, await (await terminal.loadModels()).promoteModel(flags, version, why, now()));
        }),
    )
    .addCommand(
      part("rollback", "Make the champion before champion again.")
        .option("--why <text>", "required: the reason, for the history")
        .action(async (flags: Flags) => {
          const why = reasonOf("rollback", flags);
          changed(flags, await (await terminal.loadModels()).rollbackModel(flags, why, now()));
        }),
    )
    .addCommand(
      part("retire", "Take the champion out of use; the next run begins anew.")
        .option("--why <text>", "required: the reason, for the history")
        .action(async (flags: Flags) => {
          const why = reasonOf("retire", flags);
          changed(flags, await (await terminal.loadModels()).retireModel(flags, why, now()));
        }),
    )
    .addCommand(
      part("verify", "Compare every file with its hash, and what each model says with what it once said.")
        .argument("[version]", "v3, champion, challenger or previous; all unless given")
        .action(async (version: string | undefined, flags: Flags) => {
          const found = (await terminal.loadModels()).verifyModels(flags, version);
          print(flags, found, () => [
            ...found.damaged.map((each) => `${each.version}${damageOf(each)}`),
            `${found.checked - found.damaged.length} of ${found.checked} versions are as they were written`,
          ]);
          end(found.damaged.length === 0 ? 0 : 2);
        }),
    );
}

function reasonOf(command: string, { why }: Flags): string {
  if (why !== undefined && why.trim() !== "") return why.trim();
  throw new UserError(2, `models ${command} needs --why "…", which the history will show`);
}

function damageOf({ problems }: Pick<Models.ListedVersion, "problems">): string {
  return problems.length === 0 ? "" : `: damaged, ${problems.join("; ")}`;
}

function listText({ project, versions, history }: Models.ListedModels, width: number): string[] {
  const rows = versions.map(({ version, aliases, asOf, segments, certificate, model, problems }) => [
    version,
    aliases.join(", "),
    asOf ?? "",
    segments === null ? "" : String(segments),
    problems.length > 0 ? "damaged" : (certificate ?? ""),
    model ?? "",
  ]);
  return [
    project,
    "",
    ...textTable(
      [
        { title: "version", align: "left" },
        { title: "alias", align: "left" },
        { title: "as of", align: "left" },
        { title: "segments", align: "right" },
        { title: "certificate", align: "left" },
        { title: "model", align: "left" },
      ],
      rows,
      width,
    ),
    "",
    ...textTable(
      [
        { title: "when", align: "left" },
        { title: "champion", align: "left" },
        { title: "why", align: "left", flexible: true },
      ],
      history.map(({ when, from, to, why }) => [
        when.slice(0, 16).replace("T", " "),
        from === to ? (to ?? "none") : `${from ?? "none"} → ${to ?? "none"}`,
        why,
      ]),
      width,
    ),
  ];
}
